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

    /// <summary>What to tell the person.</summary>
    public static string Sentence(this ModelFault fault) => fault switch
    {
        ModelFault.Unreachable => "I cannot reach my language model, so nothing was planned. Please ask again in a few minutes.",
        ModelFault.TooSlow => "My language model did not answer in time, so nothing was planned. Please ask again in a few minutes.",
        ModelFault.Busy => "My language model is overloaded, so nothing was planned. Please ask again in a few minutes.",
        ModelFault.Broken => "My language model has a fault of its own, so nothing was planned. Please ask again in a few minutes.",
        ModelFault.Refused => "My language model refuses to work for me, so nothing was planned. An administrator has to look at its settings.",
        ModelFault.TooLarge => "My language model answered with far more than I read, so nothing was planned. Please ask for less at a time.",
        ModelFault.Filtered => "My language model declined to answer this, so nothing was planned. Please put it in other words.",
        _ => "My language model gave an answer that I cannot use, so nothing was planned. Please put it in other words.",
    };
}

/// <summary>The model gave no answer that can be used.</summary>
internal sealed class ModelFaultException(ModelFault fault, string detail, TimeSpan? retryAfter = null) : Exception(detail)
{
    public ModelFault Fault { get; } = fault;

    public TimeSpan? RetryAfter { get; } = retryAfter;
}
