namespace TeamsAgent.Sandbox.Tenant;

/// <summary>Sends the browser to the page that a login needs next.</summary>
internal sealed class LoginFlow(TenantState state)
{
    public LoginStep NextOf(LoginTransaction login)
    {
        var user = login.Person?.Auth0UserId ?? "";
        return login.Next(state.IsBlocked(user), state.Read(memory => memory.Consents.Contains($"{user} {login.Client.ClientId}")));
    }

    public IResult Continue(LoginTransaction login) => Results.Redirect(NextOf(login) switch
    {
        LoginStep.Password => $"/u/login?state={login.State}",
        LoginStep.SecondFactor => $"/u/mfa-otp-challenge?state={login.State}",
        LoginStep.Consent => $"/u/consent?state={login.State}",
        _ => $"/authorize/resume?state={login.State}",
    });
}
