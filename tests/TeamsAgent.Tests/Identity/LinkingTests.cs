using System.Net;
using Microsoft.EntityFrameworkCore;
using TeamsAgent.Domain.People;
using TeamsAgent.Identity;
using TeamsAgent.Identity.Auth0;
using TeamsAgent.Messaging;
using TeamsAgent.Sandbox;
using TeamsAgent.Sandbox.Tenant;
using TeamsAgent.Storage;
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

        var page = await visit.OpenAsync(await LinkAsync(host, People.Ana));
        Assert.Equal((200, "Link your chat account"), (page.Status, page.Title));
        Assert.Contains("Ana Ortiz", page.Text, StringComparison.Ordinal);

        var code = await visit.FinishAsync(People.Ana);
        Assert.Equal((200, "One step is left"), (code.Status, code.Title));
        Assert.Contains("Ana Ortiz ana@contoso.example", code.Text, StringComparison.Ordinal);
        Assert.Matches("^[A-HJ-NP-Z2-9]{4}-[A-HJ-NP-Z2-9]{4}$", code.Code);
        Assert.Null((await host.PersonAsync(People.Ana)).Auth0User);

        var result = await host.ConfirmAsync(ana, IdentityHost.ChatOf(People.Ana), code.Code.ToLowerInvariant());

        Assert.Equal((LinkOutcome.Linked, "Your chat account is now linked with Ana Ortiz (ana@contoso.example)."), (result.Outcome, result.Sentence));
        var linked = await host.PersonAsync(People.Ana);
        Assert.Equal((People.Ana.Auth0UserId, People.Ana.Email), (linked.Auth0User, linked.VerifiedEmail));
        Assert.Equal(["link-login", "account-linked"], await host.AuditedAsync());
        Assert.Equal("Your chat account is linked", (await visit.ReturnAsync()).Title);
    }

    [Fact]
    public async Task T23_A_forwarded_link_does_not_bind_the_account_of_whoever_opens_it()
    {
        await using var host = await IdentityHost.StartAsync();
        var ben = await host.PersonAsync(People.Ben);
        using var bens = new Visit(host);

        var page = await bens.OpenAsync(await LinkAsync(host, People.Eve));
        Assert.Contains("Eve Lind", page.Text, StringComparison.Ordinal);
        var code = await bens.FinishAsync(People.Ben);
        Assert.Contains("account of Eve Lind", code.Text, StringComparison.Ordinal);

        // Ben types it where he types: in his own chat.
        var result = await host.ConfirmAsync(ben, IdentityHost.ChatOf(People.Ben), code.Code);
        Assert.Equal(LinkOutcome.NothingPending, result.Outcome);
        Assert.All(await host.RowsAsync<PersonRow>(), row => Assert.Null(row.Auth0User));
        Assert.Empty(await host.RowsAsync<RefreshTokenRow>());
    }

    [Fact]
    public async Task T23_A_login_cannot_be_finished_in_another_browser()
    {
        await using var host = await IdentityHost.StartAsync();
        await host.PersonAsync(People.Ana);
        using var eves = new Visit(host);
        using var anas = new Visit(host);
        await eves.OpenAsync(await LinkAsync(host, People.Ana));
        var back = await eves.LoginAsync(People.Eve);

        var page = await anas.ReturnAsync(back);

        Assert.Equal((400, "Another browser began this login"), (page.Status, page.Title));
        Assert.Contains(page.Reference, host.Log.All, StringComparison.Ordinal);
        Assert.DoesNotContain(host.Tenant.Calls, call => call.Endpoint == TenantEndpoints.Token);
        Assert.Empty(await host.RowsAsync<PendingLinkRow>());
    }

    [Fact]
    public async Task One_user_of_the_tenant_is_never_two_people()
    {
        await using var host = await IdentityHost.StartAsync();
        await host.LinkAsync(People.Ben);
        await host.PersonAsync(People.Eve);
        using var visit = new Visit(host);
        await visit.OpenAsync(await LinkAsync(host, People.Eve));

        var page = await visit.FinishAsync(People.Ben);

        Assert.Equal((409, "This account is linked with somebody else"), (page.Status, page.Title));
        Assert.Null((await host.PersonAsync(People.Eve)).Auth0User);
        Assert.Contains(host.Tenant.Calls, call => call.Endpoint == TenantEndpoints.Revoke && call.Status == 200);
    }

    [Fact]
    public async Task Two_people_who_confirm_the_same_user_at_once_end_with_one_link()
    {
        await using var host = await IdentityHost.StartAsync();
        var (ana, eve) = (await host.PersonAsync(People.Ana), await host.PersonAsync(People.Eve));
        using var one = new Visit(host);
        using var other = new Visit(host);
        await one.OpenAsync(await LinkAsync(host, People.Ana));
        await other.OpenAsync(await LinkAsync(host, People.Eve));
        var (first, second) = (await one.FinishAsync(People.Ben), await other.FinishAsync(People.Ben));

        var results = await Task.WhenAll(
            host.ConfirmAsync(ana, IdentityHost.ChatOf(People.Ana), first.Code), host.ConfirmAsync(eve, IdentityHost.ChatOf(People.Eve), second.Code));

        Assert.Equal([LinkOutcome.Linked, LinkOutcome.Refused], results.Select(result => result.Outcome).Order());
        Assert.Single(await host.RowsAsync<PersonRow>(), row => row.Auth0User == People.Ben.Auth0UserId);
    }

    [Fact]
    public async Task A_linked_person_does_not_change_users_without_unlinking()
    {
        await using var host = await IdentityHost.StartAsync();
        await host.LinkAsync(People.Ana);
        using var visit = new Visit(host);
        await visit.OpenAsync(await LinkAsync(host, People.Ana));

        Assert.Equal((409, "Your chat account is linked with another account"), ((await visit.FinishAsync(People.Eve)).Status, visit.Page.Title));
        Assert.Equal(People.Ana.Auth0UserId, (await host.PersonAsync(People.Ana)).Auth0User);
    }

    [Fact]
    public async Task Five_wrong_codes_end_a_link()
    {
        await using var host = await IdentityHost.StartAsync();
        var ana = await host.PersonAsync(People.Ana);
        using var visit = new Visit(host);
        await visit.OpenAsync(await LinkAsync(host, People.Ana));
        var code = (await visit.FinishAsync(People.Ana)).Code;
        var wrong = code[0] == 'A' ? "BBBB-BBBB" : "AAAA-AAAA";

        var outcomes = new List<LinkOutcome>();
        for (var i = 0; i < 5; i++)
        {
            outcomes.Add((await host.ConfirmAsync(ana, IdentityHost.ChatOf(People.Ana), wrong)).Outcome);
        }

        Assert.Equal([LinkOutcome.Wrong, LinkOutcome.Wrong, LinkOutcome.Wrong, LinkOutcome.Wrong, LinkOutcome.TooManyWrong], outcomes);
        Assert.Equal(LinkOutcome.NothingPending, (await host.ConfirmAsync(ana, IdentityHost.ChatOf(People.Ana), code)).Outcome);
        Assert.Equal("This link has expired", (await visit.ReturnAsync()).Title);
    }

    [Fact]
    public async Task A_code_is_good_for_ten_minutes()
    {
        await using var host = await IdentityHost.StartAsync();
        var ana = await host.PersonAsync(People.Ana);
        using var visit = new Visit(host);
        await visit.OpenAsync(await LinkAsync(host, People.Ana));
        var code = (await visit.FinishAsync(People.Ana)).Code;
        host.Clock.Advance(TimeSpan.FromMinutes(10));

        Assert.Equal(LinkOutcome.Expired, (await host.ConfirmAsync(ana, IdentityHost.ChatOf(People.Ana), code)).Outcome);
        Assert.Null((await host.PersonAsync(People.Ana)).Auth0User);
    }

    [Fact]
    public async Task A_code_that_is_delivered_twice_is_taken_once()
    {
        await using var host = await IdentityHost.StartAsync();
        var ana = await host.PersonAsync(People.Ana);
        using var visit = new Visit(host);
        await visit.OpenAsync(await LinkAsync(host, People.Ana));
        var (code, key) = ((await visit.FinishAsync(People.Ana)).Code, await host.InboxAsync());
        Task<LinkResult> Confirm() => host.RunAsync<LinkCodes, LinkResult>(codes => codes.ConfirmAsync(ana, IdentityHost.ChatOf(People.Ana), code, key, IdentityHost.Ct));

        Assert.Equal(LinkOutcome.Linked, (await Confirm()).Outcome);
        await Assert.ThrowsAsync<AlreadyHandledException>(Confirm);
        Assert.Equal("Your chat account is now linked with Ana Ortiz (ana@contoso.example).", (await host.RowsAsync<InboxRow>()).Single(row => row.Key == key).Answer);
    }

    [Fact]
    public async Task An_address_that_is_not_verified_is_not_taken()
    {
        await using var host = await IdentityHost.StartAsync();
        var ana = await host.PersonAsync(People.Ana);
        using var visit = new Visit(host);
        await visit.OpenAsync(await LinkAsync(host, People.Ana));
        await visit.LoginAsync(People.Ana);
        var row = Assert.Single(await host.RowsAsync<SignInRow>());
        var claims = new IdTokenClaims("auth0|ana", "Ana", "boss@contoso.example", EmailVerified: false, null, [], null, null);
        Assert.Null(await host.RunAsync<FinishLinkLogin, Ending?>(finish => finish.HandleAsync(row.Id, claims, "a-refresh-token", IdentityHost.Ct)));

        var page = await visit.ReturnAsync(new Uri(host.Address, $"/signin/done/{row.Id}"));
        Assert.Contains("boss@contoso.example (not verified)", page.Text, StringComparison.Ordinal);
        await host.ConfirmAsync(ana, IdentityHost.ChatOf(People.Ana), page.Code);

        var linked = await host.PersonAsync(People.Ana);
        Assert.Equal(("auth0|ana", null), (linked.Auth0User, linked.VerifiedEmail));
    }

    [Fact]
    public async Task Linking_again_replaces_the_stored_access_and_revokes_the_old_one()
    {
        await using var host = await IdentityHost.StartAsync();
        await host.LinkAsync(People.Ana);
        var before = Assert.Single(await host.RowsAsync<RefreshTokenRow>()).Token;
        host.Tenant.ForgetCalls();

        await host.LinkAsync(People.Ana);

        Assert.NotEqual(before, Assert.Single(await host.RowsAsync<RefreshTokenRow>()).Token);
        Assert.Single(host.Tenant.Calls, call => call.Endpoint == TenantEndpoints.Revoke);
    }

    [Fact]
    public async Task Unlinking_revokes_and_forgets()
    {
        await using var host = await IdentityHost.StartAsync();
        var ana = await host.LinkAsync(People.Ana);
        var key = await host.InboxAsync();

        var sentence = await host.RunAsync<Unlink, string>(unlink => unlink.HandleAsync(ana, IdentityHost.ChatOf(People.Ana), key, IdentityHost.Ct));

        Assert.StartsWith("Your chat account is no longer linked.", sentence, StringComparison.Ordinal);
        var row = Assert.Single(await host.RowsAsync<PersonRow>());
        Assert.Equal((null, null), (row.Auth0User, row.VerifiedEmail));
        Assert.Empty(await host.RowsAsync<RefreshTokenRow>());
        Assert.Single(host.Tenant.Calls, call => call.Endpoint == TenantEndpoints.Revoke && call.Status == 200);
        Assert.Equal("account-unlinked", (await host.AuditedAsync())[^1]);
    }

    [Fact]
    public async Task Cancelling_at_the_tenant_changes_nothing_and_can_be_tried_again()
    {
        await using var host = await IdentityHost.StartAsync();
        await host.PersonAsync(People.Ana);
        using var visit = new Visit(host);
        visit.Browser.Allows = false;
        var link = await LinkAsync(host, People.Ana);
        await visit.OpenAsync(link);
        Assert.Equal("You cancelled", (await visit.FinishAsync(People.Ana)).Title);

        visit.Browser.Allows = true;
        await visit.OpenAsync(link);
        Assert.Equal("One step is left", (await visit.FinishAsync(People.Ana)).Title);
    }

    [Fact]
    public async Task A_blocked_person_links_nothing()
    {
        await using var host = await IdentityHost.StartAsync();
        await host.PersonAsync(People.Ana);
        var link = await LinkAsync(host, People.Ana);
        await host.RunAsync<UnitOfWork, int>(work => work.Db.Set<PersonRow>().ExecuteUpdateAsync(set => set.SetProperty(row => row.Blocked, true), IdentityHost.Ct));
        using var visit = new Visit(host);

        Assert.Equal((403, "Your account is blocked"), ((await visit.OpenAsync(link)).Status, visit.Page.Title));
    }

    [Fact]
    public async Task A_link_that_nobody_confirms_is_swept_and_its_token_revoked()
    {
        await using var host = await IdentityHost.StartAsync();
        await host.PersonAsync(People.Ana);
        using var visit = new Visit(host);
        await visit.OpenAsync(await LinkAsync(host, People.Ana));
        await visit.FinishAsync(People.Ana);
        host.Clock.Advance(TimeSpan.FromMinutes(11));

        await SweepAsync(host);
        var pending = Assert.Single(await host.RowsAsync<PendingLinkRow>());
        Assert.Equal(("", "", false), (pending.RefreshToken, pending.Code, pending.Confirmed));
        Assert.Single(host.Tenant.Calls, call => call.Endpoint == TenantEndpoints.Revoke && call.Status == 200);

        host.Clock.Advance(TimeSpan.FromDays(2));
        await SweepAsync(host);
        Assert.Empty(await host.RowsAsync<PendingLinkRow>());
        Assert.Empty(await host.RowsAsync<SignInRow>());
        Assert.Empty(await host.RowsAsync<TicketRow>());
    }

    private static Task SweepAsync(IdentityHost host) => host.Get<IEnumerable<ISweep>>().OfType<SweepSignIns>().Single().SweepAsync(IdentityHost.Ct);

    private static async Task<Uri> LinkAsync(IdentityHost host, SandboxPerson who)
    {
        var person = await host.PersonAsync(who);
        return await host.TicketAsync(new TicketRequest(TicketKind.Link, person.Id, IdentityHost.ChatOf(who)));
    }
}
