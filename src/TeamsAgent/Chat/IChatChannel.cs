using TeamsAgent.Chat.Cards;

namespace TeamsAgent.Chat;

/// <summary>A conversation that can be written to, as last verified.</summary>
/// <param name="Channel">The platform.</param>
/// <param name="Tenant">The platform's tenant or team.</param>
/// <param name="Id">The platform's conversation id.</param>
/// <param name="Route">How the platform is reached for it: Teams' <c>serviceUrl</c>; Slack's installation.</param>
/// <param name="BotId">The bot's own account there.</param>
public sealed record Conversation(string Channel, string Tenant, string Id, string Route, string BotId);

/// <summary>What is written into a chat.</summary>
public abstract record Post
{
    private Post()
    {
    }

    /// <summary>Plain text; untrusted, so nothing in it is markup.</summary>
    public sealed record Words(string Text) : Post;

    /// <summary>A card.</summary>
    public sealed record OfCard(Card Card) : Post;
}

/// <summary>What became of a call to a chat platform.</summary>
public abstract record ChatResult
{
    private ChatResult()
    {
    }

    /// <summary>It is there.</summary>
    /// <param name="Id">The message's or the conversation's id, if the platform said it.</param>
    public sealed record Done(string? Id) : ChatResult;

    /// <summary>There is nothing to write to, and will not be until the platform says otherwise.</summary>
    /// <param name="Why">What the platform said.</param>
    /// <param name="Conversation">True when it is the whole conversation that is gone.</param>
    /// <param name="MessageAlone">True when it is this one message that is gone: another one can be written.</param>
    public sealed record Gone(string Why, bool Conversation = false, bool MessageAlone = false) : ChatResult;

    /// <summary>Not now.</summary>
    /// <param name="After">How long to wait, at least.</param>
    /// <param name="Why">What the platform said.</param>
    /// <param name="MayHaveArrived">True when the call may have had its effect although no answer says so.</param>
    public sealed record Later(TimeSpan After, string Why, bool MayHaveArrived) : ChatResult;

    /// <summary>The platform will never take this message; the conversation is still there.</summary>
    public sealed record Refused(string Why) : ChatResult;
}

/// <summary>What a platform says of somebody's account at this moment.</summary>
public abstract record ChatAccount
{
    private ChatAccount()
    {
    }

    /// <summary>A member of the tenant.</summary>
    /// <param name="Name">The name to show.</param>
    /// <param name="TimeZone">The IANA zone, if the platform says it.</param>
    /// <param name="Locale">The language, if the platform says it.</param>
    public sealed record Member(string Name, string? TimeZone = null, string? Locale = null) : ChatAccount;

    /// <summary>Let in from outside: a guest of the tenant, or somebody of another one.</summary>
    public sealed record Outsider(string Why) : ChatAccount;

    /// <summary>No person who can act there: deleted, deactivated, a bot, or not known.</summary>
    public sealed record Nobody(string Why) : ChatAccount;

    /// <summary>The platform does not say, now.</summary>
    public sealed record Unknown(string Why) : ChatAccount;
}

/// <summary>All that the rest of the system knows of a chat platform.</summary>
public interface IChatChannel
{
    /// <summary>The platform's name: <c>teams</c>, <c>slack</c>.</summary>
    string Name { get; }

    /// <summary>Writes a new message.</summary>
    Task<ChatResult> PostAsync(Conversation where, Post post, CancellationToken cancellationToken);

    /// <summary>Replaces a message of ours.</summary>
    Task<ChatResult> UpdateAsync(Conversation where, string messageId, Post post, CancellationToken cancellationToken);

    /// <summary>Opens the private conversation with a person, or finds the one that is open.</summary>
    /// <param name="via">A conversation of the same tenant, which says how the tenant is reached.</param>
    /// <param name="platformUserId">The platform's id of the person's account.</param>
    /// <param name="cancellationToken">Gives up.</param>
    Task<ChatResult> OpenPrivatelyAsync(Conversation via, string platformUserId, CancellationToken cancellationToken);

    /// <summary>What the platform says of an account today.</summary>
    /// <param name="via">A conversation of the account's tenant.</param>
    /// <param name="platformUserId">The platform's id of the account.</param>
    /// <param name="cancellationToken">Gives up.</param>
    Task<ChatAccount> LookUpAsync(Conversation via, string platformUserId, CancellationToken cancellationToken);

    /// <summary>A link that opens a message in the platform's own client, or null where there is none.</summary>
    Uri? LinkTo(Conversation where, string messageId);

    /// <summary>Handles a stored inbound message; returns once its row is marked done.</summary>
    Task TakeAsync(InboxMessage message, CancellationToken cancellationToken);
}

/// <summary>The platforms by name.</summary>
public sealed class ChatChannels(IEnumerable<IChatChannel> channels)
{
    private readonly Dictionary<string, IChatChannel> _channels = channels.ToDictionary(channel => channel.Name, StringComparer.Ordinal);

    /// <summary>Whether the platform is set up.</summary>
    public bool Has(string name) => _channels.ContainsKey(name);

    /// <summary>The platform of that name.</summary>
    /// <exception cref="InvalidOperationException">It is not set up.</exception>
    public IChatChannel Of(string name) => _channels.TryGetValue(name, out var channel)
        ? channel
        : throw new InvalidOperationException($"The chat platform “{name}” is not set up.");
}
