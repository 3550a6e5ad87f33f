using System.Collections.Frozen;
using TeamsAgent.Domain.Plans;
using TeamsAgent.Domain.Policies;

namespace TeamsAgent.Policies;

/// <summary>The words of the document for the domain's values.</summary>
internal static class PolicyWords
{
    public static FrozenDictionary<string, Level> Levels { get; } = new Dictionary<string, Level>
    {
        ["allow"] = Level.Allow, ["self-approval"] = Level.SelfApproval, ["approval"] = Level.Approval, ["step-up"] = Level.StepUp, ["deny"] = Level.Deny,
    }.ToFrozenDictionary();

    public static FrozenDictionary<string, Risk> Risks { get; } = new Dictionary<string, Risk>
    {
        ["low"] = Risk.Low, ["medium"] = Risk.Medium, ["high"] = Risk.High, ["critical"] = Risk.Critical,
    }.ToFrozenDictionary();

    public static FrozenDictionary<string, AskWhere> Asks { get; } = new Dictionary<string, AskWhere>
    {
        ["here"] = AskWhere.Here, ["privately"] = AskWhere.Privately,
    }.ToFrozenDictionary();

    public static IReadOnlyList<string> Channels { get; } = ["teams", "slack"];

    public static string Of(Level level) => Levels.First(pair => pair.Value == level).Key;
}
