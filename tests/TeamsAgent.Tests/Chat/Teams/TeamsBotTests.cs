using Microsoft.Bot.Builder;
using Microsoft.Bot.Builder.Adapters;
using Microsoft.Bot.Schema;
using Newtonsoft.Json.Linq;
using TeamsAgent.Chat.Teams;
using TeamsAgent.Domain.Requests;
using TeamsAgent.Sandbox;
using TeamsAgent.Storage;
using TeamsAgent.Storage.Rows;

namespace TeamsAgent.Tests.Chat.Teams;

/// <summary>The bot on Bot Builder's own test adapter: what it answers within a turn, and what it leaves for after it.</summary>
public sealed class TeamsBotTests(ChatFixture fixture) : IClassFixture<ChatFixture>
{
    private ChatHost Host => fixture.Host;

    [Fact]
    public async Task Words_are_answered_after_the_turn_and_not_in_it()
    {
        var adapter = Adapter(People.Ana, "19:flow@thread.tacv2", personal: false);
        await StoreAsync(adapter, "0");

        await new TestFlow(adapter, Host.Get<TeamsBot>()).Send(Message("help")).AssertNoReply("help comes as a note", 100).StartTestAsync();

        Assert.Contains(await Host.RowsAsync<NoteRow>(), note => note.ConversationId == "19:flow@thread.tacv2" && note.Text!.StartsWith("Tell me in your own words", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_press_is_answered_in_the_turn_with_the_card()
    {
        var request = await Host.PutUpAsync();
        var adapter = Adapter(People.Ben, request.Place.Conversation, personal: false);
        await StoreAsync(adapter, "0", "invoke");

        await new TestFlow(adapter, Host.Get<TeamsBot>()).Send(await PressAsync(request, "approve")).AssertReply(reply =>
        {
            var answer = Assert.IsType<InvokeResponse>(Assert.IsType<Activity>(reply).Value);
            var body = JObject.Parse(answer.Body.ToString()!);
            Assert.Equal(200, answer.Status);
            Assert.Equal("application/vnd.microsoft.card.adaptive", body.Value<string>("type"));
        }).StartTestAsync();

        Assert.Equal(RequestState.Approved, (await Host.NowAsync(request)).State);
    }

    [Fact]
    public async Task T09_The_bots_own_account_decides_nothing()
    {
        var request = await Host.PutUpAsync();
        var adapter = Adapter(People.Ben, request.Place.Conversation, personal: false);
        adapter.Conversation.User.Role = RoleTypes.Skill;

        await new TestFlow(adapter, Host.Get<TeamsBot>()).Send(await PressAsync(request, "approve")).AssertReply(reply =>
            Assert.Contains("Only people of this organisation can press here", ((InvokeResponse)((Activity)reply).Value).Body.ToString(), StringComparison.Ordinal)).StartTestAsync();

        Assert.Equal(RequestState.AwaitingDecision, (await Host.NowAsync(request)).State);
    }

    [Fact]
    public async Task An_invoke_that_it_does_not_know_is_not_implemented()
    {
        var adapter = Adapter(People.Ben, "19:flow2@thread.tacv2", personal: false);

        await new TestFlow(adapter, Host.Get<TeamsBot>()).Send(new Activity { Type = ActivityTypes.Invoke, Name = "task/fetch" }).AssertReply(reply =>
            Assert.Equal(501, ((InvokeResponse)((Activity)reply).Value).Status)).StartTestAsync();
    }

    [Fact]
    public async Task T52_A_reaction_an_edit_and_a_deletion_are_nothing_to_it()
    {
        var request = await Host.PutUpAsync();
        var adapter = Adapter(People.Ben, request.Place.Conversation, personal: false);

        await new TestFlow(adapter, Host.Get<TeamsBot>())
            .Send(new Activity { Type = ActivityTypes.MessageReaction, ReactionsAdded = [new MessageReaction("like")], ReplyToId = "1" })
            .Send(new Activity { Type = ActivityTypes.MessageUpdate, Text = "approve", ChannelData = new JObject { ["eventType"] = "editMessage", ["tenant"] = new JObject { ["id"] = People.TeamsTenantId } } })
            .Send(new Activity { Type = ActivityTypes.MessageDelete, ChannelData = new JObject { ["eventType"] = "softDeleteMessage", ["tenant"] = new JObject { ["id"] = People.TeamsTenantId } } })
            .AssertNoReply("nothing to say", 100)
            .StartTestAsync();

        Assert.Empty((await Host.NowAsync(request)).Decisions);
    }

    private TestAdapter Adapter(SandboxPerson who, string conversation, bool personal) => new(new ConversationReference
    {
        ChannelId = "msteams", ServiceUrl = Host.Service.ServiceUrl,
        User = new ChannelAccount(who.TeamsId, who.Name, aadObjectId: who.AadObjectId), Bot = new ChannelAccount("28:" + People.BotAppId, "Agent"),
        Conversation = new ConversationAccount(!personal, personal ? "personal" : "channel", conversation, tenantId: People.TeamsTenantId),
    });

    private static Activity Message(string text) => new() { Type = ActivityTypes.Message, Text = text };

    private async Task<Activity> PressAsync(ApprovalRequest request, string verb)
    {
        var (card, message) = await Host.PostedAsync(request);
        return new Activity
        {
            Type = ActivityTypes.Invoke, Name = "adaptiveCard/action", ReplyToId = message,
            Value = new JObject
            {
                ["action"] = new JObject { ["type"] = "Action.Execute", ["verb"] = verb, ["data"] = JObject.Parse(SomeActivity.DataOf(card, verb).ToJsonString()) },
                ["trigger"] = "manual",
            },
        };
    }

    // The test adapter counts its activities from 0; their rows are there before they are handled.
    private async Task StoreAsync(TestAdapter adapter, string id, string type = "message") => await Host.RunAsync<UnitOfWork, int>(work =>
    {
        work.Db.Add(new InboxRow
        {
            Key = $"teams|{adapter.Conversation.Conversation.Id}|{id}|{type}", Channel = "teams", ReceivedAt = Host.Clock.GetUtcNow(), NextAt = Host.Clock.GetUtcNow(), Payload = "{}",
        });
        return work.Db.SaveChangesAsync(TestContext.Current.CancellationToken);
    });
}
