namespace TeamsAgent.Chat.Slack;

/// <summary>Where Socket Mode may connect to: Slack's own hosts by TLS; in Development, this machine.</summary>
internal sealed class SlackSocketHosts(IHostEnvironment environment)
{
    /// <summary>Whether an address that Slack's Web API gave may be connected to.</summary>
    public bool Allows(Uri url) => url.UserInfo.Length == 0
        && ((url.Scheme == Uri.UriSchemeWss && url.IsDefaultPort && IsSlack(url.Host)) || (environment.IsDevelopment() && url.IsLoopback && url.Scheme is "ws" or "wss"));

    /// <summary>Whether a host is Slack's, of the commercial or the government cloud.</summary>
    public static bool IsSlack(string host) =>
        host is "slack.com" or "slack-gov.com" || host.EndsWith(".slack.com", StringComparison.OrdinalIgnoreCase) || host.EndsWith(".slack-gov.com", StringComparison.OrdinalIgnoreCase);
}
