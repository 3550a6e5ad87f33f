using OpenIddict.Abstractions;

namespace TeamsAgent.Sandbox.Tenant;

/// <summary>What a person sees while signing in and out.</summary>
internal static class LoginPages
{
    private static readonly Dictionary<string, string> Meanings = new Dictionary<string, string>
    {
        ["openid"] = "Know who you are",
        ["profile"] = "See your name",
        ["email"] = "See your e-mail address",
        ["offline_access"] = "Act for you while you are away",
        [Auth0Wire.CreateAccounts] = "Connect accounts of yours",
        [Auth0Wire.ReadAccounts] = "See which accounts you have connected",
        [Auth0Wire.DeleteAccounts] = "Disconnect accounts of yours",
    };

    public static IResult Password(PageForm form, string client, string? email, CredentialCheck? failure = null) => Page.Show("login", "Sign in", Markup.Of($"""
        <p>to continue to <strong>{client}</strong></p>
        {Alert(failure, "Wrong e-mail address or password.")}
        {form.Open}
        <label for="username">E-mail address</label>
        <input id="username" name="username" type="email" autocomplete="username" required maxlength="200" value="{email}" {Focus(string.IsNullOrEmpty(email))} {Invalid(failure)}>
        <label for="password">Password</label>
        <input id="password" name="password" type="password" autocomplete="current-password" required maxlength="200" {Focus(!string.IsNullOrEmpty(email))} {Invalid(failure)}>
        <button type="submit">Continue</button>
        </form>
        <details><summary>Who lives in the sandbox?</summary>
        <table><thead><tr><th scope="col">Person</th><th scope="col">E-mail address</th><th scope="col">Password</th></tr></thead><tbody>{Rows()}</tbody></table>
        </details>
        """), StatusOf(failure));

    public static IResult SecondFactor(PageForm form, SandboxPerson person, CredentialCheck? failure = null) => Page.Show("second-factor", "Second factor", Markup.Of($"""
        <p>Signing in as <strong>{person.Name}</strong> ({person.Email})</p>
        {Alert(failure, failure is CredentialCheck.AlreadyUsed ? "This code was already used. Wait for the next one." : "Wrong code.")}
        {form.Open}
        <label for="code">One-time code</label>
        <p id="code-hint" class="hint">The six digits that {person.Name}’s phone shows: <a href="/phone#{person.Key}" target="_blank" rel="noopener">look at the phone (new tab)</a></p>
        <input id="code" name="code" type="text" inputmode="numeric" autocomplete="one-time-code" required maxlength="8" aria-describedby="code-hint{Described(failure)}" autofocus {Invalid(failure)}>
        <button type="submit">Continue</button>
        </form>
        """), StatusOf(failure));

    public static IResult Consent(PageForm form, LoginTransaction login) => Page.Show("consent", $"Allow {login.Client.Name}?", Markup.Of($"""
        <p>Signed in as <strong>{login.Person!.Name}</strong>. {login.Client.Name} asks to:</p>
        <ul>{Markup.Join(login.Request.GetScopes().Where(Meanings.ContainsKey).Select(scope => Markup.Of($"<li>{Meanings[scope]} <code>{scope}</code></li>")))}</ul>
        {form.Open}
        <div class="choices">
        <button type="submit" name="decision" value="allow">Allow</button>
        <button type="submit" name="decision" value="deny" class="quiet">Deny</button>
        </div>
        </form>
        """));

    public static IResult Logout(PageForm form, string name) => Page.Show("logout", "Sign out?", Markup.Of($"""
        <p>This ends the session of <strong>{name}</strong> in this browser.</p>
        {form.Open}
        <button type="submit">Sign out</button>
        </form>
        """));

    public static IResult LoggedOut() => Page.Show("logged-out", "You are signed out", Markup.Of($"<p>You can close this page.</p>"));

    private static Markup Rows() => Markup.Join(People.All.Select(person => Markup.Of(
        $"<tr><td>{person.Name}, {person.Role}</td><td><code>{person.Email}</code></td><td><code>{person.Password}</code></td></tr>")));

    private static Markup Alert(CredentialCheck? failure, string text) => failure is null
        ? Markup.Empty
        : Markup.Of($"""<p role="alert" class="alert" id="failure">{(failure is CredentialCheck.TooManyAttempts ? "Too many attempts. Try again in five minutes." : text)}</p>""");

    private static Markup Invalid(CredentialCheck? failure) => new(failure is null ? "" : "aria-invalid=\"true\"");

    private static string Described(CredentialCheck? failure) => failure is null ? "" : " failure";

    private static Markup Focus(bool here) => new(here ? "autofocus" : "");

    private static int StatusOf(CredentialCheck? failure) => failure switch
    {
        null => 200,
        CredentialCheck.TooManyAttempts => 429,
        _ => 400,
    };
}
