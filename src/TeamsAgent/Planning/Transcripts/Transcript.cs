using System.Text.Json.Serialization;

namespace TeamsAgent.Planning.Transcripts;

/// <summary>
/// All that a task's planning rests on: what the person said, what the model answered and proposed, what came of it. Stored, so that any
/// replica can go on. It belongs to one person and one task, and holds nothing of any other; a token never gets near it.
/// </summary>
public sealed record Transcript
{
    /// <summary>The form that is written today.</summary>
    public const int CurrentForm = 1;

    /// <summary>The form that this one was written in.</summary>
    public int Form { get; init; } = CurrentForm;

    /// <summary>The person's IANA zone, if the platform said it.</summary>
    public string? TimeZone { get; init; }

    /// <summary>The person's language, if the platform said it.</summary>
    public string? Locale { get; init; }

    /// <summary>The request that is open.</summary>
    public string? Request { get; init; }

    /// <summary>How many plans were put up.</summary>
    public int Plans { get; init; }

    /// <summary>How often the model was asked.</summary>
    public int Turns { get; init; }

    /// <summary>How often the sweep had to wake the task up since it last moved.</summary>
    public int Revivals { get; init; }

    /// <summary>Summaries of what was read from outside and shown to the model. Kept when the data themselves are dropped.</summary>
    public IReadOnlyList<string> Reads { get; init; } = [];

    /// <summary>True once an answer of a private account was shown to the model: what it says next is for the person alone.</summary>
    public bool Private { get; init; }

    /// <summary>What was said and done, in order.</summary>
    public IReadOnlyList<Entry> Entries { get; init; } = [];

    /// <summary>The person's own words, in order.</summary>
    [JsonIgnore]
    public IEnumerable<string> Words => Entries.OfType<Entry.Words>().Select(words => words.Text);

    /// <summary>The transcript with more at its end.</summary>
    public Transcript With(params IEnumerable<Entry> more) => this with { Entries = [.. Entries, .. more] };
}

/// <summary>One thing that was said or done.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "kind")]
[JsonDerivedType(typeof(Words), "words")]
[JsonDerivedType(typeof(Said), "said")]
[JsonDerivedType(typeof(Proposed), "proposed")]
[JsonDerivedType(typeof(Result), "result")]
public abstract record Entry
{
    private Entry()
    {
    }

    /// <summary>The person wrote.</summary>
    public sealed record Words(string Text) : Entry;

    /// <summary>The agent wrote.</summary>
    public sealed record Said(string Text) : Entry;

    /// <summary>The model called functions: it proposed steps.</summary>
    public sealed record Proposed(string? Text, IReadOnlyList<ToolCall> Calls) : Entry;

    /// <summary>What came of one function call.</summary>
    /// <param name="CallId">Which.</param>
    /// <param name="Text">JSON for the model.</param>
    /// <param name="Untrusted">Whether it holds data from outside; those are dropped first when room is short.</param>
    public sealed record Result(string CallId, string Text, bool Untrusted) : Entry;
}

/// <summary>A function call of the model, as it came.</summary>
/// <param name="Id">The model's id for it.</param>
/// <param name="Function">The function's name on the wire: <c>github-create_issue</c>.</param>
/// <param name="Arguments">The arguments as the model wrote them; not yet known to be JSON.</param>
public sealed record ToolCall(string Id, string Function, string Arguments);
