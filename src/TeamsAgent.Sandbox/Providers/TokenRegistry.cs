using System.Security.Cryptography;
using System.Text;

namespace TeamsAgent.Sandbox.Providers;

/// <summary>What a token stands for. The token itself is known to its bearer alone.</summary>
public sealed record ProviderGrant(
    string TokenSha256, string Owner, string Connection, IReadOnlyList<string> Scopes, DateTimeOffset ExpiresAt);

/// <summary>The access tokens that the providers accept; only their hashes are kept.</summary>
internal sealed class TokenRegistry(ProviderStore store, TimeProvider clock)
{
    public const string Prefix = "provider-token-canary-";

    public string Issue(string owner, string connection, IReadOnlyList<string> scopes, TimeSpan life)
    {
        var token = $"{Prefix}{connection}-{Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(24))}";
        store.Change(data => data.Grants.Add(new(Hash(token), owner, connection, [.. scopes], clock.GetUtcNow() + life)));
        return token;
    }

    public void Revoke(string owner, string connection) =>
        store.Change(data => data.Grants.RemoveAll(grant => grant.Owner == owner && grant.Connection == connection));

    public ProviderGrant? Find(string tokenSha256) =>
        store.Read(data => data.Grants.Find(grant => grant.TokenSha256 == tokenSha256));

    public bool IsLive(ProviderGrant grant) => clock.GetUtcNow() < grant.ExpiresAt;

    public static string Hash(string token) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(token)));
}
