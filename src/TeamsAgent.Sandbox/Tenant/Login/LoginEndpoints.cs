using Microsoft.AspNetCore.Antiforgery;

namespace TeamsAgent.Sandbox.Tenant;

/// <summary>The pages of a login: password, second factor, consent. Each belongs to one login of one browser.</summary>
internal sealed class LoginEndpoints(
    LoginTransactions logins, LoginFlow flow, TenantSessions sessions, Credentials credentials, IAntiforgery antiforgery, TimeProvider clock)
{
    public void Map(WebApplication app)
    {
        app.MapGet("/u/login", At(LoginStep.Password, (http, login, _) => LoginPages.Password(Form(http), login.Client.Name, login.Request.LoginHint)));
        app.MapPost("/u/login", At(LoginStep.Password, CheckPassword));
        app.MapGet("/u/mfa-otp-challenge", At(LoginStep.SecondFactor, (http, login, _) => LoginPages.SecondFactor(Form(http), login.Person!)));
        app.MapPost("/u/mfa-otp-challenge", At(LoginStep.SecondFactor, CheckCode));
        app.MapGet("/u/consent", At(LoginStep.Consent, (http, login, _) => LoginPages.Consent(Form(http), login)));
        app.MapPost("/u/consent", At(LoginStep.Consent, Decide));
    }

    private RequestDelegate At(LoginStep step, Func<HttpContext, LoginTransaction, IFormCollection, IResult> answer) =>
        Answer.By(http => AnswerAsync(http, step, answer));

    private async Task<IResult> AnswerAsync(HttpContext http, LoginStep step, Func<HttpContext, LoginTransaction, IFormCollection, IResult> answer)
    {
        var form = FormCollection.Empty;
        if (HttpMethods.IsPost(http.Request.Method))
        {
            if (!http.Request.HasFormContentType || !await antiforgery.IsRequestValidAsync(http))
            {
                return ErrorPage.Show(400, "This form has expired", "Go back and send it again.", "invalid_form");
            }

            form = (FormCollection)await http.Request.ReadFormAsync(http.RequestAborted);
        }

        if (logins.Find(http) is not { } login)
        {
            return ErrorPage.Show(400, "This sign-in cannot go on", LoginTransactions.Gone, "invalid_request");
        }

        var note = CallNote.Of(http);
        (note.ClientId, note.Subject) = (login.Client.ClientId, login.Person?.Auth0UserId);
        return flow.NextOf(login) == step ? answer(http, login, form) : flow.Continue(login);
    }

    private IResult CheckPassword(HttpContext http, LoginTransaction login, IFormCollection form)
    {
        var email = form["username"].ToString().Trim();
        var check = credentials.CheckPassword(email, form["password"].ToString(), out var person);
        if (check is not CredentialCheck.Accepted)
        {
            CallNote.Of(http).Error = check.ToString();
            return LoginPages.Password(Form(http), login.Client.Name, email, check);
        }

        login.LoggedIn(person!, LoginTransactions.NewSecret(), clock.GetUtcNow());
        CallNote.Of(http).Subject = person!.Auth0UserId;
        return Go(http, login);
    }

    private IResult CheckCode(HttpContext http, LoginTransaction login, IFormCollection form)
    {
        var check = credentials.CheckCode(login.Person!, form["code"].ToString());
        if (check is not CredentialCheck.Accepted)
        {
            CallNote.Of(http).Error = check.ToString();
            return LoginPages.SecondFactor(Form(http), login.Person!, check);
        }

        login.PassedSecondFactor();
        return Go(http, login);
    }

    private IResult Decide(HttpContext http, LoginTransaction login, IFormCollection form)
    {
        if (form["decision"] == "allow")
        {
            login.Allowed();
        }
        else
        {
            login.Refuse("access_denied", "User did not authorize the request");
        }

        return flow.Continue(login);
    }

    // The session begins when every factor that was asked for has been given, and never for somebody who is blocked.
    private IResult Go(HttpContext http, LoginTransaction login)
    {
        if (!login.SessionStarted && flow.NextOf(login) is LoginStep.Consent or LoginStep.Finish)
        {
            sessions.Start(http, login);
        }

        return flow.Continue(login);
    }

    private PageForm Form(HttpContext http)
    {
        var tokens = antiforgery.GetAndStoreTokens(http);
        return new PageForm(http.Request.Path + http.Request.QueryString, tokens.FormFieldName, tokens.RequestToken!);
    }
}
