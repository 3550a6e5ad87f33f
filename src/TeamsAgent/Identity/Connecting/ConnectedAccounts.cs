using Microsoft.Extensions.Options;
using TeamsAgent.Audit;
using TeamsAgent.Domain.People;
using TeamsAgent.Identity.Auth0;
using TeamsAgent.Storage;
using TeamsAgent.Words;

namespace TeamsAgent.Identity;

/// <summary>What a person has connected, and what to say about it.</summary>
/// <param name="Accounts">The accounts; null when they could not be read.</param>
/// <param name="Sentence">For the person.</param>
public sealed record AccountsResult(IReadOnlyList<ConnectedAccount>? Accounts, string Sentence);

/// <summary>Lists and disconnects a person's accounts for words in the chat. To connect one takes a browser and a link.</summary>
public sealed class ConnectedAccounts(
    UnitOfWork work, RefreshTokenVault vault, MyAccountClient myAccount, Readers readers, IOptions<Auth0Options> options, TimeProvider clock, ILogger<ConnectedAccounts> logger)
{
    /// <summary>The person's accounts.</summary>
    public async Task<AccountsResult> ListAsync(Person person, CancellationToken cancellationToken)
    {
        var words = await readers.OfAsync(person.Id, cancellationToken);
        if (person.Auth0User is null)
        {
            return new AccountsResult([], words.Text(IdentityKey.AccountsNotLinked));
        }

        if (await vault.ReadAsync(person.Id, cancellationToken) is not { } token)
        {
            return new AccountsResult(null, words.Text(IdentityKey.AccessEnded));
        }

        var answer = await myAccount.ListAsync(token, null, cancellationToken);
        return answer is MyAccountAnswer<IReadOnlyList<ConnectedAccount>>.Ok { Value: var accounts }
            ? new AccountsResult(accounts, accounts.Count == 0
                ? words.Text(IdentityKey.AccountsNone)
                : words.Text(IdentityKey.Accounts, ("accounts", string.Join(", ", accounts.Select(account => Title(account.Connection)).Distinct()))))
            : new AccountsResult(null, Why(answer, words));
    }

    /// <summary>Takes all of the person's accounts of a connection out of the vault and marks the message as handled; answers what to say.</summary>
    /// <exception cref="AlreadyHandledException">The same message was handled before.</exception>
    public async Task<string> DisconnectAsync(Person person, string connection, string inboxKey, CancellationToken cancellationToken)
    {
        var sentence = await RemoveAsync(person, connection, cancellationToken);
        work.MarkHandled(inboxKey, sentence);
        await work.CommitAsync(cancellationToken);
        return sentence;
    }

    private async Task<string> RemoveAsync(Person person, string connection, CancellationToken cancellationToken)
    {
        var words = await readers.OfAsync(person.Id, cancellationToken);
        if (person.Auth0User is null || await vault.ReadAsync(person.Id, cancellationToken) is not { } token)
        {
            return words.Text(person.Auth0User is null ? IdentityKey.DisconnectNotLinked : IdentityKey.AccessEnded);
        }

        var listed = await myAccount.ListAsync(token, connection, cancellationToken);
        if (listed is not MyAccountAnswer<IReadOnlyList<ConnectedAccount>>.Ok { Value: var accounts })
        {
            return Why(listed, words);
        }

        foreach (var account in accounts.Where(account => account.Connection == connection))
        {
            // Gone already is as good.
            var deleted = await myAccount.DeleteAsync(token, account.Id, cancellationToken);
            if (deleted is not (MyAccountAnswer<bool>.Ok or MyAccountAnswer<bool>.Refused { Status: 404 }))
            {
                return Why(deleted, words);
            }

            work.Audit(new AuditEntry("account-disconnected", clock.GetUtcNow(), null, person.Id.Value, $"An account of the connection {connection} was disconnected.",
                Details: new Dictionary<string, string> { ["connection"] = connection, ["account"] = account.Id }));
        }

        return accounts.Any(account => account.Connection == connection)
            ? words.Text(IdentityKey.Disconnected, ("provider", Title(connection)))
            : words.Text(IdentityKey.DisconnectNothing, ("provider", Title(connection)));
    }

    private string Title(string connection) => ConnectionTitle.Of(options.Value, connection);

    private string Why<T>(MyAccountAnswer<T> answer, Language words)
    {
        switch (answer)
        {
            case MyAccountAnswer<T>.SessionExpired:
                return words.Text(IdentityKey.AccessEnded);
            case MyAccountAnswer<T>.Refused refused:
                Log.MyAccountRefused(logger, refused.Status, refused.Why);
                return words.Text(IdentityKey.ProviderRefused);
            default:
                return words.Text(IdentityKey.ProviderUnreachable);
        }
    }
}
