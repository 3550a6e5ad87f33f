using TeamsAgent.Domain.People;
using TeamsAgent.Domain.Requests;
using TeamsAgent.Identity;
using TeamsAgent.Requests;
using TeamsAgent.Sandbox;
using TeamsAgent.Sandbox.Tenant;
using TeamsAgent.Storage.Rows;

namespace TeamsAgent.Tests.Identity;

/// <summary>Connecting a provider's account, and the words about it.</summary>
public sealed class ConnectingTests
{
    [Fact]
    public async Task A_person_connects_an_account_and_what_waited_for_it_goes_on()
    {
        await using var host = await IdentityHost.StartAsync();
        var ana = await host.LinkAsync(People.Ana);
        var blocked = await BlockedAsync(host, ana);
        using var visit = new Visit(host);

        var page = await visit.OpenAsync(await LinkAsync(host, ana, "github", blocked.Id));
        Assert.Equal((200, "Connect GitHub"), (page.Status, page.Title));
        Assert.Contains("Read and change your repositories repo", page.Text, StringComparison.Ordinal);
        Assert.Equal("You are logged in", (await visit.FinishAsync(People.Ana)).Title);
        var done = await visit.ConnectAsync(People.Ana);

        Assert.Equal((200, "The account is connected"), (done.Status, done.Title));
        var now = await host.RunAsync<RequestStore, ApprovalRequest?>(store => store.FindAsync(blocked.Id, IdentityHost.Ct));
        Assert.Equal((RequestState.Approved, null), (now!.State, now.Blocker));
        Assert.Contains("account-connected", await host.AuditedAsync());
        var list = await host.RunAsync<ConnectedAccounts, AccountsResult>(accounts => accounts.ListAsync(ana, IdentityHost.Ct));
        Assert.Equal("You have connected: GitHub.", list.Sentence);
        Assert.Equal(["repo"], list.Accounts!.Single().Scopes);
        Assert.IsType<TokenResult.Token>(await host.Get<ProviderTokens>().ExchangeAsync(ana.Id, StepUpDesk.Issue().Call, IdentityHost.Ct));
        var row = (await host.RowsAsync<SignInRow>()).Single(r => r.Kind == TicketKind.Connect);
        Assert.Equal(("", null), (row.Verifier, row.ConnectSecret));
        Assert.Equal("The account is connected", (await visit.ReturnAsync()).Title);
    }

    [Fact]
    public async Task Connecting_again_asks_for_what_was_granted_before_as_well()
    {
        await using var host = await IdentityHost.StartAsync();
        var ana = await host.LinkAsync(People.Ana);
        host.Tenant.Faults.Connect(People.Ana.Auth0UserId, "github", ["gist"], "ana");
        var blocked = await BlockedAsync(host, ana);
        using var visit = new Visit(host);
        await visit.OpenAsync(await LinkAsync(host, ana, "github", blocked.Id));
        await visit.FinishAsync(People.Ana);
        await visit.ConnectAsync(People.Ana);

        var list = await host.RunAsync<ConnectedAccounts, AccountsResult>(accounts => accounts.ListAsync(ana, IdentityHost.Ct));
        Assert.Equal(["gist", "repo"], list.Accounts!.Single().Scopes.Order());
    }

    [Fact]
    public async Task T23_Somebody_elses_login_connects_nothing_and_the_next_try_asks_who_one_is()
    {
        await using var host = await IdentityHost.StartAsync();
        var ana = await host.LinkAsync(People.Ana);
        using var visit = new Visit(host);
        var link = await LinkAsync(host, ana, "github");
        await visit.OpenAsync(link);
        Assert.Equal("This login does not count", (await visit.FinishAsync(People.Eve)).Title);
        Assert.Contains((await host.RowsAsync<NoteRow>()), note => note.PersonId == ana.Id.Value && note.Text!.StartsWith("Somebody logged in with another account", StringComparison.Ordinal));

        await visit.OpenAsync(link);
        Assert.Equal("You are logged in", (await visit.FinishAsync(People.Ana)).Title);
        Assert.Equal("The account is connected", (await visit.ConnectAsync(People.Ana)).Title);
    }

    [Fact]
    public async Task T23_The_second_round_cannot_be_finished_in_another_browser()
    {
        await using var host = await IdentityHost.StartAsync();
        var ana = await host.LinkAsync(People.Ana);
        using var anas = new Visit(host);
        using var eves = new Visit(host);
        await anas.OpenAsync(await LinkAsync(host, ana, "github"));
        await anas.FinishAsync(People.Ana);
        await anas.ConnectAsync(People.Ana);

        Assert.Equal((400, "Another browser began this login"), ((await eves.ReturnAsync(anas.Back)).Status, eves.Page.Title));
    }

    [Fact]
    public async Task Somebody_without_a_link_is_sent_to_link_first()
    {
        await using var host = await IdentityHost.StartAsync();
        var ana = await host.PersonAsync(People.Ana);
        using var visit = new Visit(host);

        Assert.Equal((409, "Link your chat account first"), ((await visit.OpenAsync(await LinkAsync(host, ana, "github"))).Status, visit.Page.Title));
    }

