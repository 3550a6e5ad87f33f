using TeamsAgent.Sandbox;
using TeamsAgent.Sandbox.Chat;

namespace TeamsAgent.Tests.Worlds;

/// <summary>The Teams-like chat.</summary>
internal sealed class TeamsSurface(Story story) : Surface(story)
{
    public override string Name => "teams";

    public override int Mark() => Story.World.Teams.Messages.Count;

    public override async Task SaysAsync(SandboxPerson who, string text, bool privately = false)
    {
        var answer = await Story.SaysAsync(who, text, privately);
        Assert.True(answer.Taken, $"The message was answered with {answer.Status}: {answer.Body}");
    }

    public override async Task<SurfaceCard> SeesCardAsync(SandboxPerson who, string part, int after) =>
        new Card(Story, (await WaitAsync(who, after, message => message.Card is not null && CardText.Of(message.Card).Contains(part, StringComparison.Ordinal), $"a card with “{part}” for {who.Name}")).Id);

    public override Task ReadsAsync(SandboxPerson who, string part, int after) =>
        WaitAsync(who, after, message => (message.Text + CardText.Of(message.Card)).Contains(part, StringComparison.OrdinalIgnoreCase), $"{who.Name} reading “{part}”");

    public override Task<Uri> LinkSentToAsync(SandboxPerson who, int after) => Story.Browsers.LinkSentToAsync(who, after);

    private Task<ChatMessage> WaitAsync(SandboxPerson who, int after, Func<ChatMessage, bool> fits, string what) => Story.World.Teams.Workspace.WaitForAsync(
        messages => messages.Skip(after).LastOrDefault(m => m.From == "bot" && (m.Conversation == Conversation.With(who).Id || m.Conversation == Conversation.General.Id) && fits(m)), Patience, what, Story.Ct);

    private sealed class Card(Story story, string message) : SurfaceCard
    {
        private ChatMessage Message => story.World.Teams.Messages.First(m => m.Id == message);

        public override string Text => CardText.Of(Message.Card);

        public override bool Has(string verb) => CardActions.Find(Message.Card!, verb) is not null;

        public override async Task<string?> PressAsync(SandboxPerson by, string verb, string? reason = null)
        {
            var answer = await story.World.Teams.PressAsync(by, message, verb, reason is null ? null : new Dictionary<string, string> { ["reason"] = reason }, null, Story.Ct);
            return answer.Toast ?? answer.Error;
        }
    }
}
