using System.Text;
using System.Text.Json.Nodes;
using TeamsAgent.Sandbox.Slack.Outbound;

namespace TeamsAgent.Sandbox.Slack;

/// <summary>
/// What people do in the workspaces. Each act completes when the app has answered, with what it answered; a
/// <see cref="SandboxPerson"/> is a member by itself.
/// </summary>
public sealed class SlackActs
{
    private readonly Membership _membership;
    private readonly SlackCourier _courier;
    private readonly Speaking _speaking;
    private readonly Pressing _pressing;
    private readonly Filling _filling;
    private readonly SlackSpace _space;

    internal SlackActs(Membership membership, SlackCourier courier, Speaking speaking, Pressing pressing, Filling filling, SlackSpace space) =>
        (_membership, _courier, _speaking, _pressing, _filling, _space) = (membership, courier, speaking, pressing, filling, space);

    /// <summary>Mentions the bot in a channel.</summary>
    /// <param name="from">Who.</param>
    /// <param name="channel">Where.</param>
    /// <param name="text">What, without the mention; <c>@ben</c> mentions Ben.</param>
    /// <param name="thread">The message that begins the thread, to reply in it.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public Task<SlackDelivery> MentionAsync(SlackMember from, SlackChannel channel, string text, string? thread = null, CancellationToken cancellationToken = default) =>
        _speaking.MentionAsync(from, channel, text, thread, cancellationToken);

    /// <summary>Writes to the bot alone.</summary>
    public Task<SlackDelivery> DirectMessageAsync(SlackMember from, string text, string? thread = null, CancellationToken cancellationToken = default) =>
        _speaking.SayAsync(from, SlackChannel.With(from), text, thread, cancellationToken);

    /// <summary>Writes in a channel without a mention: the app hears nothing of it.</summary>
    public Task<SlackDelivery> SayAsync(SlackMember from, SlackChannel channel, string text, string? thread = null, CancellationToken cancellationToken = default) =>
        _speaking.SayAsync(from, channel, text, thread, cancellationToken);

    /// <summary>A workflow mentions the bot.</summary>
    public Task<SlackDelivery> WorkflowSaysAsync(SlackChannel channel, string text, CancellationToken cancellationToken = default) =>
        _speaking.WorkflowSaysAsync(channel, text, cancellationToken);

    /// <summary>Uses the slash command.</summary>
    public Task<SlackDelivery> CommandAsync(SlackMember by, SlackChannel channel, string text, CancellationToken cancellationToken = default) =>
        _speaking.CommandAsync(by, channel, text, cancellationToken);

    /// <summary>Looks at the bot's page.</summary>
    /// <param name="member">Who.</param>
    /// <param name="tab"><c>home</c> or <c>messages</c>.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public Task<SlackDelivery> OpenHomeAsync(SlackMember member, string tab = "home", CancellationToken cancellationToken = default) =>
        _speaking.OpenHomeAsync(member, tab, cancellationToken);

