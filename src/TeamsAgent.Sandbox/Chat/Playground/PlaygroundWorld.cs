namespace TeamsAgent.Sandbox.Chat.Playground;

/// <summary>What a page has to know once: who lives here, and where the rest of the world is.</summary>
internal static class PlaygroundWorld
{
    public static object For(SandboxPerson me, TeamsOptions options, bool hasSlack) => new
    {
        me = me.Key,
        people = People.All.Select(person => new { person.Key, person.Name, person.Role, person.Email, person.Password, subject = person.Auth0UserId }),
        tenant = options.TenantAddress,
        providers = options.ProvidersAddress,
        product = options.ProductAddress,
        slack = hasSlack ? new { me = me.SlackId } : null,
    };
}
