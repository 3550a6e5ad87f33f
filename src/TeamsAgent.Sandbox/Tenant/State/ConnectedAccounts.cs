using System.Security.Cryptography;

namespace TeamsAgent.Sandbox.Tenant;

/// <summary>How accounts come into the vault.</summary>
internal static class ConnectedAccounts
{
    /// <summary>Connects an account. The same account at the provider, connected again, keeps its id and is well again.</summary>
    public static ConnectedAccount Save(
        TenantState state, string userId, TenantConnection connection, IReadOnlyList<string> scopes, string providerUserId, DateTimeOffset now) =>
        state.Change(memory =>
        {
            var before = memory.Accounts.Find(account =>
                account.UserId == userId && account.Connection == connection.Name && account.ProviderUserId == providerUserId);
            var account = new ConnectedAccount
            {
                Id = before?.Id ?? "cac_" + RandomNumberGenerator.GetString("ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz23456789", 22),
                UserId = userId,
                Connection = connection.Name,
                ProviderUserId = providerUserId,
                Scopes = scopes,
                CreatedAt = now,
                HasRefreshToken = connection.IssuesRefreshTokens,
            };
            memory.Accounts.RemoveAll(other => other.Id == account.Id);
            memory.Accounts.Add(account);
            return account;
        });
}
