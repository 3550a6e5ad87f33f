using TeamsAgent.Domain.Requests;
using TeamsAgent.Planning;
using TeamsAgent.Words;

namespace TeamsAgent.Chat.Progress;

/// <summary>How far a task is, in a few words.</summary>
internal static class ProgressWords
{
    private const int Named = 3;

    public static string Of(string task, ApprovalRequest? request, IReadOnlyList<string> waitsFor, Language words) => (task, request) switch
    {
        (TaskState.Planning, null) => words.Text(ProgressKey.Received),
        (TaskState.Planning, { } ended) => words.Text(ProgressKey.GoesOn, ("request", Of(ended, waitsFor, words))),
        (TaskState.Asking, _) => words.Text(ProgressKey.Asking),
        (_, { } last) => Of(last, waitsFor, words),
        (TaskState.Failed, null) => words.Text(ProgressKey.GaveUp),
        _ => words.Text(ProgressKey.AllDone),
    };

    private static string Of(ApprovalRequest request, IReadOnlyList<string> waitsFor, Language words) => request switch
    {
        { State: RequestState.AwaitingDecision } when request.AwaitingProof.FirstOrDefault() is { } approval =>
            words.Text(ProgressKey.WaitsForLogin, ("number", request.Number), ("name", approval.Name)),
        { State: RequestState.AwaitingDecision } => words.Text(ProgressKey.WaitsFor, ("number", request.Number), ("names", Names(waitsFor, words))),
        { State: RequestState.Approved, Blocker: { } blocker } => words.Text(ProgressKey.Blocked, ("number", request.Number), ("why", blocker.Sentence)),
        _ => words.Text(Plain(request.State), ("number", request.Number)),
    };

    private static ProgressKey Plain(RequestState state) => state switch
    {
        RequestState.Approved => ProgressKey.Approved,
        RequestState.Executing => ProgressKey.Running,
        RequestState.Unknown => ProgressKey.Unknown,
        RequestState.Succeeded => ProgressKey.Done,
        RequestState.Failed => ProgressKey.Failed,
        RequestState.Rejected => ProgressKey.Rejected,
        RequestState.Expired => ProgressKey.Expired,
        _ => ProgressKey.Withdrawn,
    };

    private static string Names(IReadOnlyList<string> people, Language words) => people.Count switch
    {
        0 => words.Text(ProgressKey.Decision),
        <= Named => string.Join(words.Text(ProgressKey.Or), people),
        _ => words.Counted(ProgressKey.NamesMore, people.Count - Named, ("names", string.Join(", ", people.Take(Named)))),
    };
}
