using System.Text.Json.Nodes;
using System.Text.Json.Serialization;

namespace TeamsAgent.Sandbox.Chat.Wire;

/// <summary>The sandbox's own side: records as JSON, and faults on request.</summary>
internal sealed class ControlEndpoints(SandboxTeams teams)
{
    public void Map(IEndpointRouteBuilder routes)
    {
        var own = routes.MapGroup("/sandbox/teams").AddEndpointFilter(FromHereAsync);
        own.MapGet("/messages", () => Results.Json(teams.Messages));
        own.MapGet("/calls", () => Results.Json(teams.Connector.Calls));
        own.MapGet("/faults", State);
        own.MapPost("/faults", OrderAsync);
    }

    // Other sites in the browsers of this machine have no business here.
    private static async ValueTask<object?> FromHereAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        var request = context.HttpContext.Request;
        var own = $"{request.Scheme}://{request.Host}";
        var foreign = request.Host.Host is not ("127.0.0.1" or "localhost")
            || request.Headers.Origin.Any(origin => origin != own)
            || request.Headers["Sec-Fetch-Site"].Any(site => site is not ("same-origin" or "none"));
        return foreign ? Results.StatusCode(StatusCodes.Status403Forbidden) : await next(context);
    }

    private IResult State() => Results.Json(new
    {
        down = teams.Faults.Down,
        removed = teams.Faults.BotRemoved,
        waiting = teams.Faults.Waiting,
        duplicates = teams.Faults.DuplicatesWaiting,
        drops = teams.Faults.DropsWaiting,
        reorders = teams.Faults.ReordersWaiting,
        blocked = teams.Faults.Blocked,
        key = teams.Tokens.Current.Kid[..8],
        faults = Enum.GetNames<ConnectorFault>(),
    });

    private async Task<IResult> OrderAsync(FaultOrder order, CancellationToken cancellationToken)
    {
        var times = Math.Clamp(order.Times ?? 1, 1, 100);
        switch (order.Do)
        {
            case FaultVerb.FailNext when order.Fault is { } fault:
                teams.Faults.Next(fault, times);
                break;
            case FaultVerb.DuplicateNext:
                teams.Faults.DuplicateNext(times, order.NewIds ?? false);
                break;
            case FaultVerb.DropNext:
                teams.Faults.DropNext(times);
                break;
            case FaultVerb.ReorderNext:
                teams.Faults.ReorderNext(Math.Max(2, times));
                break;
            case FaultVerb.Down or FaultVerb.Up:
                teams.Faults.Down = order.Do == FaultVerb.Down;
                break;
            case FaultVerb.RemoveBot:
                await teams.RemoveAsync(Who(order), Conversation.General, cancellationToken);
                break;
            case FaultVerb.AddBot:
                await teams.InstallAsync(Who(order), Conversation.General, cancellationToken);
                break;
            case FaultVerb.Block or FaultVerb.Unblock:
                teams.Faults.Block(Who(order), order.Do == FaultVerb.Block);
                break;
            case FaultVerb.RotateKeys:
                teams.Tokens.Rotate(keepOld: order.KeepOld ?? false);
                break;
            case FaultVerb.RevokeBotTokens:
                teams.Entra.RevokeAll();
                break;
            case FaultVerb.DeleteCard when order.Message is { } id && teams.DeleteCard(id):
                break;
            case FaultVerb.Clear:
                teams.Faults.Clear();
                break;
            default:
                return Results.BadRequest(new JsonObject { ["problem"] = "do is one of the verbs; FailNext needs fault, DeleteCard the id of a message that is there." });
        }

        return State();
    }

    private static SandboxPerson Who(FaultOrder order) => People.All.FirstOrDefault(person => person.Key == order.Person) ?? People.Ada;

    [JsonConverter(typeof(JsonStringEnumConverter<FaultVerb>))]
    private enum FaultVerb
    {
        None,
        FailNext,
        DuplicateNext,
        DropNext,
        ReorderNext,
        Down,
        Up,
        RemoveBot,
        AddBot,
        Block,
        Unblock,
        RotateKeys,
        RevokeBotTokens,
        DeleteCard,
        Clear,
    }

    private sealed record FaultOrder(FaultVerb Do, ConnectorFault? Fault, int? Times, bool? NewIds, bool? KeepOld, string? Message, string? Person);
}
