using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace TeamsAgent.Sandbox.Tenant;

/// <summary>
/// <c>/oidc/logout</c>: https://openid.net/specs/openid-connect-rpinitiated-1_0.html. Without proof that the caller knows
/// whose session it is (an ID token or its <c>sid</c>), the person is asked.
/// </summary>
internal sealed class LogoutEndpoint(TenantSessions sessions, SigningKeys keys, TenantDirectory directory, IAntiforgery antiforgery)
{
    private readonly JsonWebTokenHandler _handler = new();

    public async Task<IResult> GetAsync(HttpContext http)
    {
        var query = http.Request.Query;
        var hint = await HintAsync(query["id_token_hint"]);
        var client = directory.Client(hint?.Audiences.FirstOrDefault() ?? query["client_id"].FirstOrDefault());
        var back = query["post_logout_redirect_uri"].FirstOrDefault();
        if (back is not null && client?.PostLogoutRedirectUris.Contains(back) is not true)
        {
            return ErrorPage.Show(400, "This sign-out cannot go on", "The post_logout_redirect_uri is not allowed for the client.", "invalid_request");
        }

        if (sessions.Current(http) is { } session)
        {
            var proven = (hint is not null && hint.Subject == session.UserId) || query["logout_hint"] == session.Sid;
            if (!proven && !await ConfirmedAsync(http))
            {
                var tokens = antiforgery.GetAndStoreTokens(http);
                var form = new PageForm(http.Request.Path + http.Request.QueryString, tokens.FormFieldName, tokens.RequestToken!);
                return LoginPages.Logout(form, TenantDirectory.Person(session.UserId)?.Name ?? "you");
            }

            CallNote.Of(http).Subject = session.UserId;
            sessions.End(http);
        }

        var state = query["state"].FirstOrDefault();
        return back is null
            ? LoginPages.LoggedOut()
            : Results.Redirect(state is null ? back : QueryHelpers.AddQueryString(back, "state", state));
    }

    private async Task<bool> ConfirmedAsync(HttpContext http) =>
        HttpMethods.IsPost(http.Request.Method) && http.Request.HasFormContentType && await antiforgery.IsRequestValidAsync(http);

    private async Task<JsonWebToken?> HintAsync(string? token)
    {
        if (string.IsNullOrEmpty(token) || token.Length > 8192)
        {
            return null;
        }

        // A hint may be expired, as the specification says; it must be ours.
        var result = await _handler.ValidateTokenAsync(token, new TokenValidationParameters
        {
            ValidIssuer = directory.Issuer,
            ValidateAudience = false,
            ValidateLifetime = false,
            ValidAlgorithms = ["RS256"],
            IssuerSigningKeys = keys.Published,
        });
        return result.IsValid ? result.SecurityToken as JsonWebToken : null;
    }
}
