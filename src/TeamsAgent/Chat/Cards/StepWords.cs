using TeamsAgent.Domain.Outcomes;
using TeamsAgent.Domain.Plans;
using TeamsAgent.Domain.Requests;
using TeamsAgent.Words;

namespace TeamsAgent.Chat.Cards;

/// <summary>What is said of a plan's steps.</summary>
internal static class StepWords
{
    public static Sentence Heading(Plan plan, Language words) => plan.Steps.Count switch
    {
        1 => $"{plan.Steps[0].Title}",
        2 => words.Say(CardKey.Then, ("first", plan.Steps[0].Title), ("second", plan.Steps[1].Title)),
        var count => words.SayCounted(CardKey.ThenMore, count - 1, ("first", plan.Steps[0].Title)),
    };

    public static bool HasBegun(ApprovalRequest request) =>
        request.State is RequestState.Executing or RequestState.Succeeded or RequestState.Failed or RequestState.Unknown
        || request.Steps.Any(step => step.Sendings > 0);

    /// <summary>The first step that is at one of these points, as “step 2 of 3”; null if there is none or but one in all.</summary>
    public static Sentence? At(ApprovalRequest request, Language words, params ReadOnlySpan<StepProgress> points)
    {
        if (request.Steps.Count > 1)
        {
            foreach (var (index, step) in request.Steps.Index())
            {
                if (points.Contains(step.Progress))
                {
                    return Number(request, index, words);
                }
            }
        }

        return null;
    }

    public static ProgressLine Progress(ApprovalRequest request, int index, Language words)
    {
        var step = request.Steps[index];
        var lead = request.Steps.Count == 1 ? Sentence.None : words.Say(StepKey.Lead, ("step", index + 1), ("count", request.Steps.Count));
        var told = Told(step);
        var said = (step.Progress, request.Steps.Count) switch
        {
            (StepProgress.Waiting, 1) => words.Say(StepKey.OneWaits),
            (StepProgress.Claimed, 1) => words.Say(StepKey.OneClaimed),
            (StepProgress.Sending, 1) => words.Say(StepKey.OneSending),
            (StepProgress.Succeeded, 1) => words.Say(StepKey.OneDone, ("told", told)),
            (StepProgress.Failed, 1) => words.Say(StepKey.OneFailed, ("told", told)),
            (StepProgress.Unknown, 1) => words.Say(StepKey.OneUnknown, ("told", told)),
            (StepProgress.NotRun, 1) => words.Say(StepKey.OneNotRun),
            (StepProgress.Waiting, _) => words.Say(StepKey.Waits),
            (StepProgress.Claimed, _) => words.Say(StepKey.Claimed),
            (StepProgress.Sending, _) => words.Say(StepKey.Sending),
            (StepProgress.Succeeded, _) => words.Say(StepKey.Done, ("told", told)),
            (StepProgress.Failed, _) => words.Say(StepKey.Failed, ("told", told)),
            (StepProgress.Unknown, _) => words.Say(StepKey.Unknown, ("told", told)),
            _ => words.Say(StepKey.NotRun),
        };
        return new ProgressLine(step.Progress, $"{lead}{said}");
    }

    public static Sentence Number(ApprovalRequest request, int index, Language words) =>
        words.Say(StepKey.Number, ("step", index + 1), ("count", request.Steps.Count));

    private static Sentence Told(StepState step) => step.Outcome is { } outcome ? (Sentence)$": {outcome.Sentence}" : $".";
}
