using System.Collections.Concurrent;
using System.Security.Cryptography;

namespace TeamsAgent.Sandbox.Slack.Installs;

/// <summary>Authorization codes: ten minutes, once, for the address that they were sent to.</summary>
internal sealed class SlackCodes(TimeProvider clock)
{
    private static readonly TimeSpan Life = TimeSpan.FromMinutes(10);
    private readonly ConcurrentDictionary<string, SlackCode> _issued = new();
    private readonly ConcurrentDictionary<string, bool> _used = new();

    public string Issue(string install, IReadOnlyList<string> scopes, string redirectUri, string installerId)
    {
        var code = new SlackCode(Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(24)), install, scopes, redirectUri, installerId, clock.GetUtcNow() + Life);
        _issued[code.Value] = code;
        return code.Value;
    }

    public (SlackCode? Code, string? Error) Redeem(string? value, string? redirectUri)
    {
        if (value is null || !_issued.TryRemove(value, out var code))
        {
            return (null, value is not null && _used.ContainsKey(value) ? "code_already_used" : "invalid_code");
        }

        _used[value] = true;
        return true switch
        {
            _ when code.ExpiresAt <= clock.GetUtcNow() => (null, "invalid_code"),
            _ when redirectUri != code.RedirectUri => (null, "bad_redirect_uri"),
            _ => (code, null),
        };
    }
}
