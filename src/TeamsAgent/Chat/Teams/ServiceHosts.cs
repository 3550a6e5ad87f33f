using System.Net;
using Microsoft.Extensions.Options;

namespace TeamsAgent.Chat.Teams;

/// <summary>
/// Where the bot's token may go. An activity says itself where its answer is to be sent, so that address counts only if its host is listed.
/// </summary>
public sealed class ServiceHosts
{
    private readonly HashSet<string> _names = new(StringComparer.OrdinalIgnoreCase);
    private readonly List<string> _suffixes = [];
    private readonly bool _loopback;

    /// <summary>Reads the list.</summary>
    public ServiceHosts(IOptions<TeamsOptions> options, IHostEnvironment environment)
    {
        var entries = options.Value.AllowedServiceHosts is { Count: > 0 } own ? [.. own] : TeamsCloud.Of(options.Value).ServiceHosts;
        foreach (var entry in entries)
        {
            if (entry.StartsWith("*.", StringComparison.Ordinal))
            {
                _suffixes.Add(entry[1..]);
            }
            else
            {
                _names.Add(entry);
            }
        }

        _loopback = environment.IsDevelopment() && (options.Value.LocalMode || entries.Any(IsLoopback));
    }

    /// <summary>Whether the token may be sent there: https on its usual port to a listed name, or loopback where that is allowed.</summary>
    public bool Allows(string? address) => Uri.TryCreate(address, UriKind.Absolute, out var url) && Allows(url);

    /// <inheritdoc cref="Allows(string?)"/>
    public bool Allows(Uri url) =>
        url.UserInfo.Length == 0 && url.Fragment.Length == 0 &&
        (url.IsLoopback
            ? _loopback && (url.Scheme == Uri.UriSchemeHttp || url.Scheme == Uri.UriSchemeHttps)
            : url.Scheme == Uri.UriSchemeHttps && url.Port == 443 && IsListed(url.IdnHost));

    internal static bool IsEntry(string entry)
    {
        var name = entry.StartsWith("*.", StringComparison.Ordinal) ? entry[2..] : entry;
        return Uri.CheckHostName(name) is UriHostNameType.Dns or UriHostNameType.IPv4 or UriHostNameType.IPv6 && (name.Contains('.', StringComparison.Ordinal) || IsLoopback(name));
    }

    internal static bool IsLoopback(string entry) =>
        entry.Equals("localhost", StringComparison.OrdinalIgnoreCase) || (IPAddress.TryParse(entry, out var address) && IPAddress.IsLoopback(address));

    private bool IsListed(string host) =>
        _names.Contains(host) || _suffixes.Exists(suffix => host.Length > suffix.Length && host.EndsWith(suffix, StringComparison.OrdinalIgnoreCase));
}