    [Fact]
    public async Task Saying_no_at_the_provider_connects_nothing()
    {
        await using var host = await IdentityHost.StartAsync();
        var ana = await host.LinkAsync(People.Ana);
        using var visit = new Visit(host);
        await visit.OpenAsync(await LinkAsync(host, ana, "github"));
        await visit.FinishAsync(People.Ana);
        visit.Browser.Allows = false;

        Assert.Equal("The account was not connected", (await visit.ConnectAsync(People.Ana)).Title);
        Assert.Empty((await host.RunAsync<ConnectedAccounts, AccountsResult>(accounts => accounts.ListAsync(ana, IdentityHost.Ct))).Accounts!);
    }

    [Theory]
    [InlineData(400, 502, "The account could not be connected")]
    [InlineData(409, 502, "The account could not be connected")]
    [InlineData(429, 503, "The identity provider cannot be reached")]
    [InlineData(500, 503, "The identity provider cannot be reached")]
    public async Task A_tenant_that_fails_at_the_end_connects_nothing(int fault, int status, string title)
    {
        await using var host = await IdentityHost.StartAsync();
        var ana = await host.LinkAsync(People.Ana);
        using var visit = new Visit(host);
        await visit.OpenAsync(await LinkAsync(host, ana, "github"));
        await visit.FinishAsync(People.Ana);
        host.Tenant.Faults.FailNext(TenantEndpoints.MyAccount, TenantFault.Of(fault, "x", "y"));

        var page = await visit.ConnectAsync(People.Ana);

        Assert.Equal((status, title), (page.Status, page.Title));
        Assert.Contains(page.Reference, host.Log.All, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_tenant_without_My_Account_for_us_is_the_operators_matter()
    {
        await using var host = await IdentityHost.StartAsync(myAccount: false);
        var ana = await host.LinkAsync(People.Ana);
        using var visit = new Visit(host);
        await visit.OpenAsync(await LinkAsync(host, ana, "github"));

        Assert.Equal((502, "The identity provider is not set up for this"), ((await visit.FinishAsync(People.Ana)).Status, visit.Page.Title));
    }

    [Fact]
    public async Task Disconnecting_takes_the_account_out_of_the_vault()
    {
        await using var host = await IdentityHost.StartAsync();
        var ana = await host.LinkAsync(People.Ana);
        host.Tenant.Faults.Connect(People.Ana.Auth0UserId, "github");
        var (first, second) = (await host.InboxAsync(), await host.InboxAsync());
        Task<string> Disconnect(string key) => host.RunAsync<ConnectedAccounts, string>(accounts => accounts.DisconnectAsync(ana, "github", key, IdentityHost.Ct));

        Assert.Equal("GitHub is disconnected. To end the access at GitHub as well, revoke it in your settings there.", await Disconnect(first));
        Assert.Equal("You have no GitHub account connected. “my accounts” lists what you have.", await Disconnect(second));
        Assert.IsType<TokenResult.NotConnected>(await host.Get<ProviderTokens>().ExchangeAsync(ana.Id, StepUpDesk.Issue().Call, IdentityHost.Ct));
        Assert.Single(await host.AuditedAsync(), kind => kind == "account-disconnected");
    }

    [Fact]
    public async Task A_session_that_has_ended_is_said_in_words()
    {
        await using var host = await IdentityHost.StartAsync();
        var ana = await host.LinkAsync(People.Ana);
        await host.Tenant.Faults.RevokeRefreshTokensAsync(People.Ana.Auth0UserId, IdentityHost.Ct);

        Assert.StartsWith("The access that was stored for you has ended.", (await host.RunAsync<ConnectedAccounts, AccountsResult>(a => a.ListAsync(ana, IdentityHost.Ct))).Sentence, StringComparison.Ordinal);
        using var visit = new Visit(host);
        await visit.OpenAsync(await LinkAsync(host, ana, "github"));
        Assert.Equal((409, "Link your chat account again"), ((await visit.FinishAsync(People.Ana)).Status, visit.Page.Title));
    }

    private static Task<Uri> LinkAsync(IdentityHost host, Person person, string connection, RequestId? request = null) =>
        host.TicketAsync(new TicketRequest(TicketKind.Connect, person.Id, person.Chats[0], request, Connection: connection));

    private static async Task<ApprovalRequest> BlockedAsync(IdentityHost host, Person ana)
    {
        var ben = await host.LinkAsync(People.Ben);
        var request = await StepUpDesk.ApproveAsync(host, await StepUpDesk.SubmitAsync(host, ana, StepUpDesk.Issue()), ben);
        var now = host.Clock.GetUtcNow();
        var people = new Dictionary<PersonId, Person> { [ana.Id] = ana, [ben.Id] = ben };
        var groups = new Dictionary<string, Group> { ["managers"] = new("managers", [], [People.Ben.Email]) };
        await StepUpDesk.ChangeAsync(host, request.Id, r => r.Claim(people, groups, TimeSpan.FromMinutes(1), now));
        await StepUpDesk.ChangeAsync(host, request.Id, r => r.Block(0, r.Steps[0].Claim, new Blocker(BlockerKind.NotConnected, "github", "Connect GitHub first.", now), now));
        return request;
    }
}
