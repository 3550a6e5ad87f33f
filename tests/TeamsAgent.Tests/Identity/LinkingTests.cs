using TeamsAgent.Identity;
using TeamsAgent.Sandbox;
using TeamsAgent.Storage.Rows;

namespace TeamsAgent.Tests.Identity;

/// <summary>Linking a chat account: from the link in the chat to the code that is typed back.</summary>
public sealed class LinkingTests
{
    [Fact]
    public async Task A_person_logs_in_and_types_the_code_back()
    {
        await using var host = await IdentityHost.StartAsync();
        var ana = await host.PersonAsync(People.Ana);
        using var visit = new Visit(host);

        var page = await visit.OpenAsync(await host.TicketAsync(new TicketRequest(TicketKind.Link, ana.Id, IdentityHost.ChatOf(People.Ana))));
        Assert.Equal((200, "Link your chat account"), (page.Status, page.Title));
        Assert.Contains("Ana Ortiz", page.Text, StringComparison.Ordinal);

        var code = await visit.FinishAsync(People.Ana);
        Assert.Equal((200, "One step is left"), (code.Status, code.Title));
        Assert.Contains("Ana Ortiz ana@contoso.example", code.Text, StringComparison.Ordinal);
        Assert.Null((await host.PersonAsync(People.Ana)).Auth0User);

        var result = await host.ConfirmAsync(ana, IdentityHost.ChatOf(People.Ana), code.Code.ToLowerInvariant());

        Assert.Equal(new LinkResult(LinkOutcome.Linked, "Your chat account is now linked with Ana Ortiz (ana@contoso.example)."), result);
        var linked = await host.PersonAsync(People.Ana);
        Assert.Equal((People.Ana.Auth0UserId, People.Ana.Email), (linked.Auth0User, linked.VerifiedEmail));
        Assert.Equal(["link-login", "account-linked"], await host.AuditedAsync());
        Assert.Equal("Your chat account is linked", (await visit.ReturnAsync()).Title);
    }
}
