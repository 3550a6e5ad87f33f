using System.Globalization;
using System.Security.Claims;
using OpenIddict.Abstractions;
using static OpenIddict.Abstractions.OpenIddictConstants;

namespace TeamsAgent.Sandbox.Tenant;

/// <summary>What tokens say about a person.</summary>
internal static class TenantClaims
{
    private static readonly IReadOnlyList<string> Openid = [Scopes.OpenId, Scopes.Profile, Scopes.Email, Scopes.OfflineAccess];

    public static ClaimsIdentity Of(SandboxPerson person, IReadOnlyCollection<string> scopes, string? rolesClaim)
    {
        var identity = new ClaimsIdentity("tenant", Claims.Name, Claims.Role);
        identity.SetClaim(Claims.Subject, person.Auth0UserId);
        if (scopes.Contains(Scopes.Profile))
        {
            identity.SetClaim(Claims.Name, person.Name).SetClaim(Claims.Nickname, person.Key);
        }

        if (scopes.Contains(Scopes.Email))
        {
            identity.SetClaim(Claims.Email, person.Email).SetClaim(Claims.EmailVerified, true);
        }

        if (rolesClaim is not null)
        {
            identity.SetClaim(rolesClaim, person.Role);
        }

        return identity;
    }

    /// <summary>What only the login itself can say: when, and whether a second factor was asked for and given.</summary>
    public static void AddLogin(ClaimsIdentity identity, LoginTransaction login)
    {
        identity.SetClaim("sid", login.Sid);
        if (login.AuthTimeAsked)
        {
            identity.AddClaim(new Claim(Claims.AuthenticationTime, login.AuthTime.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture), ClaimValueTypes.Integer64));
        }

        if (login.SecondFactorDone)
        {
            identity.SetClaims(Claims.AuthenticationMethodReference, ["mfa"]);
            identity.SetClaim(Claims.AuthenticationContextReference, Auth0Wire.MfaAcr);
        }
    }

    public static ClaimsPrincipal Finish(ClaimsIdentity identity, IEnumerable<string> scopes, params string[] audiences)
    {
        identity.SetScopes(scopes);
        identity.SetResources(audiences);
        identity.SetDestinations(static claim => claim.Type == Claims.Subject
            ? [Destinations.AccessToken, Destinations.IdentityToken]
            : [Destinations.IdentityToken]);
        return new ClaimsPrincipal(identity);
    }

    /// <summary>The scopes that are given of those asked for; what is unknown is left out silently, as Auth0 does.</summary>
    public static IReadOnlyList<string> Granted(IEnumerable<string> asked, string? audience, TenantClient client, string issuer)
    {
        IReadOnlyList<string> ofApi = audience == Auth0Wire.MyAccountAudience(issuer) && client.MyAccount ? Auth0Wire.MyAccountScopes : [];
        return [.. asked.Where(scope => Openid.Contains(scope) || ofApi.Contains(scope)).Distinct()];
    }
}