    /// <summary>Presses a button of a message, or chooses from it; a question before it (<c>confirm</c>) is answered with yes.</summary>
    /// <param name="by">Who.</param>
    /// <param name="message">The message.</param>
    /// <param name="actionId">Which element.</param>
    /// <param name="given">The option that is chosen, by its value or text.</param>
    /// <param name="block">The block that the element stood in: with it, an earlier picture of the message is pressed too.</param>
    /// <param name="change">Alters the payload before it is signed.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public Task<SlackDelivery> PressAsync(
        SlackMember by, SlackMessage message, string actionId, string? given = null, string? block = null, Action<JsonObject>? change = null, CancellationToken cancellationToken = default) =>
        _pressing.OnMessageAsync(by, message.Channel, message.Ts, actionId, block, given, change, cancellationToken);

    /// <summary>Presses a button of one's Home tab, or chooses from it.</summary>
    public Task<SlackDelivery> PressHomeAsync(SlackMember by, string actionId, string? given = null, Action<JsonObject>? change = null, CancellationToken cancellationToken = default) =>
        _pressing.OnViewAsync(by, _space.Home(by) ?? throw new InvalidOperationException("Nothing was published."), actionId, given, change, cancellationToken);

    /// <summary>Presses a button of the modal on top, or chooses from it.</summary>
    public Task<SlackDelivery> PressViewAsync(SlackMember by, string actionId, string? given = null, Action<JsonObject>? change = null, CancellationToken cancellationToken = default) =>
        _pressing.OnViewAsync(by, _space.OpenViews(by) is [.., var top] ? top : throw new InvalidOperationException("No form is open."), actionId, given, change, cancellationToken);

    /// <summary>Sends the modal on top off.</summary>
    /// <param name="by">Who.</param>
    /// <param name="viewId">Which.</param>
    /// <param name="values">What is typed and chosen, by block, by action, or by <c>block/action</c>; the rest is as it was.</param>
    /// <param name="change">Alters the payload before it is signed.</param>
    /// <param name="asClient">Whether what is required and how long it may be is checked before, as Slack's clients do.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public Task<SlackDelivery> SubmitViewAsync(
        SlackMember by, string viewId, IReadOnlyDictionary<string, string> values, Action<JsonObject>? change = null, bool asClient = true, CancellationToken cancellationToken = default) =>
        _filling.SubmitAsync(by, viewId, values, change, asClient, cancellationToken);

    /// <summary>Closes the modal on top, or all of them; the app is told if it asked for it.</summary>
    public Task<SlackDelivery?> CloseViewAsync(SlackMember by, string viewId, bool all = false, CancellationToken cancellationToken = default) =>
        _filling.CloseAsync(by, viewId, all, cancellationToken);

    /// <summary>Brings the bot into a channel.</summary>
    public Task<SlackDelivery> InviteBotAsync(SlackMember by, SlackChannel channel, CancellationToken cancellationToken = default) =>
        _membership.InviteAsync(by, channel, cancellationToken);

    /// <summary>Takes the bot out of a channel; it is not told.</summary>
    public void RemoveBot(SlackChannel channel) => _membership.Remove(channel);

    /// <summary>Somebody with the right to do so deletes a message of the bot; it is not told.</summary>
    public bool DeleteMessage(SlackMessage message) => _space.Change(message.Channel, message.Ts, found => found with { Deleted = true }) is not null;

    /// <summary>Takes the app out and makes the events that say so, without sending them: they come in any order, and perhaps after the next installation.</summary>
    /// <param name="key">The workspace or organisation; null for the workspace.</param>
    /// <returns>First <c>tokens_revoked</c>, then <c>app_uninstalled</c>.</returns>
    public IReadOnlyList<JsonObject> Uninstall(string? key = null) => _membership.Uninstall(key ?? People.SlackTeamId);

    /// <summary>Takes the app out and says so.</summary>
    /// <param name="key">The workspace or organisation; null for the workspace.</param>
    /// <param name="uninstalledFirst">Whether <c>app_uninstalled</c> comes before <c>tokens_revoked</c>.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task<IReadOnlyList<SlackDelivery>> UninstallAsync(string? key = null, bool uninstalledFirst = false, CancellationToken cancellationToken = default)
    {
        var told = Uninstall(key);
        var deliveries = new List<SlackDelivery>();
        foreach (var envelope in uninstalledFirst ? told.Reverse() : told)
        {
            deliveries.Add(await DeliverAsync(SlackDeliveryKind.Event, envelope, cancellationToken));
        }

        return deliveries;
    }

    /// <summary>Delivers something once more, or something made by hand; signed, and tried again where Slack would.</summary>
    public Task<SlackDelivery> DeliverAsync(SlackDeliveryKind kind, JsonObject payload, CancellationToken cancellationToken = default) => _courier.DeliverAsync(kind, payload, cancellationToken);

    /// <summary>Posts a body to the bot as it is.</summary>
    public Task<SlackAttempt> PostRawAsync(
        string path, string body, string? contentType, IEnumerable<KeyValuePair<string, string>>? headers = null, CancellationToken cancellationToken = default) =>
        _courier.PostAsync(path, Encoding.UTF8.GetBytes(body), contentType, headers ?? [], cancellationToken);
}
