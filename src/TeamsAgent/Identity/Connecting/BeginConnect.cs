using Microsoft.Extensions.Options;
using TeamsAgent.Domain.People;
using TeamsAgent.Identity.Auth0;
using TeamsAgent.Storage;
using TeamsAgent.Storage.Rows;

namespace TeamsAgent.Identity;

/// <summary>The linked user has logged in: begins the second round, at the provider.</summary>
public sealed class BeginConnect(
    UnitOfWork work, SignIns signIns, Tickets tickets, RefreshTokenVault vault, WantedScopes wanted, MyAccountClient myAccount, Secrets secrets, PublicAddress address,
    IOptions<Auth0Options> options)
{
    /// <summary>Where the tenant sends browsers back to after the provider.</summary>
    public const string ReturnPath = "/signin/connected";

    internal const string Purpose = "connect";

    /// <summary>Leaves the login open with the way to the provider; says why not, otherwise.</summary>
    public async Task<Ending?> HandleAsync(string signInId, CancellationToken cancellationToken)
    {
        var row = await signIns.ChangeAsync(signInId, cancellationToken);
        var ticket = await tickets.GetAsync(row.TicketHash, cancellationToken);
        if (ticket is null || !tickets.IsOpen(ticket))
        {
            return Ending.LinkExpired;
        }

        if (await vault.ReadAsync(PersonId.Parse(row.PersonId), cancellationToken) is not { } token)
        {
            return Ending.LinkAgain;
        }

        var already = await myAccount.ListAsync(token, ticket.Connection, cancellationToken);
        if (already is not MyAccountAnswer<IReadOnlyList<ConnectedAccount>>.Ok { Value: var accounts })
        {
            return ConnectEndings.Of(already);
        }

        var (state, verifier) = (OneTimeSecret.New(), OneTimeSecret.New());
        var scopes = await ScopesAsync(ticket, accounts, cancellationToken);
        var answer = await myAccount.ConnectAsync(
            token, ticket.Connection!, scopes, address.LinkTo(ReturnPath), state, OneTimeSecret.ChallengeOf(verifier), cancellationToken);
        if (answer is not MyAccountAnswer<ConnectStarted>.Ok { Value: var started })
        {
            return ConnectEndings.Of(answer);
        }

        row.ConnectStateHash = OneTimeSecret.HashOf(state);
        row.ConnectSecret = secrets.Protect(Purpose, row.Id, string.Join('\n', verifier, started.AuthSession, started.ConnectUri.AbsoluteUri));
        row.Verifier = "";
        await work.CommitAsync(cancellationToken);
        return null;
    }

    // The scopes of a connect request replace the connection's own and what was granted before, so all of it is asked for again.
    private async Task<IReadOnlyList<string>> ScopesAsync(TicketRow ticket, IReadOnlyList<ConnectedAccount> accounts, CancellationToken cancellationToken)
    {
        var needed = (await wanted.FindAsync(ticket, cancellationToken)).Select(need => need.Name).ToList();
        return needed.Count == 0 && options.Value.Connection(ticket.Connection!).ConnectScopes.Count == 0
            ? []
            : options.Value.Connection(ticket.Connection!).ConnectScopes.Concat(needed)
                .Concat(accounts.Where(account => account.Connection == ticket.Connection).SelectMany(account => account.Scopes))
                .Where(scope => scope is { Length: > 0 and <= 255 }).Distinct(StringComparer.Ordinal).Take(100).ToList();
    }
}

/// <summary>What the My Account API's refusals mean for the person.</summary>
internal static class ConnectEndings
{
    public static Ending Of<T>(MyAccountAnswer<T> answer) => answer switch
    {
        MyAccountAnswer<T>.SessionExpired => Ending.LinkAgain,
        MyAccountAnswer<T>.Unavailable => Ending.TenantUnreachable,
        _ => Ending.TenantMisconfigured,
    };
}
