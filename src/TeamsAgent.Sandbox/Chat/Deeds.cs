using System.Text.Json.Nodes;
using TeamsAgent.Sandbox.Chat.Wire;

namespace TeamsAgent.Sandbox.Chat;

/// <summary>What people do in the workspace, and what their clients make of it.</summary>
internal sealed class Deeds(Workspace workspace, Activities activities, Courier courier)
{
    public async Task<InboundResult> SayAsync(SandboxPerson from, Conversation where, string text, string? root, CancellationToken cancellationToken)
    {
        Require(where.Includes(from), $"{from.Name} is not in that conversation.");
        Require(root is null || (where.Type == "channel" && workspace.Find(root)?.Conversation == where.Id), "There is no such thread.");
        var id = workspace.NewId();
        var activity = activities.Message(from, where, root, id, text);
        workspace.Add(where.Id, root, from.Key, Typed(text), id);
        return await courier.DeliverAsync(id, activity, cancellationToken);
    }

    public Task<InboundResult> PressAsync(
        SandboxPerson by, string messageId, string verbOrTitle, IReadOnlyDictionary<string, string> typed, Action<JsonObject>? change, CancellationToken cancellationToken)
    {
        var card = Message(messageId).CardFor(by) ?? throw new InvalidOperationException("The message has no card.");
        return PressAsync(by, messageId, CardPress.On(card, verbOrTitle, typed), change, "manual", cancellationToken);
    }

    public Task<InboundResult> RefreshAsync(SandboxPerson by, string messageId, CancellationToken cancellationToken)
    {
        var action = Message(messageId).Card?["refresh"]?["action"] as JsonObject ?? throw new InvalidOperationException("The card cannot be refreshed.");
        return PressAsync(by, messageId, new CardPress(action, action["data"]?.DeepClone() as JsonObject ?? []), null, "automatic", cancellationToken);
    }

    public async Task<InboundResult> PressAsync(
        SandboxPerson by, string messageId, CardPress press, Action<JsonObject>? change, string trigger, CancellationToken cancellationToken)
    {
        var message = Message(messageId);
        Require(Conversation.Of(message.Conversation)!.Includes(by), $"{by.Name} does not see that message.");
        var activity = press.IsSubmit
            ? activities.Submit(by, message, workspace.NewId(), press.Data)
            : activities.Press(by, message, press.Action, press.Data, trigger);
        change?.Invoke(activity);
        var result = await courier.DeliverAsync(messageId, activity, cancellationToken);
        if (result.Card is { } card)
        {
            // Only the presser sees it, and not when the shared card was updated while the bot answered: that is newer.
            workspace.Change(messageId, now => now.Earlier.Count != message.Earlier.Count ? now : now with
            {
                Views = new Dictionary<string, JsonObject>(now.Views) { [by.Key] = (JsonObject)card.DeepClone() },
            });
        }

        return result;
    }

    public async Task<InboundResult> EditAsync(SandboxPerson by, string messageId, string text, CancellationToken cancellationToken)
    {
        var message = OwnMessage(by, messageId);
        var edited = activities.Message(by, Conversation.Of(message.Conversation)!, message.Root, messageId, text);
        edited["type"] = "messageUpdate";
        edited["channelData"]!["eventType"] = "editMessage";
        workspace.Change(messageId, old => old with { Activity = Typed(text), Earlier = [.. old.Earlier, old.Activity] });
        return await courier.DeliverAsync(messageId, edited, cancellationToken);
    }

    public async Task<InboundResult> DeleteAsync(SandboxPerson by, string messageId, CancellationToken cancellationToken)
    {
        var message = OwnMessage(by, messageId);
        workspace.Change(messageId, old => old with { Deleted = true });
        return await courier.DeliverAsync(messageId, activities.About("messageDelete", by, message, gone => gone["channelData"]!["eventType"] = "softDeleteMessage"), cancellationToken);
    }

    public Task<InboundResult> ReactAsync(SandboxPerson by, string messageId, string reaction, CancellationToken cancellationToken) => courier.DeliverAsync(
        messageId,
        activities.About("messageReaction", by, Message(messageId), activity =>
        {
            activity["id"] = $"f:{Guid.NewGuid()}";
            activity["replyToId"] = messageId;
            activity["reactionsAdded"] = new JsonArray(new JsonObject { ["type"] = reaction });
        }),
        cancellationToken);

    public async Task<InboundResult> TellOfInstallationAsync(SandboxPerson by, Conversation where, bool added, CancellationToken cancellationToken)
    {
        var membership = await courier.DeliverAsync("", activities.Membership(by, where, added), cancellationToken);
        var installation = await courier.DeliverAsync("", activities.Installation(by, where, added ? "add" : "remove"), cancellationToken);
        return membership.Taken ? installation : membership;
    }

    // The workspace keeps what was typed; what Teams makes of it is the bot's business.
    private static JsonObject Typed(string text) => new() { ["type"] = "message", ["text"] = text };

    private ChatMessage Message(string id) =>
        workspace.Find(id) is { Deleted: false } message ? message : throw new InvalidOperationException($"There is no message {id}.");

    private ChatMessage OwnMessage(SandboxPerson by, string id)
    {
        var message = Message(id);
        Require(message.From == by.Key, $"{by.Name} did not write that message.");
        return message;
    }

    private static void Require(bool condition, string sentence)
    {
        if (!condition)
        {
            throw new InvalidOperationException(sentence);
        }
    }
}
