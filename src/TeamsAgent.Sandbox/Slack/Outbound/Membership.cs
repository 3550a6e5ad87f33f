using System.Text.Json.Nodes;

namespace TeamsAgent.Sandbox.Slack.Outbound;

/// <summary>The bot comes and goes: into channels, and into workspaces.</summary>
internal sealed class Membership(SlackSpace space, SlackInstalls installs, SlackWorkspaceOptions options, EventPayloads events, SlackCourier courier)
{
    public async Task<SlackDelivery> InviteAsync(SlackMember by, SlackChannel channel, CancellationToken cancellationToken)
    {
        var install = installs.For(channel.TeamId) ?? throw new InvalidOperationException("The app is not installed there.");
        space.Join(channel.Id, install.BotUserId, isIn: true);
        return options.Events.Contains("member_joined_channel") && install.May(channel.IsPrivate ? "groups:read" : "channels:read")
            ? await courier.DeliverAsync(SlackDeliveryKind.Event, events.Envelope(install, EventPayloads.Joined(install, channel, by, space.NewTs()), by, channel), cancellationToken)
            : new SlackDelivery(SlackDeliveryKind.Event, [], []) { Trouble = "The app does not hear of it." };
    }

    // Slack tells the app nothing of its own removal from a channel.
    public void Remove(SlackChannel channel) => space.Join(channel.Id, SlackTeam.Find(channel.TeamId)!.BotUserId, isIn: false);

    /// <summary>Takes the app out and makes the events that say so, without sending them: they come in any order, and late.</summary>
    /// <returns>First <c>tokens_revoked</c>, then <c>app_uninstalled</c>.</returns>
    public IReadOnlyList<JsonObject> Uninstall(string key)
    {
        var install = installs.Remove(key) ?? throw new InvalidOperationException("The app is not installed there.");
        space.ForgetApp();
        return EndOf(install, isGone: true);
    }

    /// <summary>The events of an installation's end; of its tokens alone, if it is not gone.</summary>
    public IReadOnlyList<JsonObject> EndOf(SlackInstallation install, bool isGone)
    {
        var revoked = EventPayloads.TokensRevoked(install, space.NewTs());
        return new[] { ("tokens_revoked", revoked), ("app_uninstalled", EventPayloads.Uninstalled(space.NewTs())) }
            .Where(told => options.Events.Contains(told.Item1) && (isGone || told.Item1 == "tokens_revoked"))
            .Select(told => events.Envelope(install, told.Item2, null, null)).ToList();
    }
}
