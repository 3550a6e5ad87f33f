namespace TeamsAgent.Sandbox.Tenant;

/// <summary>The provider's own consent page, as the sandbox plays it.</summary>
internal static class ConnectPages
{
    public static IResult Consent(PageForm form, PendingConnect connect, TenantConnection connection, SandboxPerson person) => Page.Show(
        "provider-consent", $"{connection.Title}: allow access?", Markup.Of($"""
        <p>This page plays <strong>{connection.Title}</strong>. {person.Name} is about to connect an account. The sandbox tenant asks to:</p>
        <ul>{Markup.Join(connect.Scopes.Select(scope => Scope(connection, scope)))}</ul>
        {form.Open}
        <label for="account">Your account at {connection.Title}</label>
        <input id="account" name="account" type="text" autocomplete="off" required maxlength="80" value="{person.Key}">
        <div class="choices">
        <button type="submit" name="decision" value="allow">Allow</button>
        <button type="submit" name="decision" value="deny" class="quiet">Deny</button>
        </div>
        </form>
        """));

    private static Markup Scope(TenantConnection connection, string scope) => connection.Scopes.TryGetValue(scope, out var meaning)
        ? Markup.Of($"<li>{meaning} <code>{scope}</code></li>")
        : Markup.Of($"<li><code>{scope}</code></li>");
}
