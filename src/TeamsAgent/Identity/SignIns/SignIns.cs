using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using TeamsAgent.Domain.Decisions;
using TeamsAgent.Identity.Auth0;
using TeamsAgent.Storage;
using TeamsAgent.Storage.Rows;

namespace TeamsAgent.Identity;

/// <summary>What a login is to be asked for.</summary>
/// <param name="Scope">The OAuth scopes.</param>
/// <param name="Extra">Further parameters of the authorization request.</param>
/// <param name="NoncePreimage">What the nonce is made from, if the login is to prove something about it.</param>
public sealed record SignInStart(string Scope, IReadOnlyDictionary<string, string> Extra, string? NoncePreimage = null);

/// <summary>A login that has begun: where the browser goes, and the secret that it keeps.</summary>
public sealed record SignInStarted(string Id, Uri Redirect, string BrowserSecret)
{
    /// <inheritdoc/>
    public override string ToString() => Id;
}

/// <summary>Logins at the tenant, from the press of the button to their end.</summary>
public sealed class SignIns(UnitOfWork work, Auth0Client auth0, Secrets secrets, PublicAddress address, IOptions<Auth0Options> auth0Options, IOptions<IdentityOptions> options, TimeProvider clock)
{
    /// <summary>Where the tenant sends browsers back to after a login.</summary>
    public const string CallbackPath = "/signin/callback";

    private const string Verifier = "verifier";

    /// <summary>Begins a login for a ticket: code flow with PKCE, a fresh state and nonce, bound to this browser.</summary>
    /// <exception cref="TenantUnreachableException">The tenant is out of reach; nothing was begun.</exception>
    public async Task<SignInStarted> StartAsync(TicketRow ticket, SignInStart start, CancellationToken cancellationToken)
    {
        var (id, state, browser, verifier) = ($"s_{Guid.NewGuid():N}", OneTimeSecret.New(), OneTimeSecret.New(), OneTimeSecret.New());
        var nonce = start.NoncePreimage is { } preimage ? StepUpProof.NonceOf(preimage) : OneTimeSecret.New();
        var redirect = await auth0.AuthorizeUrlAsync(Parameters(start, state, nonce, verifier), cancellationToken);
        var now = clock.GetUtcNow();
        work.Db.Add(new SignInRow
        {
            Id = id, Version = 1, StateHash = OneTimeSecret.HashOf(state), BrowserHash = OneTimeSecret.HashOf(browser), Kind = ticket.Kind, TicketHash = ticket.Hash,
            PersonId = ticket.PersonId, Nonce = nonce, NoncePreimage = start.NoncePreimage, Verifier = secrets.Protect(Verifier, id, verifier),
            StartedAt = now, ExpiresAt = now + options.Value.SignInLifetime,
        });
        await work.CommitAsync(cancellationToken);
        return new SignInStarted(id, redirect, browser);
    }

    /// <summary>The login with this state, or null.</summary>
    public async Task<SignInRow?> FindByStateAsync(string? state, CancellationToken cancellationToken)
    {
        var hash = OneTimeSecret.IsOne(state) ? OneTimeSecret.HashOf(state!) : "";
        return await work.Db.Set<SignInRow>().AsNoTracking().FirstOrDefaultAsync(row => row.StateHash == hash, cancellationToken);
    }

    /// <summary>The login whose second round has this state, or null.</summary>
    public async Task<SignInRow?> FindByConnectStateAsync(string? state, CancellationToken cancellationToken)
    {
        var hash = OneTimeSecret.IsOne(state) ? OneTimeSecret.HashOf(state!) : "";
        return await work.Db.Set<SignInRow>().AsNoTracking().FirstOrDefaultAsync(row => row.ConnectStateHash == hash, cancellationToken);
    }

    /// <summary>The login with this id, or null.</summary>
    public Task<SignInRow?> FindAsync(string id, CancellationToken cancellationToken) =>
        work.Db.Set<SignInRow>().AsNoTracking().FirstOrDefaultAsync(row => row.Id == id, cancellationToken);

    /// <summary>The login with this id, to be changed and saved with the unit of work.</summary>
    public async Task<SignInRow> ChangeAsync(string id, CancellationToken cancellationToken)
    {
        var row = await work.Db.Set<SignInRow>().FirstAsync(r => r.Id == id, cancellationToken);
        row.Version++;
        return row;
    }

    /// <summary>Takes a login's answer, once; false for everybody who comes later.</summary>
    public async Task<bool> TakeAsync(string id, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        return await work.Db.Set<SignInRow>().Where(row => row.Id == id && row.TakenAt == null)
            .ExecuteUpdateAsync(set => set.SetProperty(row => row.TakenAt, now), cancellationToken) == 1;
    }

    /// <summary>Takes the answer of the second round, once.</summary>
    public async Task<bool> TakeConnectAsync(string id, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        return await work.Db.Set<SignInRow>().Where(row => row.Id == id && row.ConnectTakenAt == null && row.EndedAt == null)
            .ExecuteUpdateAsync(set => set.SetProperty(row => row.ConnectTakenAt, now), cancellationToken) == 1;
    }

    /// <summary>Whether a login of the same ticket was made by somebody else before.</summary>
    public Task<bool> SomebodyElseTriedAsync(string ticketHash, CancellationToken cancellationToken)
    {
        var wrong = Ending.Of(IdTokenFlaw.SubjectWrong).Code;
        return work.Db.Set<SignInRow>().AnyAsync(row => row.TicketHash == ticketHash && row.Ending == wrong, cancellationToken);
    }

    /// <summary>The PKCE verifier of a login; null when it can no longer be read.</summary>
    public string? VerifierOf(SignInRow row) => secrets.Open(Verifier, row.Id, row.Verifier);

    /// <summary>Ends a login; nothing that it needed is kept.</summary>
    public void End(SignInRow row, Ending ending)
    {
        row.EndedAt = clock.GetUtcNow();
        row.Ending = ending.Code;
        row.Verifier = "";
        row.ConnectSecret = null;
    }

    private Dictionary<string, string> Parameters(SignInStart start, string state, string nonce, string verifier)
    {
        var parameters = new Dictionary<string, string>
        {
            ["response_type"] = "code", ["client_id"] = auth0Options.Value.ClientId, ["redirect_uri"] = address.LinkTo(CallbackPath).AbsoluteUri, ["scope"] = start.Scope,
            ["state"] = state, ["nonce"] = nonce, ["code_challenge"] = OneTimeSecret.ChallengeOf(verifier), ["code_challenge_method"] = "S256",
        };
        foreach (var (name, value) in start.Extra)
        {
            parameters[name] = value;
        }

        return parameters;
    }
}
