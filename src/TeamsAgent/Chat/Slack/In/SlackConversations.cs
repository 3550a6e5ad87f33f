using Microsoft.EntityFrameworkCore;
using TeamsAgent.Domain.People;
using TeamsAgent.Domain.Requests;
using TeamsAgent.Storage;
using TeamsAgent.Storage.Rows;

namespace TeamsAgent.Chat.Slack;

/// <summary>Where the bot is, and where a person is reached alone.</summary>
internal sealed class SlackConversations(Scopes scopes, ISlackApi api, TimeProvider clock)
{
    /// <summary>A verified message came from there.</summary>
    public Task SeenAsync(SlackInstallation installation, Place place, PersonId? with, CancellationToken cancellationToken) => scopes.RunAsync<ConversationStore>(conversations =>
        conversations.SeenAsync(new Conversation(place.Channel, place.Tenant, place.Conversation, installation.Route, installation.BotUserId), place.Personal, with, cancellationToken));

    /// <summary>The bot is not in the channel any more, nor in any thread of it.</summary>
    public Task LeftAsync(SlackInstallation installation, string channel, CancellationToken cancellationToken) => scopes.RunAsync<UnitOfWork>(work =>
    {
        var (now, threads) = (clock.GetUtcNow(), channel + ":");
        return work.Db.Set<ConversationRow>()
            .Where(row => row.Channel == SlackPlatform.Name && row.Tenant == installation.Tenant && row.GoneAt == null && (row.ConversationId == channel || row.ConversationId.StartsWith(threads)))
            .ExecuteUpdateAsync(set => set.SetProperty(row => row.GoneAt, now), cancellationToken);
    });

    /// <summary>Whether the bot can write there. What cannot be found out is no.</summary>
    public async Task<bool> IsInAsync(SlackInstallation installation, string channel, CancellationToken cancellationToken)
    {
        if (await scopes.RunAsync<ConversationStore, Conversation?>(c => c.FindAsync(SlackPlatform.Name, installation.Tenant, channel, cancellationToken)) is not null)
        {
            return true;
        }

        var call = new SlackCall("conversations.info", installation.Route, installation.Token) { Form = new Dictionary<string, string> { ["channel"] = channel } };
        return await api.CallAsync(call, cancellationToken) is SlackReply.Ok ok && ok.Body.Part("channel") is { } info && info.Flag("is_member") && !info.Flag("is_archived");
    }

    /// <summary>The direct message with somebody; null if Slack does not open one.</summary>
    public async Task<Place?> DirectAsync(SlackInstallation installation, Person person, string user, CancellationToken cancellationToken)
    {
        var known = await scopes.RunAsync<ConversationStore, Conversation?>(c => c.FindPrivateAsync(person.Id, SlackPlatform.Name, installation.Tenant, cancellationToken));
        if (known is not null && known.Route == installation.Route)
        {
            return new Place(SlackPlatform.Name, installation.Tenant, known.Id, Personal: true);
        }

        var call = new SlackCall("conversations.open", installation.Route, installation.Token) { Form = new Dictionary<string, string> { ["users"] = user } };
        if (await api.CallAsync(call, cancellationToken) is not SlackReply.Ok ok || ok.Body.Part("channel")?.Id("id") is not { } channel)
        {
            return null;
        }

        var place = new Place(SlackPlatform.Name, installation.Tenant, channel, Personal: true);
        await SeenAsync(installation, place, person.Id, cancellationToken);
        return place;
    }
}
