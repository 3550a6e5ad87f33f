using static OpenIddict.Abstractions.OpenIddictConstants;

namespace TeamsAgent.Sandbox.Tenant;

/// <summary><c>/userinfo</c>: what the scopes of an access token let its bearer know.</summary>
internal sealed class UserInfoEndpoint(AccessTokenCheck tokens, TenantDirectory directory)
{
    public async Task<IResult> HandleAsync(HttpContext http)
    {
        var caller = await tokens.CheckBearerAsync(http.Request, Auth0Wire.UserInfoAudience(directory.Issuer));
        if (caller is null || !caller.Scopes.Contains(Scopes.OpenId) || TenantDirectory.Person(caller.Subject) is not { } person)
        {
            http.Response.Headers.WWWAuthenticate = "Bearer error=\"invalid_token\"";
            return Results.Text("Unauthorized", statusCode: StatusCodes.Status401Unauthorized);
        }

        CallNote.Of(http).Subject = person.Auth0UserId;
        var facts = new Dictionary<string, object> { ["sub"] = person.Auth0UserId };
        if (caller.Scopes.Contains(Scopes.Profile))
        {
            (facts["name"], facts["nickname"]) = (person.Name, person.Key);
        }

        if (caller.Scopes.Contains(Scopes.Email))
        {
            (facts["email"], facts["email_verified"]) = (person.Email, true);
        }

        return Results.Json(facts);
    }
}
