namespace TeamsAgent.Sandbox.Chat.Playground;

/// <summary>Something to say.</summary>
/// <param name="As">Who says it.</param>
/// <param name="Conversation"><c>general</c> or <c>private</c>.</param>
/// <param name="Root">The thread's root message, to reply in it.</param>
/// <param name="Text">What.</param>
internal sealed record SayRequest(string? As, string? Conversation, string? Root, string? Text);

/// <summary>A person writes a message on the page.</summary>
internal static class Speaking
{
    private const int Longest = 8000;

    public static async Task<IResult> SayAsync(SandboxTeams teams, SayRequest request, CancellationToken cancellationToken)
    {
        if (PlaygroundEndpoints.Person(request.As) is not { } person || request.Text?.Trim() is not { Length: > 0 and <= Longest } text)
        {
            return PlaygroundEndpoints.Refuse($"A message has a writer and 1 to {Longest} characters.");
        }

        var where = request.Conversation == "private" ? Conversation.With(person) : Conversation.General;
        if (request.Root is { } root && !teams.Messages.Any(message => message.Id == root && message.Conversation == where.Id && message.Root is null))
        {
            return PlaygroundEndpoints.Refuse("There is no such thread.");
        }

        return await Delivery.TryAsync(
            () => teams.SayAsync(person, where, text, request.Root, cancellationToken),
            result => Results.Json(new { id = result.MessageId }));
    }
}
