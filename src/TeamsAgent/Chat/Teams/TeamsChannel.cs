using System.Runtime.Serialization;
using Microsoft.Bot.Connector;
using Microsoft.Bot.Schema;
using Microsoft.Extensions.Options;
using Newtonsoft.Json.Linq;
using TeamsAgent.Chat.Teams.Cards;
using TeamsAgent.Chat.Teams.Credentials;
using TeamsAgent.Chat.Teams.Sending;
using TeamsAgent.Storage;

namespace TeamsAgent.Chat.Teams;

/// <summary>Microsoft Teams, through the Bot Connector's REST API (v3).</summary>
internal sealed class TeamsChannel(
    TeamsAdapter adapter, TeamsBot bot, TeamsLookUp lookUp, SendPace pace, Scopes scopes, IHttpClientFactory clients, IOptions<TeamsOptions> options, TimeProvider clock,
    ILogger<TeamsChannel> logger) : IChatChannel
{
    // Where Teams finds our usual size too large, less than half of it is tried once.
    private const int SmallBytes = 11_000;

    public string Name => TeamsTurn.Channel;

    public Task<ChatResult> PostAsync(Conversation where, Post post, CancellationToken cancellationToken) => SmallerAsync(post, size => CallAsync(where, where.Id, posts: true, async connector =>
        (await connector.Conversations.SendToConversationAsync(where.Id, TeamsMessage.Of(where, post, isNew: true, size), cancellationToken))?.Id, cancellationToken));

    public Task<ChatResult> UpdateAsync(Conversation where, string messageId, Post post, CancellationToken cancellationToken) => SmallerAsync(post, size => CallAsync(where, where.Id, posts: false, async connector =>
    {
        await connector.Conversations.UpdateActivityAsync(where.Id, messageId, TeamsMessage.Of(where, post, isNew: false, size), cancellationToken);
        return messageId;
    }, cancellationToken));

    // Asking again gives the same conversation, so this may be repeated at will.
    public Task<ChatResult> OpenPrivatelyAsync(Conversation via, string platformUserId, CancellationToken cancellationToken) => CallAsync(via, $"new|{platformUserId}", posts: false, async connector =>
    {
        var wanted = new ConversationParameters
        {
            IsGroup = false, Bot = new ChannelAccount(via.BotId), Members = [new ChannelAccount(platformUserId)], TenantId = via.Tenant,
            ChannelData = new JObject { ["tenant"] = new JObject { ["id"] = via.Tenant } },
        };
        return (await connector.Conversations.CreateConversationAsync(wanted, cancellationToken))?.Id;
    }, cancellationToken);

    public Task<ChatAccount> LookUpAsync(Conversation via, string platformUserId, CancellationToken cancellationToken) =>
        pace.RunAsync<ChatAccount>(
            via.Tenant, $"roster|{via.Id}", SendLimits.Members, () => lookUp.OfAsync(via, platformUserId, cancellationToken),
            later => new ChatAccount.Unknown($"Too many questions at once; in {later.TotalSeconds:0} s again."), cancellationToken);

    public Uri? LinkTo(Conversation where, string messageId)
    {
        const string Thread = ";messageid=";
        if (!where.Id.StartsWith("19:", StringComparison.Ordinal))
        {
            return null;
        }

        var cut = where.Id.IndexOf(Thread, StringComparison.Ordinal);
        var (channel, root) = cut < 0 ? (where.Id, messageId) : (where.Id[..cut], where.Id[(cut + Thread.Length)..]);
        return new Uri($"https://{TeamsCloud.Of(options.Value).ClientHost}/l/message/{Uri.EscapeDataString(channel)}/{Uri.EscapeDataString(messageId)}"
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

    private async Task<ChatResult> SmallerAsync(Post post, Func<int, Task<ChatResult>> send)
    {
        var result = await send(TeamsCardRenderer.MaxBytes);
        if (result is not ChatResult.Refused { Why: var why } || post is not Post.OfCard || !why.EndsWith(ConnectorErrors.TooLarge, StringComparison.Ordinal))
        {
            return result;
        }

        Log.SentSmaller(logger, why);
        return await send(SmallBytes);
    }

    private async Task<ChatResult> CallAsync(Conversation where, string lane, bool posts, Func<ConnectorClient, Task<string?>> call, CancellationToken cancellationToken)
    {
        var result = await pace.RunAsync<ChatResult>(
            where.Tenant, lane, SendLimits.Messages, () => CallAsync(where, posts, call, cancellationToken),
            later => new ChatResult.Later(later, "Too much is written there at once.", MayHaveArrived: false), cancellationToken);
        switch (result)
        {
            case ChatResult.Later { Why: var why } later when why.StartsWith("429", StringComparison.Ordinal):
                pace.Pause(lane, later.After);
                break;
            case ChatResult.Later { Why: var why } when ConnectorErrors.Remedy(why) is { } remedy:
                Log.NeedsAdministrator(logger, where.Id, why, remedy);
                break;
            case ChatResult.Gone { Why: var why } when ConnectorErrors.Remedy(why) is { } remedy:
                Log.NeedsAdministrator(logger, where.Id, why, remedy);
                break;
            case ChatResult.Refused { Why: var why } when ConnectorErrors.Remedy(why) is { } remedy:
                Log.NeedsAdministrator(logger, where.Id, why, remedy);
                break;
        }

        return result;
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
