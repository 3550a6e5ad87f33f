using System.Text.Json.Nodes;
using TeamsAgent.Sandbox;
using TeamsAgent.Sandbox.Chat;

namespace TeamsAgent.Tests.Worlds;

/// <summary>A request's card in the channel.</summary>
internal sealed class Posted(Story story, string messageId)
{
    public string MessageId => messageId;

    public ChatMessage Message => story.World.Teams.Messages.First(m => m.Id == messageId);

    /// <summary>Everything that the card says.</summary>
    public string Text => CardText.Of(Message.Card);

    /// <summary>Asserts that the card says all of this.</summary>
    public void Says(params string[] parts)
    {
        foreach (var part in parts)
        {
            Assert.Contains(part, Text, StringComparison.Ordinal);
        }
    }

    /// <summary>The request that its buttons name.</summary>
    public string RequestId { get; } = (string)CardActions.In(story.World.Teams.Messages.First(m => m.Id == messageId).Card)
        .Select(action => action["data"]?["requestId"]).First(id => id is not null)!;

    /// <summary>The data of a button.</summary>
    public JsonObject Data(string verb) => (JsonObject)CardActions.Find(Message.Card!, verb)!["data"]!;

    public Task<InboundResult> PressAsync(SandboxPerson by, string verb, string? reason = null, Action<JsonObject>? change = null) =>
        story.World.Teams.PressAsync(by, messageId, verb, reason is null ? null : new Dictionary<string, string> { ["reason"] = reason }, change, Story.Ct);

    /// <summary>Waits until the shared card says something.</summary>
    public async Task ShowsAsync(string part)
    {
        try
        {
            await story.World.Teams.Workspace.WaitForAsync(
                _ => Text.Contains(part, StringComparison.OrdinalIgnoreCase) ? Message : null, TimeSpan.FromSeconds(30), part, Story.Ct);
        }
        catch (TimeoutException)
        {
            Assert.Fail($"The card does not say “{part}”. It says: {Text}");
        }
    }

    /// <summary>A press that asks for a step-up, gone through to its last page.</summary>
    public async Task<string> ApproveWithStepUpAsync(SandboxPerson by)
    {
        var before = story.World.Teams.Messages.Count;
        await PressAsync(by, "approve");
        var link = await story.Browsers.LinkSentToAsync(by, before);
        using var browser = new TenantBrowser(Story.Ct);
        return TenantBrowser.TextOf(await story.Browsers.ThroughAsync(browser, by, link, secondFactor: true));
    }

    /// <summary>A press with the data of a card that the presser kept, whatever is shown today.</summary>
    public Task<InboundResult> PressKeptAsync(SandboxPerson by, JsonObject action, JsonObject data, Action<JsonObject>? change = null)
    {
        var activity = story.World.Teams.Activities.Press(by, Message, action, (JsonObject)data.DeepClone());
        change?.Invoke(activity);
        return story.World.Teams.DeliverAsync(messageId, activity, Story.Ct);
    }

    /// <summary>The button itself, to be kept for later.</summary>
    public JsonObject Button(string verb) => (JsonObject)CardActions.Find(Message.Card!, verb)!.DeepClone();

    /// <summary>Until when it can be decided and run, to the millisecond.</summary>
    public async Task<DateTimeOffset> ExpiryAsync() => (await story.StoredAsync(RequestId))["ExpiresAt"]!.GetValue<DateTimeOffset>();

    /// <summary>Whether the shared card has a button.</summary>
    public bool Has(string verb) => CardActions.Find(Message.Card!, verb) is not null;

    public Task<IReadOnlyList<string>> TrailAsync() => story.TrailAsync(RequestId);

    public async Task<string> StateAsync() => (string)(await story.AdminAsync("/admin/requests"))!.AsArray().First(r => (string?)r!["id"] == RequestId)!["state"]!;
}
