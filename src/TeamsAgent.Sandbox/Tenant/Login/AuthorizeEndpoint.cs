using Microsoft.AspNetCore;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.WebUtilities;
using OpenIddict.Abstractions;
using OpenIddict.Server.AspNetCore;
using static OpenIddict.Abstractions.OpenIddictConstants;

namespace TeamsAgent.Sandbox.Tenant;

/// <summary>
/// <c>/authorize</c>: begins a login, and at <c>/authorize/resume</c> ends it with a code. OpenIddict has validated the
/// request before it comes here.
/// </summary>
internal sealed class AuthorizeEndpoint(
    LoginTransactions logins, TenantSessions sessions, TenantState state, TenantDirectory directory, LoginFlow flow, TimeProvider clock)
{
    private const string Scheme = OpenIddictServerAspNetCoreDefaults.AuthenticationScheme;

    public async Task<IResult> HandleAsync(HttpContext http)
    {
        var refused = http.GetOpenIddictServerResponse();
        if (refused?.Error is not null || http.GetOpenIddictServerRequest() is not { } request)
        {
            CallNote.Of(http).Error = refused?.Error;
            return BackWith(http, refused) ?? ErrorPage.Show(400, "This sign-in cannot go on", refused?.ErrorDescription ?? "The request was not understood.", refused?.Error);
        }

        return http.Request.Path == "/authorize/resume" ? Resume(http) : await BeginAsync(http, request);
    }

    // What is wrong with a request goes back to the client, if it names a callback that is the client's own.
    private IResult? BackWith(HttpContext http, OpenIddictResponse? refused)
    {
        var request = http.GetOpenIddictServerRequest();
        return request is { RedirectUri: { } callback, RequestUri: null } && directory.Client(request.ClientId)?.RedirectUris.Contains(callback) is true
            ? Results.Redirect(QueryHelpers.AddQueryString(callback, new Dictionary<string, string?>
            {
                ["error"] = refused?.Error, ["error_description"] = refused?.ErrorDescription, ["state"] = request.State, ["iss"] = directory.Issuer,
            }))
            : null;
    }

    private async Task<IResult> BeginAsync(HttpContext http, OpenIddictRequest request)
    {
        CallNote.Of(http).Audience = (string?)request["audience"];
        if (request.RequestUri is not null && !await RedeemAsync(http))
        {
            return ErrorPage.Show(400, "This sign-in cannot go on", "The request_uri has expired or was already used.", "invalid_request_uri");
        }

        if (UnknownAudience(request) is { } audience)
        {
            return Refuse(Errors.AccessDenied, $"Service not found: {audience}");
        }

        var login = logins.Begin(http, request, directory.Client(request.ClientId)!);
        if (sessions.Current(http) is { } session && TenantDirectory.Person(session.UserId) is { } person)
        {
            login.Join(session, person, clock.GetUtcNow());
        }

        if (!request.HasPromptValue(PromptValues.None))
        {
            return flow.Continue(login);
        }

        return flow.NextOf(login) switch
        {
            LoginStep.Password => Refuse(Errors.LoginRequired, "Login required"),
            LoginStep.SecondFactor => Refuse(Errors.InteractionRequired, "Multifactor authentication required"),
            LoginStep.Consent => Refuse(Errors.ConsentRequired, "Consent required"),
            _ => flow.Continue(login),
        };
    }

    private IResult Resume(HttpContext http)
    {
        if (logins.Find(http) is not { } login)
        {
            return ErrorPage.Show(400, "This sign-in cannot go on", LoginTransactions.Gone, Errors.InvalidRequest);
        }

        var note = CallNote.Of(http);
        (note.ClientId, note.Subject) = (login.Client.ClientId, login.Person?.Auth0UserId);
        var step = flow.NextOf(login);
        if (step is not LoginStep.Finish and not LoginStep.Refuse)
        {
            return flow.Continue(login);
        }

        if (!logins.End(login))
        {
            return ErrorPage.Show(400, "This sign-in cannot go on", LoginTransactions.Gone, Errors.InvalidRequest);
        }

        if (step is LoginStep.Refuse)
        {
            var (error, description) = login.Refusal ?? ("unauthorized", "user is blocked");
            return Refuse(error, description);
        }

        return Finish(login);
    }

    private IResult Finish(LoginTransaction login)
    {
        var request = login.Request;
        var audience = (string?)request["audience"];
        var scopes = TenantClaims.Granted(request.GetScopes(), audience, login.Client, directory.Issuer);
        state.Change(memory => memory.Consents.Add($"{login.Person!.Auth0UserId} {login.Client.ClientId}"));

        var identity = TenantClaims.Of(login.Person!, scopes, directory.Options.RolesClaim);
        TenantClaims.AddLogin(identity, login);
        string[] audiences = audience is null
            ? [Auth0Wire.UserInfoAudience(directory.Issuer)]
            : [audience, Auth0Wire.UserInfoAudience(directory.Issuer)];
        return Results.SignIn(TenantClaims.Finish(identity, scopes, audiences), authenticationScheme: Scheme);
    }

    private string? UnknownAudience(OpenIddictRequest request)
    {
        var audience = (string?)request["audience"];
        return audience is null || audience == Auth0Wire.MyAccountAudience(directory.Issuer) || directory.Options.Apis.Contains(audience)
            ? null
            : audience;
    }

    // A pushed request is used up by its first visit, not by the login's end: the login may take longer than it lives.
    private static async Task<bool> RedeemAsync(HttpContext http)
    {
        var result = await http.AuthenticateAsync(Scheme);
        var pushed = result.Properties?.GetParameter<System.Security.Claims.ClaimsPrincipal>(
            OpenIddictServerAspNetCoreConstants.Properties.RequestTokenPrincipal);
        var tokens = http.RequestServices.GetRequiredService<IOpenIddictTokenManager>();
        return pushed?.GetTokenId() is { } id
            && await tokens.FindByIdAsync(id, http.RequestAborted) is { } token
            && await tokens.HasStatusAsync(token, Statuses.Valid, http.RequestAborted)
            && await tokens.TryRedeemAsync(token, http.RequestAborted);
    }

    private static IResult Refuse(string error, string description) => Results.Forbid(
        new AuthenticationProperties(new Dictionary<string, string?>
        {
            [OpenIddictServerAspNetCoreConstants.Properties.Error] = error,
            [OpenIddictServerAspNetCoreConstants.Properties.ErrorDescription] = description,
        }),
        [Scheme]);
}
