using TeamsAgent.Domain.Plans;
using TeamsAgent.Planning.Transcripts;

namespace TeamsAgent.Planning;

/// <summary>What came of one turn of planning, with the transcript as it is after it.</summary>
internal abstract record TurnResult
{
    private TurnResult(Transcript transcript) => Transcript = transcript;

    public Transcript Transcript { get; init; }

    /// <summary>A plan to put up: every function call of the model is sealed.</summary>
    public sealed record Planned(Transcript After, Plan Plan) : TurnResult(After);

    /// <summary>The model says something: a question, or how it ended.</summary>
    public sealed record Says(Transcript After, string Text) : TurnResult(After);

    /// <summary>The model found no calls that the catalogue accepts; the person is told what is missing and can answer.</summary>
    public sealed record Missing(Transcript After, string Sentence) : TurnResult(After);

    /// <summary>It ends here; the person is told why.</summary>
    public sealed record GaveUp(Transcript After, string Sentence) : TurnResult(After);
}
