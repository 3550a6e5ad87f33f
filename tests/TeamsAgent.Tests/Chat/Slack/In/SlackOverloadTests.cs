using System.Net;
using Microsoft.EntityFrameworkCore;
using TeamsAgent.Chat;
using TeamsAgent.Chat.Slack;
using TeamsAgent.Sandbox;
using TeamsAgent.Storage.Rows;

namespace TeamsAgent.Tests.Chat.Slack.In;

public sealed class SlackOverloadTests
{
    [Fact]
    public async Task What_cannot_be_stored_is_not_acknowledged_and_may_come_again()
    {
        await using var host = await SlackHost.StartAsync();
        await host.Get<InboxWriter>().StopAsync(TestContext.Current.CancellationToken);

        using var mention = await host.EventAsync(SomeSlack.Mention(People.Ana.SlackId, "open an issue"));
        using var command = await host.CommandAsync(SomeSlack.Command(host.Slack, People.Ana.SlackId, "open an issue"));

        Assert.All([mention, command], answer =>
        {
            Assert.Equal(HttpStatusCode.ServiceUnavailable, answer.StatusCode);
            Assert.False(answer.Headers.Contains("X-Slack-No-Retry"));
        });
    }

    [Fact]
    public async Task While_Slack_has_not_said_whose_the_token_is_nothing_is_acknowledged()
    {
        await using var host = await SlackHost.StartAsync((_, slack) => slack.Fail("auth.test", "internal_error"));
        var mention = SomeSlack.Mention(People.Ana.SlackId, "open an issue");

        using var early = await host.EventAsync(mention);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, early.StatusCode);
        Assert.False((await host.Get<SlackSelfTest>().RunAsync(TestContext.Current.CancellationToken)).Passed);

        host.Slack.AsUsual("auth.test");
        host.Clock.Advance(TimeSpan.FromSeconds(31));
        var (status, _) = await host.DeliverAsync(() => host.EventAsync(mention));

        Assert.Equal(HttpStatusCode.OK, status);
        Assert.Single(await host.RowsAsync<TaskRow>());
    }

    [Theory]
    [InlineData("invalid_auth", "Slack refuses Slack:BotToken: invalid_auth")]
    [InlineData("account_inactive", "Slack refuses Slack:BotToken: account_inactive")]
    public async Task A_token_that_Slack_refuses_serves_nobody_and_the_self_test_says_so(string error, string sentence)
    {
        await using var host = await SlackHost.StartAsync((_, slack) => slack.Fail("auth.test", error));

        var (status, _) = await host.DeliverAsync(() => host.EventAsync(SomeSlack.Mention(People.Ana.SlackId, "open an issue")));

        Assert.Equal(HttpStatusCode.OK, status);
        Assert.Empty(await host.RowsAsync<InboxRow>());
        var test = await host.Get<SlackSelfTest>().RunAsync(TestContext.Current.CancellationToken);
        Assert.False(test.Passed);
        Assert.StartsWith(sentence, test.Sentence, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_missing_scope_of_one_method_does_not_stop_the_rest()
    {
        await using var host = await SlackHost.StartAsync((_, slack) => slack.Fail("conversations.info", "missing_scope"));
        await host.Get<ISlackInstallations>().BrokenAsync(People.SlackTeamId, "missing_scope", TestContext.Current.CancellationToken);

        await host.DeliverAsync(() => host.CommandAsync(SomeSlack.Command(host.Slack, People.Ana.SlackId, "open an issue")));

        // Whether the bot is in the channel cannot be found out, so it goes on where it surely is.
        Assert.Equal(FakeSlack.DirectWith(People.Ana.SlackId), Assert.Single(await host.RowsAsync<TaskRow>()).ConversationId);
    }

    [Fact]
    public async Task A_direct_message_that_Slack_does_not_open_is_said()
    {
        await using var host = await SlackHost.StartAsync((_, slack) => slack.Fail("conversations.open", "user_disabled"));

        await host.DeliverAsync(() => host.CommandAsync(SomeSlack.Command(host.Slack, People.Ana.SlackId, "open an issue", "C0NOBOT001")));

        Assert.Contains("Invite me here", Assert.Single(host.Slack.Told), StringComparison.Ordinal);
        Assert.Empty(await host.RowsAsync<TaskRow>());
    }
}
