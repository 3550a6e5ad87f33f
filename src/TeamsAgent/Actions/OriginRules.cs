using System.Net;

namespace TeamsAgent.Actions;

/// <summary>Where a provider's token may go at all: to public addresses by https, and in development to loopback.</summary>
public static class OriginRules
{
    // IANA special-purpose registries (RFC 6890) and what carries IPv4 inside IPv6; metadata services live in 169.254/16, 100.64/10 and fd00::/8.
    private static readonly IPNetwork[] NotPublic =
    [
        .. new[]
        {
            "0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "169.254.0.0/16", "172.16.0.0/12", "192.0.0.0/24", "192.0.2.0/24", "192.88.99.0/24",
            "192.168.0.0/16", "198.18.0.0/15", "198.51.100.0/24", "203.0.113.0/24", "224.0.0.0/4", "240.0.0.0/4", "168.63.129.16/32",
            "::/96", "64:ff9b::/96", "64:ff9b:1::/48", "100::/64", "2001::/23", "2001:db8::/32", "2002::/16", "fc00::/7", "fe80::/10", "fec0::/10", "ff00::/8",
        }.Select(IPNetwork.Parse),
    ];

    /// <summary>Whether a call with a token may connect to an address. For the sender too, after the name was resolved.</summary>
    public static bool MayConnect(IPAddress address, bool allowLoopback)
    {
        var plain = address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;
        return IPAddress.IsLoopback(plain) ? allowLoopback : !NotPublic.Any(network => network.Contains(plain));
    }

    /// <summary>What is wrong with a base URL, or null.</summary>
    public static string? Mistake(string text, bool allowLoopback) => Uri.TryCreate(text, UriKind.Absolute, out var url) && url.IsAbsoluteUri
        ? Mistake(url, text, allowLoopback)
        : "it is not an absolute URL";

    private static string? Mistake(Uri url, string text, bool allowLoopback) => url switch
    {
        { Scheme: not ("https" or "http") } => "it must begin with https://",
        { UserInfo.Length: > 0 } => "it must not hold a user name or password",
        _ when text.Contains('@') => "it must not hold an @",
        _ when text.Contains('?') || text.Contains('#') => "it must not have a query or fragment",
        _ when text.Contains('%') || text.Contains('\\') || text.Contains("/.", StringComparison.Ordinal) => "its path must be plain: no %, \\ or segment that begins with a dot",
        _ when text.AsSpan(url.Scheme.Length + 3).Contains("//", StringComparison.Ordinal) => "its path has an empty segment",
        _ when !text.All(char.IsAscii) => "it must be ASCII; write an international name in its xn-- form",
        { HostNameType: UriHostNameType.IPv4 or UriHostNameType.IPv6 } => OfAddress(url, IPAddress.Parse(url.IdnHost.Trim('[', ']')), allowLoopback),
        { HostNameType: UriHostNameType.Dns } => OfName(url, allowLoopback),
        _ => "its host is neither a name nor an address",
    };

    private static string? OfAddress(Uri url, IPAddress address, bool allowLoopback) =>
        !MayConnect(address, allowLoopback) ? $"{address} is a private or local address{Hint(address)}"
        : url.Scheme == "http" && !IPAddress.IsLoopback(address) ? "plain http is for loopback alone"
        : null;

    private static string? OfName(Uri url, bool allowLoopback)
    {
        var name = url.IdnHost.ToLowerInvariant();
        var loopback = name == "localhost" || name.EndsWith(".localhost", StringComparison.Ordinal);
        return name switch
        {
            _ when name.EndsWith('.') => "its host must not end in a dot",
            _ when loopback => allowLoopback ? null : $"{name} is local{LoopbackHint}",
            _ when url.Scheme == "http" => "it must begin with https://",
            _ when !name.Contains('.') || Inside.Any(end => name.EndsWith(end, StringComparison.Ordinal)) => $"{name} is a name inside a network, not a public one",
            _ => null,
        };
    }

    private const string LoopbackHint = "; Catalogue:AllowLoopback allows loopback, for development";

    private static readonly string[] Inside = [".local", ".internal", ".lan", ".home", ".corp", ".intranet", ".home.arpa", ".in-addr.arpa", ".ip6.arpa"];

    private static string Hint(IPAddress address) =>
        IPAddress.IsLoopback(address) ? LoopbackHint : "";
}
