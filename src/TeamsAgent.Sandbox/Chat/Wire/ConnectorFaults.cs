using System.Collections.Concurrent;
using System.Text.Json.Serialization;

namespace TeamsAgent.Sandbox.Chat.Wire;

/// <summary>What the platform can do wrong on request.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<ConnectorFault>))]
public enum ConnectorFault
{
    /// <summary>429 with <c>Retry-After: 1</c>.</summary>
    Throttled,

    /// <summary>412: another operation on the same thread.</summary>
    PreconditionFailed,

    /// <summary>502 with a page of HTML.</summary>
    BadGateway,

    /// <summary>The message arrives and the answer is 500.</summary>
    DeliveredThen500,

    /// <summary>The message arrives and the answer is 202 with no body.</summary>
    EmptyAnswer,

    /// <summary>The connection breaks before anything happened.</summary>
    Dropped,

    /// <summary>The message arrives and the connection breaks before the answer.</summary>
    DeliveredThenDropped,

    /// <summary>Nothing happens and nothing is answered until the caller gives up.</summary>
    Hangs,

    /// <summary>The message arrives, and nothing is answered until the caller gives up.</summary>
    DeliveredThenHangs,

    /// <summary>403: the bot is not in the conversation.</summary>
    BotNotInRoster,

    /// <summary>401, as after a revoked token.</summary>
    Unauthorized,

    /// <summary>403: an administrator has blocked the app.</summary>
    BotDisabledByAdmin,

    /// <summary>403, in the form that archived teams answer with: the code stands inside of a sentence.</summary>
    MessageWritesBlocked,

    /// <summary>403: the conversation is of another cloud.</summary>
    InvalidBotApiHost,

    /// <summary>404: the conversation is not there.</summary>
    ConversationNotFound,

    /// <summary>413.</summary>
    TooBig,

    /// <summary>500, and nothing has happened.</summary>
    ServiceError,

    /// <summary>504, and nobody knows.</summary>
    GatewayTimeout,
}

/// <summary>The faults that are still to strike, in order.</summary>
public sealed class ConnectorFaults
{
    private readonly ConcurrentQueue<ConnectorFault> _next = new();
    private readonly ConcurrentQueue<ConnectorFault> _nextCards = new();
    private readonly ConcurrentDictionary<string, bool> _blocked = new();
    private int _duplicates;

    /// <summary>While true, nothing works: the Connector and both token issuers answer 503, and nothing is delivered to the bot.</summary>
    public bool Down { get; set; }

    /// <summary>While true, the bot is not in the channel.</summary>
    public bool BotRemoved { get; set; }

    /// <summary>Who blocked the bot in the own private chat, by key.</summary>
    public IReadOnlyCollection<string> Blocked => [.. _blocked.Keys];

    /// <summary>The faults that wait for the next writes.</summary>
    public IReadOnlyList<ConnectorFault> Waiting => [.. _next, .. _nextCards];

    /// <summary>How many more times than once the next activity is delivered.</summary>
    public int DuplicatesWaiting => Volatile.Read(ref _duplicates);

    /// <summary>Whether the copies of the next activity carry new ids and times, as seen when people's clients repeat a press.</summary>
    public bool DuplicatesAreNew { get; private set; }

    /// <summary>Lets the next sends, updates, deletions and creations fail.</summary>
    public void Next(ConnectorFault fault, int times = 1)
    {
        for (var i = 0; i < times; i++)
        {
            _next.Enqueue(fault);
        }
    }

    /// <summary>Lets the next sends and updates of cards fail; other messages pass.</summary>
    public void NextCard(ConnectorFault fault, int times = 1)
    {
        for (var i = 0; i < times; i++)
        {
            _nextCards.Enqueue(fault);
        }
    }

    /// <summary>Delivers the next activity more than once.</summary>
    /// <param name="extra">How many more times.</param>
    /// <param name="withNewIds">Whether each copy has an id and a time of its own.</param>
    public void DuplicateNext(int extra = 1, bool withNewIds = false)
    {
        DuplicatesAreNew = withNewIds;
        Volatile.Write(ref _duplicates, extra);
    }

    /// <summary>A person blocks the bot in the own private chat, or lets it in again.</summary>
    public void Block(SandboxPerson person, bool blocked = true)
    {
        if (blocked)
        {
            _blocked[person.Key] = true;
        }
        else
        {
            _blocked.TryRemove(person.Key, out _);
        }
    }

    /// <summary>Forgets what is still to strike, and ends what lasts.</summary>
    public void Clear()
    {
        _next.Clear();
        _nextCards.Clear();
        _blocked.Clear();
        Volatile.Write(ref _duplicates, 0);
        Down = false;
        BotRemoved = false;
    }

    internal ConnectorFault? Take(bool card) => _next.TryDequeue(out var fault) || (card && _nextCards.TryDequeue(out fault)) ? fault : null;

    internal int TakeDuplicates() => Interlocked.Exchange(ref _duplicates, 0);
}
