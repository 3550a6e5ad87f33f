using TeamsAgent.Planning.Transcripts;

namespace TeamsAgent.Planning.Model;

/// <summary>What the model answered.</summary>
internal abstract record ModelAnswer
{
    private ModelAnswer()
    {
    }

    /// <summary>It calls functions: it proposes steps.</summary>
    public sealed record Calls(string? Text, IReadOnlyList<ToolCall> All) : ModelAnswer;

    /// <summary>It says something.</summary>
    public sealed record Says(string Text) : ModelAnswer;

    /// <summary>It gave no answer that can be used.</summary>
    public sealed record Failed(ModelFault Fault) : ModelAnswer;
}
