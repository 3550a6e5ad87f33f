using Microsoft.Extensions.Options;
using TeamsAgent.Domain.People;
using TeamsAgent.Identity.Auth0;
using TeamsAgent.Requests;
using TeamsAgent.Storage;
using TeamsAgent.Storage.Rows;

namespace TeamsAgent.Identity;

/// <summary>What the tenant sent back with the browser.</summary>
public sealed record CallbackQuery(string? Code, string? Error, string? Issuer);

/// <summary>
/// Works on the answer to a login, once: the code is redeemed, the ID token checked, and what it proves given to what the login was for.
/// Whoever comes later is shown how it ended.
/// </summary>
public sealed class SignInCallback(
    SignIns signIns, PersonStore people, Auth0Client auth0, TenantDocuments documents, IdTokenCheck check, PublicAddress address, Scopes scopes,
    IOptions<Auth0Options> options, ILogger<SignInCallback> logger)
{
    private const int LongestCode = 2048;

    /// <summary>Works on the answer of a login that the caller has just taken.</summary>
    public async Task HandleAsync(SignInRow row, CallbackQuery query, CancellationToken cancellationToken)
    {
        if (await EndOrGoOnAsync(row, query, cancellationToken) is { } ending)
        {
            Log.SignInEnded(logger, row.Id, row.Kind, ending.Code);
            await scopes.RunAsync<EndSignIn>(end => end.HandleAsync(row.Id, ending, cancellationToken));
        }
    }

    private async Task<Ending?> EndOrGoOnAsync(SignInRow row, CallbackQuery query, CancellationToken cancellationToken)
    {
        try
        {
            return query switch
            {
                _ when !await IsFromTenantAsync(query.Issuer, cancellationToken) => Ending.IssuerMixedUp,
                { Error: { Length: > 0 } error } => FromTenant(row, TokenAnswer.Code(error)),
                { Code: { Length: > 0 and <= LongestCode } code } when signIns.VerifierOf(row) is { } verifier =>
                    await WithCodeAsync(row, await auth0.RedeemCodeAsync(code, verifier, address.LinkTo(SignIns.CallbackPath), cancellationToken), cancellationToken),
                _ => Ending.CodeRefused,
            };
        }
        catch (TenantUnreachableException)
        {
            return Ending.TenantUnreachable;
        }
    }

    private async Task<Ending?> WithCodeAsync(SignInRow row, TokenAnswer answer, CancellationToken cancellationToken) => answer switch
    {
        TokenAnswer.Tokens tokens => await WithTokensAsync(row, tokens, cancellationToken),
        TokenAnswer.Refused { Error: "invalid_grant" } => Ending.CodeRefused,
        TokenAnswer.Unavailable => Ending.TenantUnreachable,
        _ => Ending.TenantMisconfigured,
    };

    private async Task<Ending?> WithTokensAsync(SignInRow row, TokenAnswer.Tokens tokens, CancellationToken cancellationToken)
    {
        var person = await people.GetAsync(PersonId.Parse(row.PersonId), cancellationToken);
        if (row.Kind is not TicketKind.Link && person.Auth0User is null)
        {
            return Ending.NotLinked;
        }

        var subject = row.Kind is TicketKind.Link ? null : person.Auth0User;
        var needs = new IdTokenNeeds(row.Nonce, row.StartedAt, subject, SecondFactor: row.Kind is TicketKind.StepUp);
        return await check.CheckAsync(tokens.IdToken, needs, cancellationToken) switch
        {
            IdTokenResult.Flawed flawed => Ending.Of(flawed.Flaw),
            IdTokenResult.Proven proven => await GoOnAsync(row, proven.Claims, tokens, cancellationToken),
            _ => throw new InvalidOperationException("A token proves or is flawed."),
        };
    }

    private Task<Ending?> GoOnAsync(SignInRow row, IdTokenClaims claims, TokenAnswer.Tokens tokens, CancellationToken cancellationToken) => row.Kind switch
    {
        TicketKind.Link => scopes.RunAsync<FinishLinkLogin, Ending?>(finish => finish.HandleAsync(row.Id, claims, tokens.RefreshToken, cancellationToken)),
        TicketKind.Connect => scopes.RunAsync<BeginConnect, Ending?>(begin => begin.HandleAsync(row.Id, cancellationToken)),
        _ => scopes.RunAsync<FinishStepUp, Ending?>(finish => finish.HandleAsync(row.Id, claims, tokens.IdToken!, cancellationToken)),
    };

    // RFC 9207: whoever answers says who they are, where the tenant announces that it does.
    private async Task<bool> IsFromTenantAsync(string? issuer, CancellationToken cancellationToken)
    {
        if (issuer is not null)
        {
            return issuer == options.Value.ExactIssuer;
        }

        return !(await documents.GetAsync(cancellationToken)).AuthorizationResponseIssParameterSupported;
    }

    private Ending FromTenant(SignInRow row, string error)
    {
        Log.TenantRefusedLogin(logger, row.Id, error);
        return error switch
        {
            "access_denied" => Ending.Cancelled,
            "unauthorized" or "login_required" or "interaction_required" or "consent_required" => Ending.RefusedByTenant,
            "server_error" or "temporarily_unavailable" => Ending.TenantUnreachable,
            _ => Ending.TenantMisconfigured,
        };
    }
}
