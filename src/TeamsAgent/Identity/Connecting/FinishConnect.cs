using TeamsAgent.Audit;
using TeamsAgent.Domain.People;
using TeamsAgent.Identity.Auth0;
using TeamsAgent.Requests;
using TeamsAgent.Storage;
using TeamsAgent.Storage.Rows;

namespace TeamsAgent.Identity;

/// <summary>The provider has answered: puts the account into the vault, and lets what waited for it go on.</summary>
public sealed class FinishConnect(
    UnitOfWork work, SignIns signIns, Tickets tickets, RefreshTokenVault vault, MyAccountClient myAccount, Secrets secrets, PublicAddress address, Scopes scopes,
    ResumeBlocked resume, TimeProvider clock, ILogger<FinishConnect> logger)
{
    private const int LongestCode = 1024;

    /// <summary>Works on the answer of a second round that the caller has just taken.</summary>
    public async Task HandleAsync(SignInRow row, string? connectCode, string? error, CancellationToken cancellationToken)
    {
        var ending = await FinishAsync(row, connectCode, error, cancellationToken);
        Log.SignInEnded(logger, row.Id, row.Kind, (ending ?? Ending.Connected).Code);
        if (ending is not null)
        {
            await scopes.RunAsync<EndSignIn>(end => end.HandleAsync(row.Id, ending, cancellationToken));
            return;
        }

        await resume.HandleAsync(PersonId.Parse(row.PersonId), cancellationToken);
    }

    private async Task<Ending?> FinishAsync(SignInRow row, string? connectCode, string? error, CancellationToken cancellationToken)
    {
        if (error is { Length: > 0 })
        {
            Log.TenantRefusedLogin(logger, row.Id, TokenAnswer.Code(error));
            return Ending.ConnectRefused;
        }

        if (connectCode is not { Length: > 0 and <= LongestCode }
            || secrets.Open(BeginConnect.Purpose, row.Id, row.ConnectSecret ?? "")?.Split('\n') is not [var verifier, var authSession, _])
        {
            return Ending.ConnectFailed;
        }

        if (await vault.ReadAsync(PersonId.Parse(row.PersonId), cancellationToken) is not { } token)
        {
            return Ending.LinkAgain;
        }

        var answer = await myAccount.CompleteAsync(token, authSession, connectCode, address.LinkTo(BeginConnect.ReturnPath), verifier, cancellationToken);
        switch (answer)
        {
            case MyAccountAnswer<ConnectedAccount>.Ok ok:
                await SaveAsync(row.Id, ok.Value, cancellationToken);
                return null;
            case MyAccountAnswer<ConnectedAccount>.Refused:
                return Ending.ConnectFailed;
            default:
                return ConnectEndings.Of(answer);
        }
    }

    private Task<bool> SaveAsync(string signInId, ConnectedAccount account, CancellationToken cancellationToken) => Retry.LostRacesAsync(work, async () =>
    {
        var row = await signIns.ChangeAsync(signInId, cancellationToken);
        signIns.End(row, Ending.Connected);
        await tickets.CloseAsync(row.TicketHash, cancellationToken);
        work.Audit(new AuditEntry("account-connected", clock.GetUtcNow(), null, row.PersonId, $"An account of the connection {account.Connection} was connected.",
            Details: new Dictionary<string, string> { ["connection"] = account.Connection, ["account"] = account.Id, ["scopes"] = string.Join(' ', account.Scopes) }));
        await work.CommitAsync(cancellationToken);
        return true;
    });
}
