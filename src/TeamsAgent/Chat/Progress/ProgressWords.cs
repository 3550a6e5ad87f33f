using TeamsAgent.Domain.Requests;
using TeamsAgent.Planning;

namespace TeamsAgent.Chat.Progress;

/// <summary>How far a task is, in a few words.</summary>
internal static class ProgressWords
{
    private const int Named = 3;

    public static string Of(string task, ApprovalRequest? request, IReadOnlyList<string> waitsFor) => (task, request) switch
    {
        (TaskState.Planning, null) => "Received. I am drawing up a plan.",
        (TaskState.Planning, { } ended) => $"{Of(ended, waitsFor)} I am working with what came of it.",
        (TaskState.Asking, _) => "I have asked you something.",
        (_, { } last) => Of(last, waitsFor),
        (TaskState.Failed, null) => "I could not finish this.",
        _ => "Done.",
    };

    private static string Of(ApprovalRequest request, IReadOnlyList<string> waitsFor) => request switch
    {
        { State: RequestState.AwaitingDecision } when request.AwaitingProof.FirstOrDefault() is { } approval => $"#{request.Number}: {approval.Name} has approved and has to log in afresh.",
        { State: RequestState.AwaitingDecision } => $"#{request.Number} waits for {Names(waitsFor)}.",
        { State: RequestState.Approved, Blocker: { } blocker } => $"#{request.Number} is approved and waits: {blocker.Sentence}",
        { State: RequestState.Approved } => $"#{request.Number} is approved and starts.",
        { State: RequestState.Executing } => $"#{request.Number} is running.",
        { State: RequestState.Unknown } => $"#{request.Number}: nobody knows yet whether it happened; its card asks.",
        { State: RequestState.Succeeded } => $"#{request.Number} is done.",
        { State: RequestState.Failed } => $"#{request.Number} did not succeed; its card says why.",
        { State: RequestState.Rejected } => $"#{request.Number} was rejected.",
        { State: RequestState.Expired } => $"#{request.Number} has expired.",
        _ => $"#{request.Number} was withdrawn.",
    };

    private static string Names(IReadOnlyList<string> people) => people.Count switch
    {
        0 => "a decision",
        <= Named => string.Join(" or ", people),
        _ => $"{string.Join(", ", people.Take(Named))} or {people.Count - Named} more",
    };
}
