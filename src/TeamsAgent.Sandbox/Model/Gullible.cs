using TeamsAgent.Sandbox.Model.Rules;
using TeamsAgent.Sandbox.Model.Wire;

namespace TeamsAgent.Sandbox.Model;

/// <summary>What a model does that falls for its own reading: takes sentences inside tool results for the person's.</summary>
internal static class Gullible
{
    /// <returns>Null when the results say nothing that could be obeyed, or when it has been obeyed already.</returns>
    public static ModelAnswer? Obey(Conversation conversation, Toolbox tools, LocalTime time)
    {
        var calls = conversation.Reports
            .SelectMany(report => ToolResults.Texts(ToolResults.Read(report.Result)))
            .SelectMany(text => Sentences.Understand(text, time))
            .Where(wish => wish.Missing.Count == 0 && wish.Pick is null)
            .Select(tools.Call)
            .OfType<ToolCall>()
            .Where(call => !conversation.Reports.Any(report => Planner.IsSame(report.Call, call)))
            .ToList();
        return calls.Count > 0 ? new ModelAnswer(null, calls) : null;
    }
}
