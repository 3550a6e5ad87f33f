using TeamsAgent.Domain.Decisions;
using TeamsAgent.Domain.Requests;
using TeamsAgent.Identity;
using TeamsAgent.Requests;
using TeamsAgent.Sandbox;
using TeamsAgent.Sandbox.Tenant;
using TeamsAgent.Storage;
using TeamsAgent.Storage.Rows;

namespace TeamsAgent.Tests.Identity;

/// <summary>One person with several chat accounts: whoever logs in as the same Auth0 user is the same person.</summary>
public sealed class JoiningTests
{
    [Fact]
    public async Task A_second_chat_account_becomes_the_same_person()
    {
        await using var host = await IdentityHost.StartAsync();
        var ana = await host.LinkAsync(People.Ana);

        var result = await host.LinkSlackAsync(People.Ana, People.Ana);

        Assert.Equal((LinkOutcome.Linked, ana.Id), (result.Outcome, result.Person));
        var slack = await host.SlackPersonAsync(People.Ana);
        Assert.Equal(ana.Id, slack.Id);
        Assert.Equal([IdentityHost.ChatOf(People.Ana), IdentityHost.SlackOf(People.Ana)], slack.Chats.OrderByDescending(chat => chat.Channel));
        Assert.Single(await host.RowsAsync<PersonRow>(), row => row.Auth0User == People.Ana.Auth0UserId);
        Assert.Equal(ana.Id.Value, Assert.Single(await host.RowsAsync<RefreshTokenRow>()).PersonId);
        Assert.Single(host.Tenant.Calls, call => call.Endpoint == TenantEndpoints.Revoke && call.Status == 200);
        Assert.Contains("account-joined", await host.AuditedAsync());
        Assert.Contains(await host.RowsAsync<NoteRow>(), note => note.PersonId == ana.Id.Value && note.Channel == "teams" && note.Text!.Contains("If that was not you", StringComparison.Ordinal));
    }

    [Fact]
    public async Task What_was_asked_from_the_account_is_the_persons_from_then_on()
    {
        await using var host = await IdentityHost.StartAsync();
        var ana = await host.LinkAsync(People.Ana);
        var request = await StepUpDesk.SubmitAsync(host, await host.SlackPersonAsync(People.Ana), StepUpDesk.Issue());

        await host.LinkSlackAsync(People.Ana, People.Ana);

        var moved = await FindAsync(host, request.Id);
        Assert.Equal((ana.Id, request.Version + 1), (moved.Requester, moved.Version));
        Assert.Equal(ana.Id.Value, Assert.Single(await host.RowsAsync<RequestRow>()).Requester);
    }

    [Fact]
    public async Task T01_What_the_person_had_approved_of_the_own_second_account_does_not_count()
    {
        await using var host = await IdentityHost.StartAsync();
        var ben = await host.LinkAsync(People.Ben);
        var request = await StepUpDesk.ApproveAsync(host, await StepUpDesk.SubmitAsync(host, await host.SlackPersonAsync(People.Ben), StepUpDesk.Issue()), ben);
        Assert.Equal(RequestState.Approved, request.State);

        await host.LinkSlackAsync(People.Ben, People.Ben);

        var moved = await FindAsync(host, request.Id);
        Assert.Equal(ben.Id, moved.Requester);
        Assert.False(moved.QuorumMet);
    }

    [Fact]
    public async Task Nobody_is_two_people_of_one_workspace()
    {
        await using var host = await IdentityHost.StartAsync();
        await host.LinkAsync(People.Ana);
        await host.LinkSlackAsync(People.Ana, People.Ana);
        await host.SlackPersonAsync(People.Eve);
        using var visit = new Visit(host);
        await visit.OpenAsync(await host.TicketAsync(new TicketRequest(TicketKind.Link, (await host.SlackPersonAsync(People.Eve)).Id, IdentityHost.SlackOf(People.Eve))));

        var page = await visit.FinishAsync(People.Ana);

        Assert.Equal((409, "This account is linked with somebody else"), (page.Status, page.Title));
        Assert.Null((await host.SlackPersonAsync(People.Eve)).Auth0User);
    }

    [Fact]
    public async Task Unlinking_one_of_two_accounts_leaves_the_other_linked()
    {
        await using var host = await IdentityHost.StartAsync();
        var ana = await host.LinkAsync(People.Ana);
        await host.LinkSlackAsync(People.Ana, People.Ana);
        host.Tenant.ForgetCalls();
        var (both, key) = (await host.SlackPersonAsync(People.Ana), await host.InboxAsync());

        var sentence = await host.RunAsync<Unlink, string>(unlink => unlink.HandleAsync(both, IdentityHost.SlackOf(People.Ana), key, IdentityHost.Ct));

        Assert.Equal("This chat account is no longer linked. Your other chat accounts still are; send “unlink” there to end their link, too.", sentence);
        var (teams, slack) = (await host.PersonAsync(People.Ana), await host.SlackPersonAsync(People.Ana));
        Assert.Equal((ana.Id, People.Ana.Auth0UserId), (teams.Id, teams.Auth0User));
        Assert.NotEqual(ana.Id, slack.Id);
        Assert.Null(slack.Auth0User);
        Assert.DoesNotContain(host.Tenant.Calls, call => call.Endpoint == TenantEndpoints.Revoke);
        Assert.Single(await host.RowsAsync<RefreshTokenRow>());

        Assert.Equal(LinkOutcome.Linked, (await host.LinkSlackAsync(People.Ana, People.Ana)).Outcome);
        Assert.Equal(ana.Id, (await host.SlackPersonAsync(People.Ana)).Id);
    }

    private static async Task<ApprovalRequest> FindAsync(IdentityHost host, RequestId id) =>
        (await host.RunAsync<RequestStore, ApprovalRequest?>(store => store.FindAsync(id, IdentityHost.Ct)))!;
}
