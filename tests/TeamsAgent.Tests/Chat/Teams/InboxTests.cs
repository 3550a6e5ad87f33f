using System.Net;
using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using TeamsAgent.Chat;
using TeamsAgent.Sandbox;
using TeamsAgent.Storage;
using TeamsAgent.Storage.Rows;

namespace TeamsAgent.Tests.Chat.Teams;

public sealed class InboxTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task T36_However_often_and_in_whatever_order_messages_are_delivered_each_is_handled_once()
    {
        await using var host = await ChatHost.StartAsync();
        var random = new Random(36);
        var messages = Enumerable.Range(0, 60).Select(i => SomeActivity.Message(host.Service, People.Ana, $"my requests", $"a:ana-{i % 5}", personal: true)).ToList();
        var deliveries = messages.SelectMany(message => Enumerable.Repeat(message, random.Next(1, 4))).ToArray();
        random.Shuffle(deliveries);

        await host.QuietAsync(async () =>
        {
            var answers = await Task.WhenAll(deliveries.Select(host.SendAsync));
            Assert.All(answers, answer => Assert.Equal(HttpStatusCode.Accepted, answer.StatusCode));
        });

        Assert.Equal(60, (await host.RowsAsync<NoteRow>()).Count);
        var rows = await host.RowsAsync<InboxRow>();
        Assert.Equal(60, rows.Count);
        Assert.All(rows, row => Assert.NotNull(row.DoneAt));
        Assert.Equal(new InboxCounts(0, 0), await host.Inbox.CountAsync(Stop));
    }

    [Fact]
    public async Task Messages_of_one_conversation_are_handled_in_the_order_in_which_they_came()
    {
        await using var host = await ChatHost.StartAsync();
        await host.QuietAsync(async () =>
        {
            for (var i = 0; i < 30; i++)
            {
                using var answer = await host.SendAsync(SomeActivity.Message(host.Service, People.Ana, $"withdraw #{1000 + i}", personal: true));
            }
        });

        var rows = await host.RowsAsync<InboxRow>();
        Assert.Equal(rows.OrderBy(row => row.ReceivedAt).ThenBy(row => row.Key, StringComparer.Ordinal).Select(row => row.Key), rows.OrderBy(row => row.DoneAt).ThenBy(row => row.Key, StringComparer.Ordinal).Select(row => row.Key));
        Assert.Contains("You have no request #1029. “my requests” lists yours.", (await host.RowsAsync<NoteRow>()).Select(note => note.Text));
    }

    [Fact]
    public async Task What_a_crash_left_is_taken_up_once_its_lease_has_run_out()
    {
        await using var host = await ChatHost.StartAsync();
        await LeaveAsync(host, SomeActivity.Message(host.Service, People.Ana, "help", personal: true));

        await host.QuietAsync(() => host.Inbox.SweepAsync(Stop));
        Assert.Null((await host.RowsAsync<InboxRow>())[0].DoneAt);

        host.Clock.Advance(TimeSpan.FromMinutes(3));
        await host.QuietAsync(() => host.Inbox.SweepAsync(Stop));

        Assert.NotNull((await host.RowsAsync<InboxRow>())[0].DoneAt);
        Assert.Single(host.Service.PostsIn("a:ana"));
    }

    [Fact]
    public async Task A_press_that_a_crash_left_is_closed_without_an_effect()
    {
        await using var host = await ChatHost.StartAsync();
        var request = await host.PutUpAsync();
        var (card, message) = await host.PostedAsync(request);
        var press = SomeActivity.Press(host.Service, People.Ben, card, message, "approve", null, request.Place.Conversation);
        await LeaveAsync(host, press);

        host.Clock.Advance(TimeSpan.FromMinutes(3));
        await host.QuietAsync(() => host.Inbox.SweepAsync(Stop));

        Assert.NotNull((await host.RowsAsync<InboxRow>())[0].DoneAt);
        Assert.Equal(Domain.Requests.RequestState.AwaitingDecision, (await host.NowAsync(request)).State);
    }

    [Fact]
    public async Task T63_A_message_that_cannot_be_handled_is_tried_with_growing_pauses_then_set_aside_and_holds_up_nobody()
    {
        await using var host = await ChatHost.StartAsync(settings => settings["Chat:Attempts"] = "3");
        var poison = SomeActivity.Message(host.Service, People.Ana, "help", "19:poison@thread.tacv2");
        await LeaveAsync(host, poison, payload: "{ this is no activity");

        for (var round = 0; round < 6; round++)
        {
            host.Clock.Advance(TimeSpan.FromMinutes(6));
            await host.QuietAsync(() => host.Inbox.SweepAsync(Stop));
            await host.DeliverAsync(SomeActivity.Message(host.Service, People.Ana, "help", "19:poison@thread.tacv2"));
        }

        var row = Assert.Single(await host.RowsAsync<InboxRow>(), row => row.DoneAt is null);
        Assert.Equal(3, row.Attempts);
        Assert.Equal(new InboxCounts(0, 1), await host.Inbox.CountAsync(Stop));
        Assert.Equal(6, host.Service.PostsIn("19:poison@thread.tacv2").Count);
    }

    [Fact]
    public async Task T41_What_is_not_stored_is_not_acknowledged_and_comes_back_by_itself()
    {
        await using var host = await ChatHost.StartAsync();
        await host.RunAsync<UnitOfWork, int>(work => work.Db.Database.ExecuteSqlRawAsync("ALTER TABLE inbox RENAME TO inbox_away"));

        using (var refused = await host.SendAsync(SomeActivity.Message(host.Service, People.Ana, "help", personal: true)))
        {
            Assert.Equal(HttpStatusCode.ServiceUnavailable, refused.StatusCode);
        }

        await host.RunAsync<UnitOfWork, int>(work => work.Db.Database.ExecuteSqlRawAsync("ALTER TABLE inbox_away RENAME TO inbox"));
        var (status, _) = await host.DeliverAsync(SomeActivity.Message(host.Service, People.Ana, "help", personal: true));
        Assert.Equal(HttpStatusCode.Accepted, status);
        Assert.Single(host.Service.PostsIn("a:ana"));
    }

    [Fact]
    public async Task Handled_messages_are_forgotten_after_a_while_and_open_ones_are_not()
    {
        await using var host = await ChatHost.StartAsync(settings => settings["Chat:Attempts"] = "1");
        await LeaveAsync(host, SomeActivity.Message(host.Service, People.Ana, "help", personal: true));
        await host.DeliverAsync(SomeActivity.Message(host.Service, People.Ana, "help", personal: true));

        host.Clock.Advance(TimeSpan.FromDays(8));
        await host.Inbox.SweepAsync(Stop);

        Assert.Null(Assert.Single(await host.RowsAsync<InboxRow>()).DoneAt);
    }

    // As if the process had ended right after the message was stored.
    private static async Task LeaveAsync(ChatHost host, JsonObject activity, string? payload = null)
    {
        var (conversation, id, type) = ((string)activity["conversation"]!["id"]!, (string)activity["id"]!, (string)activity["type"]!);
        await host.RunAsync<UnitOfWork, int>(work =>
        {
            work.Db.Add(new InboxRow
            {
                Key = $"teams|{conversation}|{id}|{type}", Channel = "teams", ReceivedAt = host.Clock.GetUtcNow(), Payload = payload ?? activity.ToJsonString(),
                Attempts = 1, NextAt = host.Clock.GetUtcNow().AddMinutes(2),
            });
            return work.Db.SaveChangesAsync(Stop);
        });
    }
}
