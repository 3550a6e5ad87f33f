using System.Text.Json.Nodes;
using TeamsAgent.Sandbox;
using TeamsAgent.Sandbox.Chat.Wire;
using TeamsAgent.Tests.Worlds;

namespace TeamsAgent.Tests.Chat.Teams;

/// <summary>The whole world, with an approver whom the tenant has made a guest, taken out, or let in from elsewhere.</summary>
public sealed class WorldStandingTests
{
    private const string Ask = "open an issue in acme/web: checkout fails in Safari";

    [Theory]
    [InlineData("guest", "You are a guest here")]
    [InlineData("foreign", "You are a guest here")]
    [InlineData("deactivated", "Your account is not one of this organisation any more")]
    public async Task T03_An_approver_who_is_no_member_any_more_decides_nothing_until_they_are_one_again(string how, string says)
    {
        await using var story = await Story.BeginAsync();
        var card = await story.AsksAsync(People.Ana, Ask);
        Change(story.World.Teams.Accounts, how);

        var refused = await card.PressAsync(People.Ben, "approve");

        Assert.StartsWith(says, refused.Toast, StringComparison.Ordinal);
        Assert.Equal("AwaitingDecision", await card.StateAsync());
        Assert.Empty(story.World.Providers.Calls);
        story.World.Teams.Accounts.Restore(People.Ben);
        story.Clock.Advance(TimeSpan.FromMinutes(6));
        await card.PressAsync(People.Ben, "approve");
        await card.ShowsAsync("Done: Issue #4");
    }

    [Fact]
    public async Task T03_While_the_platform_does_not_say_who_somebody_is_nothing_is_decided()
    {
        await using var story = await Story.BeginAsync();
        var card = await story.AsksAsync(People.Ana, Ask);
        var press = story.World.Teams.Activities.Press(People.Ben, card.Message, card.Button("approve"), (JsonObject)card.Data("approve").DeepClone());
        var token = story.World.Teams.Tokens.Mint(story.World.Teams.ServiceUrl);
        story.World.Teams.Faults.Down = true;
        var answer = await story.World.Teams.PostRawAsync(press.ToJsonString(), token, Story.Ct);
        story.World.Teams.Faults.Down = false;

        Assert.StartsWith("Your account cannot be checked right now", answer.Toast, StringComparison.Ordinal);
        Assert.Equal("AwaitingDecision", await card.StateAsync());
        await card.PressAsync(People.Ben, "approve");
        await card.ShowsAsync("Done: Issue #4");
    }

    private static void Change(Accounts accounts, string how)
    {
        switch (how)
        {
            case "guest":
                accounts.MakeGuest(People.Ben);
                break;
            case "foreign":
                accounts.MakeForeign(People.Ben);
                break;
            default:
                accounts.Deactivate(People.Ben);
                break;
        }
    }
}
