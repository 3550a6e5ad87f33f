using Duende.IdentityModel.Client;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Options;

namespace TeamsAgent.Identity.Auth0;

/// <summary>The token, PAR and revocation endpoints of the tenant. Repeats nothing by itself.</summary>
public sealed class Auth0Client(Auth0Http http, TenantDocuments documents, IOptions<Auth0Options> options, TimeProvider clock)
{
    private const string TokenVaultGrant = "urn:auth0:params:oauth:grant-type:token-exchange:federated-connection-access-token";
    private const string RefreshTokenType = "urn:ietf:params:oauth:token-type:refresh_token";

    /// <summary>The type of token that the vault is asked for; a plain http URI, as Auth0 writes it.</summary>
    public const string ProviderTokenType = "http://auth0.com/oauth/token-type/federated-connection-access-token";

    /// <summary>Redeems a code (RFC 6749 §4.1.3, RFC 7636 §4.5). Never twice with the same one.</summary>
    public Task<TokenAnswer> RedeemCodeAsync(string code, string verifier, Uri redirectUri, CancellationToken cancellationToken) =>
        AskAsync(address => http.Client.RequestAuthorizationCodeTokenAsync(
            Authenticated(new AuthorizationCodeTokenRequest { Address = address, Code = code, CodeVerifier = verifier, RedirectUri = redirectUri.AbsoluteUri }), cancellationToken), cancellationToken);

    /// <summary>Gets an access token for another API with a multi-resource refresh token.</summary>
    public Task<TokenAnswer> RefreshAsync(RefreshToken token, string audience, string scope, CancellationToken cancellationToken) =>
        AskAsync(address => http.Client.RequestRefreshTokenAsync(
            Authenticated(new RefreshTokenRequest { Address = address, RefreshToken = token.Reveal(), Scope = scope, Parameters = { { "audience", audience } } }), cancellationToken), cancellationToken);

    /// <summary>
    /// Gets a provider's access token for one connection of the refresh token's user:
    /// https://auth0.com/docs/secure/call-apis-on-users-behalf/token-vault/refresh-token-exchange-with-token-vault.
    /// </summary>
    public Task<TokenAnswer> ExchangeForProviderAsync(RefreshToken token, string connection, IEnumerable<string> scopes, CancellationToken cancellationToken)
    {
        var request = Authenticated(new TokenRequest
        {
            GrantType = TokenVaultGrant,
            Parameters =
            {
                { "subject_token", token.Reveal() },
                { "subject_token_type", RefreshTokenType },
                { "requested_token_type", ProviderTokenType },
                { "connection", connection },
            },
        });
        if (options.Value.NarrowScopes)
        {
            request.Parameters.AddOptional("scope", string.Join(' ', scopes));
        }

        return AskAsync(address =>
        {
            request.Address = address;
            return http.Client.RequestTokenAsync(request, cancellationToken);
        }, cancellationToken);
    }

    /// <summary>The address to send a browser to: pushed first where the tenant takes that (RFC 9126), so that nobody on the way can change it.</summary>
    /// <exception cref="TenantUnreachableException">The tenant is out of reach, or refused the pushed request.</exception>
    public async Task<Uri> AuthorizeUrlAsync(IReadOnlyDictionary<string, string> parameters, CancellationToken cancellationToken)
    {
        var document = await documents.GetAsync(cancellationToken);
        var query = new Dictionary<string, string?> { ["client_id"] = options.Value.ClientId };
        if (string.IsNullOrEmpty(document.PushedAuthorizationRequestEndpoint))
        {
            foreach (var (name, value) in parameters)
            {
                query[name] = value;
            }
        }
        else
        {
            query["request_uri"] = await PushAsync(document.PushedAuthorizationRequestEndpoint, parameters, cancellationToken);
        }

        return new Uri(QueryHelpers.AddQueryString(document.AuthorizationEndpoint, query));
    }

    /// <summary>Revokes a refresh token (RFC 7009); true when the tenant says that it works no more.</summary>
    public async Task<bool> RevokeAsync(RefreshToken token, CancellationToken cancellationToken)
    {
        try
        {
            var document = await documents.GetAsync(cancellationToken);
            if (TenantDocuments.RevocationEndpoint(document) is not { } address)
            {
                return false;
            }

            using var response = await http.Client.RevokeTokenAsync(
                Authenticated(new TokenRevocationRequest { Address = address, Token = token.Reveal() }), cancellationToken);
            return !response.IsError;
        }
        catch (Exception failed) when (IsOutOfReach(failed, cancellationToken))
        {
            return false;
        }
    }

    private async Task<string> PushAsync(string address, IReadOnlyDictionary<string, string> parameters, CancellationToken cancellationToken)
    {
        var request = Authenticated(new PushedAuthorizationRequest { Address = address, ResponseType = parameters["response_type"] });
        foreach (var (name, value) in parameters.Where(parameter => parameter.Key != "response_type"))
        {
            request.Parameters.Add(name, value);
        }

        try
        {
            using var response = await http.Client.PushAuthorizationAsync(request, cancellationToken);
            return response is { IsError: false, RequestUri: { Length: > 0 and <= 512 } uri }
                ? uri
                : throw new TenantUnreachableException($"it refused the pushed request ({(int)response.HttpStatusCode}, {TokenAnswer.Code(response.TryGet("error"))})");
        }
        catch (Exception failed) when (IsOutOfReach(failed, cancellationToken) && failed is not TenantUnreachableException)
        {
            throw new TenantUnreachableException("the request could not be pushed", failed);
        }
    }

    private async Task<TokenAnswer> AskAsync(Func<string, Task<TokenResponse>> ask, CancellationToken cancellationToken)
    {
        try
        {
            var document = await documents.GetAsync(cancellationToken);
            using var response = await ask(document.TokenEndpoint);
            return TokenAnswer.Of(response, clock.GetUtcNow());
        }
        catch (Exception failed) when (IsOutOfReach(failed, cancellationToken))
        {
            return new TokenAnswer.Unavailable(failed is OperationCanceledException ? "it did not answer in time" : "it could not be reached", null);
        }
    }

    private T Authenticated<T>(T request)
        where T : ProtocolRequest
    {
        request.ClientId = options.Value.ClientId;
        request.ClientSecret = options.Value.ClientSecret;
        request.ClientCredentialStyle = ClientCredentialStyle.PostBody;
        return request;
    }

    private static bool IsOutOfReach(Exception failed, CancellationToken cancellationToken) =>
        failed is TenantUnreachableException or HttpRequestException or IOException
        || (failed is OperationCanceledException && !cancellationToken.IsCancellationRequested);
}
