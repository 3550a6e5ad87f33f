using TeamsAgent.Domain.Outcomes;
using TeamsAgent.Domain.Plans;
using TeamsAgent.Domain.Requests;

namespace TeamsAgent.Chat.Cards;

/// <summary>What is said of a plan's steps.</summary>
internal static class StepWords
{
    public static Sentence Heading(Plan plan) => plan.Steps.Count switch
    {
        1 => $"{plan.Steps[0].Title}",
        2 => $"{plan.Steps[0].Title}, then {plan.Steps[1].Title}",
        var count => $"{plan.Steps[0].Title}, and {count - 1} more steps",
    };

    public static bool HasBegun(ApprovalRequest request) =>
        request.State is RequestState.Executing or RequestState.Succeeded or RequestState.Failed or RequestState.Unknown
        || request.Steps.Any(step => step.Sendings > 0);

    /// <summary>The first step that is at one of these points, as “step 2 of 3”; null if there is none or but one in all.</summary>
    public static Sentence? At(ApprovalRequest request, params ReadOnlySpan<StepProgress> points)
    {
        if (request.Steps.Count > 1)
        {
            foreach (var (index, step) in request.Steps.Index())
            {
                if (points.Contains(step.Progress))
                {
                    return Number(request, index);
                }
            }
        }

        return null;
    }

    public static ProgressLine Progress(ApprovalRequest request, int index)
    {
        var step = request.Steps[index];
        Sentence lead = request.Steps.Count == 1 ? Sentence.None : $"Step {index + 1} of {request.Steps.Count} ";
        Sentence words = (step.Progress, request.Steps.Count) switch
        {
            (StepProgress.Waiting, 1) => $"Waiting to begin.",
            (StepProgress.Claimed, 1) => $"Being prepared; nothing is sent yet.",
            (StepProgress.Sending, 1) => $"Being sent.",
            (StepProgress.Succeeded, 1) => $"Done{Told(step)}",
            (StepProgress.Failed, 1) => $"Failed{Told(step)}",
            (StepProgress.Unknown, 1) => $"Not known whether it happened{Told(step)}",
            (StepProgress.NotRun, 1) => $"Not run.",
            (StepProgress.Waiting, _) => $"waits.",
            (StepProgress.Claimed, _) => $"is being prepared; nothing is sent yet.",
            (StepProgress.Sending, _) => $"is being sent.",
            (StepProgress.Succeeded, _) => $"is done{Told(step)}",
            (StepProgress.Failed, _) => $"failed{Told(step)}",
            (StepProgress.Unknown, _) => $"may have happened{Told(step)}",
            _ => $"was not run.",
        };
        return new ProgressLine(step.Progress, $"{lead}{words}");
    }

    public static Sentence Number(ApprovalRequest request, int index) => $"step {index + 1} of {request.Steps.Count}";

    private static Sentence Told(StepState step) => step.Outcome is { } outcome ? (Sentence)$": {outcome.Sentence}" : $".";
}
