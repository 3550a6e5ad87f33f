using System.Net;
using TeamsAgent.Words;

namespace TeamsAgent.Execution;

/// <summary>What came of one sending.</summary>
public abstract record ProviderAnswer
{
    private ProviderAnswer()
    {
    }

    /// <summary>The provider answered.</summary>
    /// <param name="Status">Its status.</param>
    /// <param name="Body">Its body, up to the cap.</param>
    /// <param name="Whole">False when the body was longer than the cap.</param>
    public sealed record Answered(HttpStatusCode Status, ReadOnlyMemory<byte> Body, bool Whole) : ProviderAnswer;

    /// <summary>Not a byte of the call has left: nothing can have happened.</summary>
    public sealed record NotSent(ExecutionKey Why) : ProviderAnswer;

    /// <summary>The call left, or may have, and there is no answer.</summary>
    public sealed record Lost(ExecutionKey Why) : ProviderAnswer;
}
