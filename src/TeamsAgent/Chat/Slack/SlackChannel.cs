using System.Text.Json.Nodes;
using Microsoft.Extensions.Options;
using TeamsAgent.Chat.Slack.Cards;
using TeamsAgent.Identity;

namespace TeamsAgent.Chat.Slack;

/// <summary>Slack, by its Web API. A conversation's route is the installation; its id is the channel, and the thread where it is in one.</summary>
internal sealed class SlackChannel(SlackCaller caller, SlackSharing sharing, SlackBot bot, SlackLookUp lookUp, IOptions<PublicAddressOptions> address) : IChatChannel
{
    private readonly string _ownHost = Uri.TryCreate(address.Value.PublicBaseUrl, UriKind.Absolute, out var url) ? url.Authority : "";

    public string Name => SlackPlatform.Name;

    public async Task<ChatResult> PostAsync(Conversation where, Post post, CancellationToken cancellationToken)
    {
        if (SlackAddress.Of(where.Id) is not { } to)
        {
            return new ChatResult.Gone("That is no conversation of Slack's.", Conversation: true);
        }

        if (post is Post.OfCard && await sharing.RefusalAsync(where.Route, to, cancellationToken) is { } refusal)
        {
            return refusal;
        }

        return SlackResults.Of(await WriteAsync(where, to.Channel, post, (of, message) =>
        {
            if (to.ThreadTs is { } thread)
            {
                message["thread_ts"] = thread;
            }

            return new SlackCall("chat.postMessage", of.Route, of.Token) { Json = message, Posts = true };
        }, cancellationToken), body => body.Ts("ts"));
    }

    public async Task<ChatResult> UpdateAsync(Conversation where, string messageId, Post post, CancellationToken cancellationToken)
    {
        if (SlackAddress.Of(where.Id) is not { } to || !SlackAddress.IsTs(messageId))
        {
            return new ChatResult.Gone("That is no message of Slack's.");
        }

        return SlackResults.Of(await WriteAsync(where, to.Channel, post, (of, message) =>
        {
            message["ts"] = messageId;
            return new SlackCall("chat.update", of.Route, of.Token) { Json = message };
        }, cancellationToken), _ => messageId);
    }

    // Asking again gives the same conversation, so this may be repeated at will.
    public async Task<ChatResult> OpenPrivatelyAsync(Conversation via, string platformUserId, CancellationToken cancellationToken)
    {
        if (!SlackMentions.IsUser(platformUserId))
        {
            return new ChatResult.Gone("That is no account of Slack's.");
        }

        var reply = await caller.CallAsync(via.Route, of => new SlackCall("conversations.open", of.Route, of.Token)
        {
            Form = new Dictionary<string, string> { ["users"] = platformUserId },
        }, cancellationToken);
        var result = SlackResults.Of(reply, body => body.Part("channel")?.Id("id"));

        // There is no conversation that could be gone: the one that is asked through is another one.
        return result is ChatResult.Gone gone ? gone with { Conversation = false } : result;
    }

    public Task<ChatAccount> LookUpAsync(Conversation via, string platformUserId, CancellationToken cancellationToken) =>
        lookUp.OfAsync(via, platformUserId, cancellationToken);

    // Slack's redirect finds the workspace's own address by its id, so none has to be asked for.
    public Uri? LinkTo(Conversation where, string messageId)
    {
        if (SlackAddress.Of(where.Id) is not { } to || !SlackAddress.IsTs(messageId))
        {
            return null;
        }

        var team = where.Route.StartsWith('T') ? $"team={Uri.EscapeDataString(where.Route)}&" : "";
        var thread = to.ThreadTs is { } ts ? $"&thread_ts={ts}" : "";
        return new Uri($"https://slack.com/app_redirect?{team}channel={to.Channel}&message_ts={messageId}{thread}");
    }

    public Task TakeAsync(InboxMessage message, CancellationToken cancellationToken) => bot.TakeAsync(message, cancellationToken);

    // A card that Slack finds too large after all is replaced by one that says so: buttons of an older one must not stay.
    private async Task<SlackReply> WriteAsync(
        Conversation where, string channel, Post post, Func<SlackInstallation, JsonObject, SlackCall> make, CancellationToken cancellationToken)
    {
        var drawn = post switch
        {
            Post.OfCard card => SlackCardRenderer.Render(card.Card),
            Post.Words words => SlackPlainWords.Render(words.Text, IsOurs),
            _ => throw new NotSupportedException(post.GetType().Name),
        };
        var reply = await caller.CallAsync(where.Route, of => make(of, Message(channel, drawn)), cancellationToken);
        return reply is SlackReply.Failed { Error: "msg_blocks_too_long" or "msg_too_long" or "msg_too_large" or "invalid_blocks" } && post is Post.OfCard large
            ? await caller.CallAsync(where.Route, of => make(of, Message(channel, SlackCardRenderer.TooLarge(large.Card))), cancellationToken)
            : reply;
    }

    private static JsonObject Message(string channel, SlackMessage drawn) => new()
    {
        ["channel"] = channel,
        ["text"] = drawn.Text,
        ["blocks"] = drawn.Blocks.DeepClone(),
        ["unfurl_links"] = false,
        ["unfurl_media"] = false,

        // An update would otherwise make mentions of what looks like one.
        ["parse"] = "none",
        ["mrkdwn"] = false,
    };

    private bool IsOurs(Uri url) => url.Authority == _ownHost || url is { Scheme: "https", Authority: "slack.com" or "teams.microsoft.com" };
}
