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

    /// <summary>403: the bot is not in the conversation.</summary>
    BotNotInRoster,

    /// <summary>401, as after a revoked token.</summary>
    Unauthorized,
}

/// <summary>The faults that are still to strike, in order.</summary>
public sealed class ConnectorFaults
{
    private readonly ConcurrentQueue<ConnectorFault> _next = new();

    /// <summary>While true, every call is answered with 503.</summary>
    public bool Down { get; set; }

    /// <summary>While true, the bot is not in the channel.</summary>
    public bool BotRemoved { get; set; }

    /// <summary>What is still to strike.</summary>
    public IReadOnlyList<ConnectorFault> Waiting => [.. _next];

    /// <summary>Lets the next calls fail.</summary>
    public void Next(ConnectorFault fault, int times = 1)
    {
        for (var i = 0; i < times; i++)
        {
            _next.Enqueue(fault);
        }
    }

    /// <summary>Forgets what is still to strike, and ends what lasts.</summary>
    public void Clear()
    {
        _next.Clear();
        Down = false;
        BotRemoved = false;
    }

    internal ConnectorFault? Take() => _next.TryDequeue(out var fault) ? fault : null;
}
