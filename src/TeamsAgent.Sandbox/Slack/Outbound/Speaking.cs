using System.Text.Json;
using System.Text.Json.Nodes;
using TeamsAgent.Sandbox.Slack.Blocks;
using TeamsAgent.Sandbox.Slack.Web;

namespace TeamsAgent.Sandbox.Slack.Outbound;

/// <summary>What people write, and what the app is told of it.</summary>
internal sealed class Speaking(
    SlackSpace space, SlackInstalls installs, SlackWorkspaceOptions options, EventPayloads events, InteractionPayloads interactions, SlackCourier courier, Violations violations)
{
    public Task<SlackDelivery> MentionAsync(SlackMember from, SlackChannel channel, string text, string? thread, CancellationToken cancellationToken)
    {
        var bot = SlackTeam.Find(channel.TeamId)!.BotUserId;
        return SayAsync(from, channel, $"<@{bot}> {Typed.Text(text)}", Typed.Blocks(bot, text), thread, mentions: true, cancellationToken);
    }

    public Task<SlackDelivery> SayAsync(SlackMember from, SlackChannel channel, string text, string? thread, CancellationToken cancellationToken) =>
        SayAsync(from, channel, Typed.Text(text), Typed.Blocks(null, text), thread, mentions: false, cancellationToken);

    public async Task<SlackDelivery> WorkflowSaysAsync(SlackChannel channel, string text, CancellationToken cancellationToken)
    {
        var bot = SlackTeam.Find(channel.TeamId)!.BotUserId;
        var message = space.Add(new SlackMessage { Channel = channel.Id, Ts = space.NewTs(), User = "", BotId = "B0WORKFLOW", Text = $"<@{bot}> {Typed.Text(text)}" });
        return await TellAsync(message, null, channel, EventPayloads.SaidByBot(message, channel), cancellationToken);
    }

    public async Task<SlackDelivery> CommandAsync(SlackMember by, SlackChannel channel, string text, CancellationToken cancellationToken)
    {
        Require(by.Standing != SlackStanding.Deactivated, $"{by.Name} has left.");
        Require(space.MembersOf(channel).Contains(by.Id), $"{by.Name} is not in that channel.");
        Require(!channel.IsArchived, "The channel is archived.");
        if (installs.For(channel.TeamId) is not { } install || !install.May("commands"))
        {
            return new SlackDelivery(SlackDeliveryKind.Command, [], []) { Trouble = $"{options.Command} is not a valid command." };
        }

        var payload = interactions.Command(install, by, channel, options.Command, Typed.Text(text));
        var delivery = await courier.DeliverAsync(SlackDeliveryKind.Command, payload, cancellationToken);
        return delivery.Taken && delivery.Body.Length > 0 ? ShowAnswer(delivery, by, channel) : delivery;
    }

    public Task<SlackDelivery> OpenHomeAsync(SlackMember member, string tab, CancellationToken cancellationToken)
    {
        var channel = SlackChannel.With(member);
        var opened = EventPayloads.HomeOpened(member, tab, space.NewTs(), space.Home(member));
        return installs.For(member.TeamId) is { } install && options.Events.Contains("app_home_opened")
            ? courier.DeliverAsync(SlackDeliveryKind.Event, events.Envelope(install, opened, member, channel), cancellationToken)
            : Task.FromResult(new SlackDelivery(SlackDeliveryKind.Event, [], []) { Trouble = "The app does not hear of it." });
    }

    private async Task<SlackDelivery> SayAsync(
        SlackMember from, SlackChannel channel, string text, JsonArray blocks, string? thread, bool mentions, CancellationToken cancellationToken)
    {
        Require(from.Standing != SlackStanding.Deactivated, $"{from.Name} has left.");
        Require(space.MembersOf(channel).Contains(from.Id), $"{from.Name} is not in that channel.");
        Require(!channel.IsArchived, "The channel is archived.");
        Require(thread is null || space.Find(channel.Id, thread) is { OnlyFor: null }, "There is no such thread.");
        var message = space.Add(new SlackMessage { Channel = channel.Id, Ts = space.NewTs(), ThreadTs = thread, User = from.Id, Text = text, Blocks = blocks });
        return mentions || channel.IsDm
            ? await TellAsync(message, from, channel, events.Said(message, from, channel), cancellationToken)
            : new SlackDelivery(SlackDeliveryKind.Event, [], []) { Ts = message.Ts, Trouble = "The app does not hear what does not mention it." };
    }

    private async Task<SlackDelivery> TellAsync(SlackMessage message, SlackMember? from, SlackChannel channel, JsonObject said, CancellationToken cancellationToken)
    {
        var (name, scope) = channel.IsDm ? ("message.im", "im:history") : ("app_mention", "app_mentions:read");
        var install = installs.For(channel.TeamId);
        var hears = install is not null && install.May(scope) && options.Events.Contains(name) && space.MembersOf(channel).Contains(install.BotUserId);
        return hears
            ? await courier.DeliverAsync(SlackDeliveryKind.Event, events.Envelope(install!, said, from, channel), cancellationToken) with { Ts = message.Ts }
            : new SlackDelivery(SlackDeliveryKind.Event, [], []) { Ts = message.Ts, Trouble = "The app does not hear of it: it is not in the channel, not subscribed, or lacks the scope." };
    }

    // The body of the answer to a command is a message: text, or JSON.
    private SlackDelivery ShowAnswer(SlackDelivery delivery, SlackMember by, SlackChannel channel)
    {
        var isJson = delivery.Attempts[^1].ContentType == "application/json";
        JsonObject? json = null;
        try
        {
            json = isJson ? JsonNode.Parse(delivery.Body) as JsonObject : new JsonObject { ["text"] = delivery.Body };
        }
        catch (JsonException)
        {
            // Said below.
        }

        var (content, refusal) = json is null ? (null, ApiAnswer.Error("invalid_json")) : MessageContent.Read(new ApiCall(json, "", null, null), longestText: null);
        if (refusal is not null)
        {
            violations.Note($"The answer to {options.Command} is not a message: {refusal.ToJsonString()}");
            return delivery with { Trouble = $"{options.Command} failed with the error “{(string?)refusal["error"]}”." };
        }

        var isPublic = json!.Text("response_type") == "in_channel";
        space.Add(new SlackMessage
        {
            Channel = channel.Id, Ts = space.NewTs(), User = SlackTeam.Find(channel.TeamId)!.BotUserId, BotId = SlackTeam.BotId, Text = content!.Text, Blocks = content.Blocks,
            OnlyFor = isPublic ? null : by.Id,
        });
        return delivery;
    }

    public static void Require(bool condition, string sentence)
    {
        if (!condition)
        {
            throw new InvalidOperationException(sentence);
        }
    }
}
