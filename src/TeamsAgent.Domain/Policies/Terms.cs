using TeamsAgent.Domain.Plans;

namespace TeamsAgent.Domain.Policies;

/// <summary>The policy's terms as words for people.</summary>
public static class Terms
{
    /// <summary>A risk as an adjective.</summary>
    public static string Of(Risk risk) => risk switch
    {
        Risk.Low => "low",
        Risk.Medium => "medium",
        Risk.High => "high",
        _ => "critical",
    };

    /// <summary>What a level asks for.</summary>
    public static string Of(Level level) => level switch
    {
        Level.Allow => "runs without approval",
        Level.SelfApproval => "the requester may approve",
        Level.Approval => "needs approval",
        Level.StepUp => "needs approval with a fresh login and a second factor",
        _ => "is not allowed",
    };
}
