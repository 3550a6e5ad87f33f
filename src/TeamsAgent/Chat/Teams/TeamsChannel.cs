using System.Runtime.Serialization;
using Microsoft.Bot.Connector;
using Microsoft.Bot.Schema;
using Newtonsoft.Json.Linq;
using TeamsAgent.Chat.Cards;
using TeamsAgent.Chat.Teams.Cards;
using TeamsAgent.Chat.Teams.Credentials;
using TeamsAgent.Storage;

namespace TeamsAgent.Chat.Teams;

/// <summary>Microsoft Teams, through the Bot Connector's REST API (v3).</summary>
internal sealed class TeamsChannel(TeamsAdapter adapter, TeamsBot bot, TeamsLookUp lookUp, Scopes scopes, IHttpClientFactory clients, TimeProvider clock) : IChatChannel
{
    private const string CardType = "application/vnd.microsoft.card.adaptive";
    private const int LongestText = 8_000;

    public string Name => TeamsTurn.Channel;

    public Task<ChatResult> PostAsync(Conversation where, Post post, CancellationToken cancellationToken) => CallAsync(where, posts: true, async connector =>
        (await connector.Conversations.SendToConversationAsync(where.Id, Message(where, post), cancellationToken))?.Id, cancellationToken);

    public Task<ChatResult> UpdateAsync(Conversation where, string messageId, Post post, CancellationToken cancellationToken) => CallAsync(where, posts: false, async connector =>
    {
        await connector.Conversations.UpdateActivityAsync(where.Id, messageId, Message(where, post), cancellationToken);
        return messageId;
    }, cancellationToken);

    // Asking again gives the same conversation, so this may be repeated at will.
    public Task<ChatResult> OpenPrivatelyAsync(Conversation via, string platformUserId, CancellationToken cancellationToken) => CallAsync(via, posts: false, async connector =>
    {
        var wanted = new ConversationParameters
        {
            IsGroup = false, Bot = new ChannelAccount(via.BotId), Members = [new ChannelAccount(platformUserId)], TenantId = via.Tenant,
            ChannelData = new JObject { ["tenant"] = new JObject { ["id"] = via.Tenant } },
        };
        return (await connector.Conversations.CreateConversationAsync(wanted, cancellationToken))?.Id;
    }, cancellationToken);

    public Task<ChatAccount> LookUpAsync(Conversation via, string platformUserId, CancellationToken cancellationToken) =>
        lookUp.OfAsync(via, platformUserId, cancellationToken);

    public Uri? LinkTo(Conversation where, string messageId)
    {
        const string Thread = ";messageid=";
        if (!where.Id.StartsWith("19:", StringComparison.Ordinal))
        {
            return null;
        }

        var cut = where.Id.IndexOf(Thread, StringComparison.Ordinal);
        var (channel, root) = cut < 0 ? (where.Id, messageId) : (where.Id[..cut], where.Id[(cut + Thread.Length)..]);
        return new Uri($"https://teams.microsoft.com/l/message/{Uri.EscapeDataString(channel)}/{Uri.EscapeDataString(messageId)}"
            + $"?tenantId={Uri.EscapeDataString(where.Tenant)}&parentMessageId={Uri.EscapeDataString(root)}");
    }

    public async Task TakeAsync(InboxMessage message, CancellationToken cancellationToken)
    {
        var activity = TeamsJson.Read(message.Payload);
        if (activity.Type == ActivityTypes.Invoke)
        {
            // A press that a crash left: whoever pressed saw it fail, and will press again if it is still meant.
            await scopes.RunAsync<Telling>(telling => telling.CloseAsync(TeamsTurn.Place(activity), null, message.Key, cancellationToken));
            return;
        }

        await adapter.RunAsync(activity, bot, cancellationToken);
    }

    private static Activity Message(Conversation where, Post post)
    {
        var activity = new Activity
        {
            Type = ActivityTypes.Message,
            From = new ChannelAccount(where.BotId),
            Conversation = new ConversationAccount { Id = where.Id, TenantId = where.Tenant },
            ChannelId = TeamsTokenValidator.Channel,
        };
        switch (post)
        {
            case Post.OfCard card:
                // A text beside the card would be split off into a message of its own, and the id would be ambiguous.
                activity.Summary = card.Card.Summary;
                activity.Attachments = [new Attachment { ContentType = CardType, Content = new JRaw(TeamsCardRenderer.Render(card.Card).ToJson()) }];
                break;
            case Post.Words words:
                activity.TextFormat = TextFormatTypes.Plain;
                activity.Text = Untrusted.Of(words.Text).Cut(LongestText);
                break;
        }

        return activity;
    }

    private async Task<ChatResult> CallAsync(Conversation where, bool posts, Func<ConnectorClient, Task<string?>> call, CancellationToken cancellationToken)
    {
        try
        {
            using var connector = TeamsAuthentication.Connector(clients, where.Route);
            return await call(connector) is { Length: > 0 } id ? new ChatResult.Done(id) : new ChatResult.Done(null);
        }
        catch (ErrorResponseException failed)
        {
            return ConnectorErrors.Of(failed, posts, clock.GetUtcNow());
        }
        catch (SerializationException)
        {
            // It was taken, but the answer is no JSON.
            return new ChatResult.Done(null);
        }
        catch (HttpRequestException failed)
        {
            return ConnectorErrors.Of(failed, posts);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return ConnectorErrors.TooSlow(posts);
        }
        catch (BotTokenException failed)
        {
            return ConnectorErrors.Of(failed);
        }
        catch (ServiceHostException refused)
        {
            return new ChatResult.Gone(refused.Message);
        }
    }
}
