using System.Text.Json.Nodes;

namespace TeamsAgent.Sandbox.Chat.Playground;

/// <summary>A press on a button.</summary>
/// <param name="As">Who presses.</param>
/// <param name="Message">The message with the card.</param>
/// <param name="Card">The fingerprint of the card that the person has before them.</param>
/// <param name="Path">A JSON pointer to the button in it.</param>
/// <param name="Inputs">What was typed into the card's inputs, by their ids.</param>
internal sealed record PressRequest(string? As, string? Message, string? Card, string? Path, Dictionary<string, string>? Inputs);

/// <summary>A person presses a button on the page.</summary>
internal static class Pressing
{
    public static async Task<IResult> PressAsync(SandboxTeams teams, PressRequest request, CancellationToken cancellationToken)
    {
        if (PlaygroundEndpoints.Person(request.As) is not { } person
            || teams.Messages.FirstOrDefault(message => message.Id == request.Message && !message.Deleted && MessageView.IsSeenBy(person, message)) is not { } message)
        {
            return PlaygroundEndpoints.Refuse("This message is not here any more.");
        }

        if (CardPaths.Card(message, person, request.Card ?? "") is not { } card || CardPaths.Action(card, request.Path ?? "") is not { } action)
        {
            return PlaygroundEndpoints.Refuse("This card has changed meanwhile. Look at it again.", StatusCodes.Status409Conflict);
        }

        return await Delivery.TryAsync(() => teams.PressAsync(person, message.Id, action, request.Inputs, cancellationToken: cancellationToken), Answer);
    }

    private static IResult Answer(InboundResult result) => result switch
    {
        { Toast: { } toast } => Results.Json(new { toast }),
        { SignIn: { } signIn } => Results.Json(new { toast = signIn.Text, link = signIn.Link }),
        { Card: not null } or { Body.Length: 0 } => Results.Json(new { }),
        { Error: { } error } => PlaygroundEndpoints.Refuse(error.Length > 0 ? error : "Something went wrong.", StatusCodes.Status502BadGateway),
        _ => PlaygroundEndpoints.Refuse("TeamsAgent answered with something that Teams does not show.", StatusCodes.Status502BadGateway),
    };
}
