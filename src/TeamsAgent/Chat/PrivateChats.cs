using Microsoft.EntityFrameworkCore;
using TeamsAgent.Domain.People;
using TeamsAgent.Storage;
using TeamsAgent.Storage.Rows;

namespace TeamsAgent.Chat;

/// <summary>Where somebody is reached alone, or why not.</summary>
public abstract record PrivateChat
{
    private PrivateChat()
    {
    }

    /// <summary>Here.</summary>
    public sealed record Open(Conversation Where) : PrivateChat;

    /// <summary>Not on this platform, or not now.</summary>
    /// <param name="Why">What the platform said.</param>
    /// <param name="After">When to try again, or null if there is no use in it.</param>
    public sealed record Closed(string Why, TimeSpan? After) : PrivateChat;
}

/// <summary>Reaches people alone; opens the conversation when there is none yet.</summary>
public sealed class PrivateChats(Scopes scopes, ChatChannels channels)
{
    /// <summary>The person's private conversation on the platform.</summary>
    public async Task<PrivateChat> OfAsync(PersonId person, string channel, string tenant, CancellationToken cancellationToken)
    {
        var known = await scopes.RunAsync<ConversationStore, Conversation?>(c => c.FindPrivateAsync(person, channel, tenant, cancellationToken));
        return known is not null ? new PrivateChat.Open(known) : await OpenAsync(person, channel, tenant, cancellationToken);
    }

    private async Task<PrivateChat> OpenAsync(PersonId person, string channel, string tenant, CancellationToken cancellationToken)
    {
        var account = await AccountAsync(person, $"{channel}:{tenant}:", cancellationToken);
        var via = await scopes.RunAsync<ConversationStore, Conversation?>(c => c.NewestAsync(channel, tenant, cancellationToken));
        if (account is null || via is null)
        {
            return new PrivateChat.Closed("The person was never heard from there.", null);
        }

        switch (await channels.Of(channel).OpenPrivatelyAsync(via, account, cancellationToken))
        {
            case ChatResult.Done { Id: { } id }:
                var opened = via with { Id = id };
                await scopes.RunAsync<ConversationStore>(c => c.SeenAsync(opened, personal: true, person, cancellationToken));
                return new PrivateChat.Open(opened);
            case ChatResult.Later later:
                return new PrivateChat.Closed(later.Why, later.After);
            case ChatResult.Gone gone:
                return new PrivateChat.Closed(gone.Why, null);
            case ChatResult.Refused refused:
                return new PrivateChat.Closed(refused.Why, null);
            default:
                return new PrivateChat.Closed("The platform did not say which conversation it opened.", null);
        }
    }

    private Task<string?> AccountAsync(PersonId person, string prefix, CancellationToken cancellationToken) => scopes.RunAsync<UnitOfWork, string?>(work => work.Db
        .Set<ChatAccountRow>().AsNoTracking().Where(a => a.PersonId == person.Value && a.Identity.StartsWith(prefix))
        .OrderByDescending(a => a.SeenAt).Select(a => a.PlatformUserId).FirstOrDefaultAsync(cancellationToken));
}
