using Microsoft.Extensions.Options;

namespace TeamsAgent.Chat.Slack;

/// <summary>
/// Where private answers may be sent. A <c>response_url</c> comes with what somebody did, so it counts only if it is at the one configured host:
/// https on its usual port, or loopback at a developer's desk.
/// </summary>
internal sealed class SlackResponseHost(IOptions<SlackOptions> options, IHostEnvironment environment)
{
    private readonly string _host = options.Value.ResponseHost;
    private readonly bool _development = environment.IsDevelopment();

    /// <summary>Whether an answer may be sent there.</summary>
    public bool Allows(Uri? url) => url is { IsAbsoluteUri: true, UserInfo.Length: 0, Fragment.Length: 0 } && _host.Length > 0 && (url.IsLoopback
        ? _development && url.Scheme is "https" or "http" && (Same(url.Host) || Same(url.Authority))
        : url is { Scheme: "https", IsDefaultPort: true } && Same(url.IdnHost));

    private bool Same(string host) => host.Equals(_host, StringComparison.OrdinalIgnoreCase);
}
