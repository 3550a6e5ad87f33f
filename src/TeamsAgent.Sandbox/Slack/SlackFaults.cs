using System.Collections.Concurrent;
using System.Text.Json.Serialization;

namespace TeamsAgent.Sandbox.Slack;

/// <summary>What Slack can do wrong on request with the next call of the Web API.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<SlackFault>))]
public enum SlackFault
{
    /// <summary>429 with <c>Retry-After: 1</c>.</summary>
    Throttled,

    /// <summary>500, nothing done.</summary>
    Failed,

    /// <summary>502 with a page of HTML.</summary>
    BadGateway,

    /// <summary>Done, and the answer is <c>fatal_error</c>.</summary>
    DoneThenFatal,

    /// <summary>Done, and the answer is 500.</summary>
    DoneThen500,

    /// <summary>The connection breaks before anything happened.</summary>
    Dropped,

    /// <summary>Done, and the connection breaks before the answer.</summary>
    DoneThenDropped,

    /// <summary>Nothing happens and nothing is answered until the caller gives up.</summary>
    Hangs,

    /// <summary>Done, and nothing is answered until the caller gives up.</summary>
    DoneThenHangs,
}

/// <summary>What is still to strike, in order, and what lasts.</summary>
public sealed class SlackFaults
{
    private readonly ConcurrentQueue<SlackFault> _next = new();
    private readonly ConcurrentDictionary<string, ConcurrentQueue<string>> _errors = new();
    private int _duplicates;
    private int _drops;
    private int _reorders;

    /// <summary>While true, nothing works: every call is answered 503 and nothing is delivered to the bot.</summary>
    public bool Down { get; set; }

    /// <summary>How long every call takes longer.</summary>
    public TimeSpan Slowness { get; set; }

    /// <summary>What goes wrong by chance, all the time; null for nothing.</summary>
    public Weather? Weather { get; set; }

    /// <summary>The faults that wait for the next calls.</summary>
    public IReadOnlyList<string> Waiting =>
    [
        .. _next.Select(fault => fault.ToString()),
        .. _errors.SelectMany(errors => errors.Value.Select(error => $"{errors.Key}: {error}")),
        .. Enumerable.Repeat("the next delivery comes twice", Volatile.Read(ref _duplicates)),
        .. Enumerable.Repeat("the next delivery is lost", Volatile.Read(ref _drops)),
        .. Volatile.Read(ref _reorders) is > 0 and var count ? [$"the next {count} deliveries come in another order"] : Array.Empty<string>(),
    ];

    /// <summary>Lets the next calls of the Web API that write fail.</summary>
    public void Next(SlackFault fault, int times = 1)
    {
        for (var i = 0; i < times; i++)
        {
            _next.Enqueue(fault);
        }
    }

    /// <summary>Lets the next calls of a method be answered <c>ok: false</c> with a word, with nothing done.</summary>
    public void Fail(string method, string error, int times = 1)
    {
        for (var i = 0; i < times; i++)
        {
            _errors.GetOrAdd(method, _ => new ConcurrentQueue<string>()).Enqueue(error);
        }
    }

    /// <summary>Delivers the next event, command or interaction more than once; signed anew, with the same content.</summary>
    public void DuplicateNext(int extra = 1) => Volatile.Write(ref _duplicates, extra);

    /// <summary>Loses the next attempts to deliver something; events are tried again.</summary>
    public void DropNext(int times = 1) => Volatile.Write(ref _drops, times);

    /// <summary>Holds the next deliveries until there are so many (or a second has passed) and lets them go in reverse order.</summary>
    public void ReorderNext(int count = 2) => Volatile.Write(ref _reorders, count);

    /// <summary>Forgets what is still to strike, and ends what lasts.</summary>
    public void Clear()
    {
        _next.Clear();
        _errors.Clear();
        (_duplicates, _drops, _reorders) = (0, 0, 0);
        (Down, Slowness, Weather) = (false, TimeSpan.Zero, null);
    }

    internal SlackFault? Take() => _next.TryDequeue(out var fault) ? fault : Weather?.Strike() switch
    {
        Mishap.Throttle => SlackFault.Throttled,
        Mishap.DoneThenDrop => SlackFault.DoneThenDropped,
        _ => null,
    };

    internal string? TakeError(string method) => _errors.TryGetValue(method, out var errors) && errors.TryDequeue(out var error) ? error : null;

    internal int TakeDuplicates() => Interlocked.Exchange(ref _duplicates, 0) is > 0 and var extra ? extra : Weather?.Happens(Mishap.Duplicate) == true ? 1 : 0;

    internal bool TakeDrop()
    {
        for (var left = Volatile.Read(ref _drops); left > 0; left = Volatile.Read(ref _drops))
        {
            if (Interlocked.CompareExchange(ref _drops, left - 1, left) == left)
            {
                return true;
            }
        }

        return Weather?.Happens(Mishap.Drop) == true;
    }

    internal int TakeReorders() => Interlocked.Exchange(ref _reorders, 0);
}
