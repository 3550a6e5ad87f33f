using System.Collections.Concurrent;
using System.Security.Cryptography;

namespace TeamsAgent.Sandbox.Slack.Outbound;

/// <summary>Addresses at which the app answers one interaction: five times within half an hour.</summary>
internal sealed class ResponseUrls(Func<string> address, TimeProvider clock)
{
    private const int MostUses = 5;
    private static readonly TimeSpan Life = TimeSpan.FromMinutes(30);
    private readonly ConcurrentDictionary<string, ResponseUrl> _issued = new();

    /// <summary>Makes one.</summary>
    /// <param name="kind"><c>commands</c> or <c>actions</c>.</param>
    /// <param name="member">Who acted.</param>
    /// <param name="channel">Where.</param>
    /// <param name="source">The message that was acted on.</param>
    public string Issue(string kind, SlackMember member, string channel, SlackMessage? source)
    {
        var path = $"/{kind}/{member.TeamId}/{RandomNumberGenerator.GetInt32(int.MaxValue)}/{Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16))}";
        _issued[path] = new ResponseUrl(member, channel, source?.Ts, clock.GetUtcNow() + Life);
        return address() + path;
    }

    /// <summary>Takes one use of an address; or says why there is none.</summary>
    public (ResponseUrl? Url, string? Error) Use(string path)
    {
        if (!_issued.TryGetValue(path, out var url))
        {
            return (null, "invalid_url");
        }

        if (url.ExpiresAt <= clock.GetUtcNow())
        {
            return (null, "expired_url");
        }

        return url.Take() <= MostUses ? (url, null) : (null, "used_url");
    }
}

/// <summary>An address at which the app answers one interaction.</summary>
internal sealed record ResponseUrl(SlackMember Member, string Channel, string? SourceTs, DateTimeOffset ExpiresAt)
{
    private int _uses;

    /// <summary>Counts a use.</summary>
    public int Take() => Interlocked.Increment(ref _uses);
}
