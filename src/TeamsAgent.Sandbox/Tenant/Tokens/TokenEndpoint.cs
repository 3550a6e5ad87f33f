using System.Security.Claims;
using Microsoft.AspNetCore;
using Microsoft.AspNetCore.Authentication;
using OpenIddict.Abstractions;
using OpenIddict.Server.AspNetCore;
using static OpenIddict.Abstractions.OpenIddictConstants;

namespace TeamsAgent.Sandbox.Tenant;

/// <summary>
/// <c>/oauth/token</c> after OpenIddict has authenticated the client, checked that it may use the grant, and validated
/// code and refresh token.
/// </summary>
internal sealed class TokenEndpoint(TenantDirectory directory, TokenVaultExchange vault)
{
    private const string Scheme = OpenIddictServerAspNetCoreDefaults.AuthenticationScheme;

    public async Task<IResult> HandleAsync(HttpContext http)
    {
        var request = http.GetOpenIddictServerRequest()!;
        var client = directory.Client(request.ClientId)!;
        return request.GrantType switch
        {
            Auth0Wire.TokenVaultGrant => await vault.ExchangeAsync(http, request, client),
            GrantTypes.ClientCredentials => ForClient(request, client),
            _ => await ForPersonAsync(http, request, client),
        };
    }

    private async Task<IResult> ForPersonAsync(HttpContext http, OpenIddictRequest request, TenantClient client)
    {
        var proof = (await http.AuthenticateAsync(Scheme)).Principal!;
        if (TenantDirectory.Person(proof.GetClaim(Claims.Subject)) is not { } person)
        {
            return Refuse(Errors.InvalidGrant, "The user does not exist.");
        }

        CallNote.Of(http).Subject = person.Auth0UserId;
        return request.IsAuthorizationCodeGrantType() ? ForCode(proof, person) : ForRefreshToken(request, client, proof, person);
    }

    private IResult ForCode(ClaimsPrincipal code, SandboxPerson person)
    {
        var scopes = code.GetScopes();
        var identity = TenantClaims.Of(person, scopes, directory.Options.RolesClaim);
        foreach (var claim in code.Claims.Where(claim => claim.Type is "sid" or Claims.AuthenticationTime or Claims.AuthenticationMethodReference or Claims.AuthenticationContextReference))
        {
            identity.AddClaim(claim.Clone());
        }

        return SignIn(TenantClaims.Finish(identity, scopes, [.. code.GetResources()]));
    }

    // Tokens from a refresh say nothing about how the person logged in: no amr, no acr, no auth_time.
    private IResult ForRefreshToken(OpenIddictRequest request, TenantClient client, ClaimsPrincipal refresh, SandboxPerson person)
    {
        // An audience that the multi-resource policy does not name is ignored without a word, as Auth0 does.
        var audience = (string?)request["audience"];
        var myAccount = client.MyAccount && audience == Auth0Wire.MyAccountAudience(directory.Issuer);
        var granted = refresh.GetScopes();
        IReadOnlyList<string> scopes = myAccount
            ? TenantClaims.Granted(request.GetScopes(), audience, client, directory.Issuer)
            : [.. request.GetScopes().DefaultIfEmpty().SelectMany(scope => scope is null ? granted : granted.Where(given => given == scope))];
        var identity = TenantClaims.Of(person, scopes, directory.Options.RolesClaim);
        if (refresh.GetClaim("sid") is { } sid)
        {
            identity.SetClaim("sid", sid);
        }

        return SignIn(TenantClaims.Finish(identity, scopes, myAccount ? [audience!] : [.. refresh.GetResources()]));
    }

    private IResult ForClient(OpenIddictRequest request, TenantClient client)
    {
        var audience = Auth0Wire.ManagementAudience(directory.Issuer);
        if (!client.Management || (string?)request["audience"] != audience)
        {
            return Refuse(Errors.AccessDenied, $"Client is not authorized to access \"{(string?)request["audience"]}\".");
        }

        var identity = new ClaimsIdentity("tenant");
        identity.SetClaim(Claims.Subject, client.ClientId + "@clients");
        return SignIn(TenantClaims.Finish(identity, Auth0Wire.ManagementScopes, audience));
    }

    private static IResult SignIn(ClaimsPrincipal principal) => Results.SignIn(principal, authenticationScheme: Scheme);

    private static IResult Refuse(string error, string description) => Results.Forbid(
        new AuthenticationProperties(new Dictionary<string, string?>
        {
            [OpenIddictServerAspNetCoreConstants.Properties.Error] = error,
            [OpenIddictServerAspNetCoreConstants.Properties.ErrorDescription] = description,
        }),
        [Scheme]);
}
