using System.Net;

namespace TeamsAgent.Install;

/// <summary>Whether an address can be one that Microsoft, Slack and people's browsers reach.</summary>
internal static class PublicHost
{
    // RFC 2606 and RFC 6761: names that are nobody's, or this machine's alone.
    private static readonly string[] Reserved = ["localhost", "local", "localdomain", "internal", "intranet", "lan", "home.arpa", "test", "invalid", "example", "example.com", "example.net", "example.org"];

    /// <summary>Why it cannot be one, as what comes after its name; null if it can.</summary>
    public static string? Flaw(string address)
    {
        if (address.Length == 0)
        {
            return "is not set";
        }

        if (!Uri.TryCreate(address, UriKind.Absolute, out var url) || url.Host.Length == 0)
        {
            return "is not an absolute address";
        }

        var host = url.IdnHost.TrimEnd('.').ToLowerInvariant();
        return true switch
        {
            _ when url.Scheme != Uri.UriSchemeHttps => "does not begin with https://",
            _ when url.UserInfo.Length > 0 => "has a user name in it",
            _ when url.IsLoopback => "is this machine's own address",
            _ when IPAddress.TryParse(host.Trim('[', ']'), out _) => "has an IP address instead of a name",
            _ when Array.Exists(Reserved, name => host == name || host.EndsWith("." + name, StringComparison.Ordinal)) => $"has the host {host}, which nobody outside can reach",
            _ when !host.Contains('.', StringComparison.Ordinal) || Uri.CheckHostName(host) != UriHostNameType.Dns => $"has the host “{host}”, which is no full name",
            _ when Placeholder.IsText(address) => "still has a sample's value",
            _ when address.Length > 2048 => "is longer than 2048 characters",
            _ => null,
        };
    }
}
