namespace TeamsAgent.Planning.Model;

/// <summary>Why the model gave no answer that can be used.</summary>
internal enum ModelFault
{
    /// <summary>No connection, or one that broke.</summary>
    Unreachable,

    /// <summary>No answer in time.</summary>
    TooSlow,

    /// <summary>Too many requests (429).</summary>
    Busy,

    /// <summary>An error of its own (5xx).</summary>
    Broken,

    /// <summary>It refuses us: key, model name, address, or a request that it does not take.</summary>
    Refused,

    /// <summary>Not a chat completion.</summary>
    Nonsense,

    /// <summary>Larger than we read.</summary>
    TooLarge,

    /// <summary>It declined to answer (a content filter).</summary>
    Filtered,
}

/// <summary>What follows from each fault.</summary>
internal static class ModelFaults
{
    /// <summary>Whether asking again may help. A question to the model acts on nothing, so repeating it is safe.</summary>
    public static bool MayPass(this ModelFault fault) => fault is ModelFault.Unreachable or ModelFault.Busy or ModelFault.Broken;
}

/// <summary>The model gave no answer that can be used.</summary>
internal sealed class ModelFaultException(ModelFault fault, string detail, TimeSpan? retryAfter = null) : Exception(detail)
{
    public ModelFault Fault { get; } = fault;

    public TimeSpan? RetryAfter { get; } = retryAfter;
}
