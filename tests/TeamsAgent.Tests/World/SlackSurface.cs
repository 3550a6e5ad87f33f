using System.Text.Json.Nodes;
using TeamsAgent.Sandbox;
using TeamsAgent.Sandbox.Slack;

namespace TeamsAgent.Tests.Worlds;

/// <summary>The Slack-like workspace.</summary>
internal sealed class SlackSurface(Story story) : Surface(story)
{
    public override string Name => "slack";

    public override int Mark() => Story.World.Slack.All.Count;

    public override async Task SaysAsync(SandboxPerson who, string text, bool privately = false)
    {
        var delivery = privately
            ? await Story.World.Slack.Acts.DirectMessageAsync(who, text, cancellationToken: Story.Ct)
            : await Story.World.Slack.Acts.MentionAsync(who, SlackChannel.General, text, cancellationToken: Story.Ct);
        Assert.True(delivery.Taken, $"The message was answered with {delivery.Status}: {delivery.Body}");
    }

    public override async Task<SurfaceCard> SeesCardAsync(SandboxPerson who, string part, int after)
    {
        var seen = await WaitAsync(who, after, message => message.Find("req.withdraw") is not null || message.Find("req.approve") is not null ? message.Seen.Contains(part, StringComparison.Ordinal) : false, $"a card with “{part}” for {who.Name}");
        return new Card(Story, seen.Channel, seen.Ts);
    }

    public override Task ReadsAsync(SandboxPerson who, string part, int after) =>
        WaitAsync(who, after, message => message.Seen.Contains(part, StringComparison.OrdinalIgnoreCase), $"{who.Name} reading “{part}”");

    public override Task<Uri> LinkSentToAsync(SandboxPerson who, int after) => Story.Browsers.SlackLinkSentToAsync(who, after);

    private Task<SlackMessage> WaitAsync(SandboxPerson who, int after, Func<SlackMessage, bool> fits, string what) => Story.World.Slack.Space.WaitForAsync(
        space => space.Messages.Skip(after).LastOrDefault(m => m.IsFromApp && !m.Deleted && (m.OnlyFor is null || m.OnlyFor == who.SlackId)
            && (m.Channel == SlackMember.Of(who).Dm || m.Channel == SlackChannel.General.Id) && fits(m)), Patience, what, Story.Ct);

    private sealed class Card(Story story, string channel, string ts) : SurfaceCard
    {
        private SlackMessage Message => story.World.Slack.Message(channel, ts)!;

        public override string Text => Message.Seen;

        public override bool Has(string verb) => Message.Find($"req.{verb}") is not null;

        public override async Task<string?> PressAsync(SandboxPerson by, string verb, string? reason = null)
        {
            var (slack, before) = (story.World.Slack, story.World.Slack.EphemeralsFor(by).Count);
            var pressed = await slack.Acts.PressAsync(by, Message, $"req.{verb}", cancellationToken: Story.Ct);
            Assert.True(pressed.Taken, $"The press was answered with {pressed.Status}: {pressed.Body}");
            if (reason is not null)
            {
                var form = await slack.WaitForViewAsync(by, timeout: Patience, cancellationToken: Story.Ct);
                var block = (string)form.Blocks.OfType<JsonObject>().First(b => (string?)b["type"] == "input")["block_id"]!;
                await slack.Acts.SubmitViewAsync(by, form.Id, new Dictionary<string, string> { [block] = reason }, cancellationToken: Story.Ct);
            }

            await story.QuietAsync();
            return slack.EphemeralsFor(by).Skip(before).LastOrDefault()?.Seen;
        }
    }
}
