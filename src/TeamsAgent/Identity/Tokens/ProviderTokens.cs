using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using TeamsAgent.Domain.People;
using TeamsAgent.Domain.Plans;
using TeamsAgent.Identity.Auth0;
using TeamsAgent.Storage;
using TeamsAgent.Storage.Rows;

namespace TeamsAgent.Identity;

/// <summary>
/// The gate to providers' tokens. Exchanges the requester's own refresh token, read afresh each time, for a token of the call's connection;
/// keeps nothing, logs no value. Whatever it does not know ends without a token.
/// </summary>
public sealed class ProviderTokens(
    Scopes scopes, Auth0Client auth0, IOptions<Auth0Options> auth0Options, IOptions<IdentityOptions> options, TimeProvider clock, ILogger<ProviderTokens> logger)
{
    private static readonly TimeSpan DefaultPause = TimeSpan.FromSeconds(5);

    /// <summary>Gets the token for one call of an approved plan. The executor is the only caller.</summary>
    public async Task<TokenResult> ExchangeAsync(PersonId requester, SealedCall call, CancellationToken cancellationToken)
    {
        var subject = await scopes.RunAsync<ExchangeSubject, ExchangeSubject.Found>(s => s.FindAsync(requester, cancellationToken));
        var result = subject switch
        {
            ExchangeSubject.Found.Token found => await ExchangeAsync(found.RefreshToken, call, cancellationToken),
            ExchangeSubject.Found.Nobody nobody => nobody.Why,
            _ => throw new InvalidOperationException("A subject is found or not."),
        };
        Log.Exchanged(logger, call.Connection, result.GetType().Name, (result as TokenResult.OperatorError)?.Code);
        return result;
    }

    private async Task<TokenResult> ExchangeAsync(RefreshToken token, SealedCall call, CancellationToken cancellationToken)
    {
        var answer = await auth0.ExchangeForProviderAsync(token, call.Connection, call.Scopes, cancellationToken);
        if (answer is TokenAnswer.Refused { Error: ExchangeErrors.RefusedByProvider })
        {
            // The provider may have had a bad moment. One look more, then it is taken at its word.
            await Task.Delay(options.Value.ReconnectRetryDelay, clock, cancellationToken);
            answer = await auth0.ExchangeForProviderAsync(token, call.Connection, call.Scopes, cancellationToken);
        }

        return answer switch
        {
            TokenAnswer.Tokens tokens => Judge(tokens, call),
            TokenAnswer.Refused refused => ExchangeErrors.Of(refused),
            TokenAnswer.Unavailable unavailable => new TokenResult.Transient(unavailable.After ?? DefaultPause),
            TokenAnswer.Unreadable unreadable => new TokenResult.OperatorError("unreadable_answer", $"The identity provider's answer ({unreadable.Status}) was not one of a token endpoint. Look whether something stands between this server and it."),
            _ => throw new InvalidOperationException("An answer is one of the four."),
        };
    }

    private TokenResult Judge(TokenAnswer.Tokens tokens, SealedCall call)
    {
        if (ProviderAccessToken.TryTake(tokens.AccessToken) is not { } token)
        {
            return new TokenResult.OperatorError("malformed_token", "The vault answered without a usable access token.");
        }

        if (!string.Equals(tokens.TokenType, "Bearer", StringComparison.OrdinalIgnoreCase)
            || (tokens.IssuedTokenType is { } issued && issued != Auth0Client.ProviderTokenType))
        {
            return new TokenResult.OperatorError("unexpected_token_type", "The vault answered with another type of token than the one that was asked for.");
        }

        var granted = GrantedScopes.Read(tokens.Scope);
        var unreported = granted.Count == 0 && auth0Options.Value.Connection(call.Connection).ScopesAreNotReported;
        var missing = unreported ? [] : GrantedScopes.Missing(call.Scopes, granted);
        return missing.Count > 0 ? new TokenResult.MissingScopes(missing) : new TokenResult.Token(token, granted, token.Fingerprint());
    }
}

/// <summary>Reads, in one scope, whose token an exchange takes.</summary>
public sealed class ExchangeSubject(UnitOfWork work, RefreshTokenVault vault)
{
    /// <summary>A refresh token, or why there is none.</summary>
    public abstract record Found
    {
        private Found()
        {
        }

        /// <summary>The person's own.</summary>
        public sealed record Token(RefreshToken RefreshToken) : Found;

        /// <summary>None.</summary>
        public sealed record Nobody(TokenResult Why) : Found;
    }

    /// <summary>Looks.</summary>
    public async Task<Found> FindAsync(PersonId person, CancellationToken cancellationToken)
    {
        var row = await work.Db.Set<PersonRow>().AsNoTracking().FirstOrDefaultAsync(p => p.Id == person.Value, cancellationToken);
        return row switch
        {
            null => new Found.Nobody(new TokenResult.OperatorError("unknown_person", "The request's person is not in the database.")),
            { Blocked: true } => new Found.Nobody(new TokenResult.PersonBlocked()),
            { Auth0User: null } => new Found.Nobody(new TokenResult.NotLinked()),
            _ => await vault.ReadAsync(person, cancellationToken) is { } token ? new Found.Token(token) : new Found.Nobody(new TokenResult.SessionExpired()),
        };
    }
}
