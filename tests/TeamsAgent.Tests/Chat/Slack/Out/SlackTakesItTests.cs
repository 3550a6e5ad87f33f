using System.Text.Json.Nodes;
using TeamsAgent.Chat.Cards;
using TeamsAgent.Chat.Slack;
using TeamsAgent.Chat.Slack.Cards;
using TeamsAgent.Domain.Plans;
using TeamsAgent.Domain.Policies;
using TeamsAgent.Tests.Chat.Cards;
using TeamsAgent.Tests.Chat.Slack.Cards;
using TeamsAgent.Tests.SlackSandbox;
using TeamsAgent.Tests.Worlds;
using Xunit;
using static TeamsAgent.Tests.Chat.Cards.SomeCard;

namespace TeamsAgent.Tests.Chat.Slack.Out;

/// <summary>All that is drawn is taken by the local world's Slack, whose rules were written apart from ours.</summary>
public sealed class SlackTakesItTests
{
    [Fact]
    public async Task Every_card_is_taken_in_every_state_whatever_it_is_full_of()
    {
        var clock = new MovedClock();
        await using var desk = await SlackSandbox.SlackDesk.StartAsync(clock: clock);
        var hostile = HostileTexts.All.Select(text => RequestCard.Of(Waiting(new Plan([HostileCardTests.Step(text), HostileCardTests.Step(text)], [text]), Level.Approval, asked: text), Context));
        var limit = SizeCardTests.InEveryState(new Plan([SizeCardTests.Largest(1, 5000, times => Issue(new string('&', times)))], [])).Select(state => state.Card);
        foreach (var card in SlackStates.Cards.Values.Concat(hostile).Concat(limit))
        {
            clock.Advance(TimeSpan.FromSeconds(3));
            var drawn = SlackCardRenderer.Render(card);
            var posted = await desk.CallAsync("chat.postMessage", new JsonObject
            {
                ["channel"] = Sandbox.Slack.SlackChannel.General.Id, ["text"] = drawn.Text, ["blocks"] = drawn.Blocks.DeepClone(), ["unfurl_links"] = false, ["unfurl_media"] = false,
            }.ToJsonString(SlackJson.Options));
            Assert.True((bool)posted["ok"]!, posted.ToJsonString());
            var updated = await desk.CallAsync("chat.update", new JsonObject
            {
                ["channel"] = Sandbox.Slack.SlackChannel.General.Id, ["ts"] = (string?)posted["ts"], ["text"] = drawn.Text, ["blocks"] = drawn.Blocks.DeepClone(),
            }.ToJsonString(SlackJson.Options));
            Assert.True((bool)updated["ok"]!, updated.ToJsonString());
        }
    }

    [Fact]
    public async Task Every_home_is_taken()
    {
        var clock = new MovedClock();
        await using var desk = await SlackSandbox.SlackDesk.StartAsync(clock: clock);
        foreach (var content in Cards.SlackHomes.All.Values.Concat(HostileTexts.All.Select(text => Cards.SlackHomes.Busy(text, text, 20, 10))))
        {
            clock.Advance(TimeSpan.FromSeconds(3));
            var published = await desk.CallAsync("views.publish", new JsonObject { ["user_id"] = Sandbox.People.Ben.SlackId, ["view"] = SlackHomeView.Of(content) }.ToJsonString(SlackJson.Options));
            Assert.True((bool)published["ok"]!, published.ToJsonString());
        }
    }
}
