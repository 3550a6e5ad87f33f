using System.Text.Json.Nodes;
using TeamsAgent.Sandbox.Slack.Blocks;
using static TeamsAgent.Sandbox.Slack.Outbound.Speaking;

namespace TeamsAgent.Sandbox.Slack.Outbound;

/// <summary>What people press and choose.</summary>
internal sealed class Pressing(SlackSpace space, SlackInstalls installs, InteractionPayloads interactions, SlackCourier courier)
{
    /// <summary>Presses on an element of a message; on an old picture of it, if <paramref name="block"/> is one that it had.</summary>
    public async Task<SlackDelivery> OnMessageAsync(
        SlackMember by, string channelId, string ts, string actionId, string? block, string? given, Action<JsonObject>? change, CancellationToken cancellationToken)
    {
        var channel = SlackChannel.Find(channelId) ?? throw new InvalidOperationException("There is no such channel.");
        Require(space.MembersOf(channel).Contains(by.Id), $"{by.Name} is not in that channel.");
        var message = space.Find(channel.Id, ts) is { Deleted: false } found && (found.OnlyFor ?? by.Id) == by.Id
            ? found
            : throw new InvalidOperationException("There is no such message.");
        var (shown, element, inBlock) = Element(message, actionId, block);
        var install = installs.For(channel.TeamId) ?? throw new InvalidOperationException("The app is not installed any more.");
        var payload = interactions.PressOnMessage(install, by, channel, shown, ElementStates.Action(element, inBlock, given, space.NewTs()));
        change?.Invoke(payload);
        return await courier.DeliverAsync(SlackDeliveryKind.Interaction, payload, cancellationToken) with { Ts = ts, Link = element.Text("url") };
    }

    /// <summary>Presses on an element of a view.</summary>
    public async Task<SlackDelivery> OnViewAsync(
        SlackMember by, SlackView view, string actionId, string? given, Action<JsonObject>? change, CancellationToken cancellationToken)
    {
        var (element, block) = BlockTree.Find(view.Blocks, actionId) ?? throw new InvalidOperationException($"The view has no “{actionId}”.");
        var install = installs.For(view.TeamId) ?? throw new InvalidOperationException("The app is not installed any more.");
        var payload = interactions.PressOnView(install, by, view, ElementStates.Action(element, block, given, space.NewTs()));
        change?.Invoke(payload);
        return await courier.DeliverAsync(SlackDeliveryKind.Interaction, payload, cancellationToken) with { Link = element.Text("url") };
    }

    private static (SlackMessage Shown, JsonObject Element, JsonObject Block) Element(SlackMessage message, string actionId, string? block)
    {
        foreach (var shown in message.Earlier.Reverse().Prepend(message))
        {
            var found = BlockTree.Elements(shown.Blocks).Where(item => item.Element.Text("action_id") == actionId && (block is null || item.Block.Text("block_id") == block)).ToList();
            if (found.Count > 0)
            {
                return (shown with { Ts = message.Ts }, found[0].Element, found[0].Block);
            }

            if (block is null)
            {
                break;
            }
        }

        throw new InvalidOperationException($"The message has no “{actionId}” any more.");
    }
}
