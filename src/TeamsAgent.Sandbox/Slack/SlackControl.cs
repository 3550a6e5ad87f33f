using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using TeamsAgent.Sandbox.Slack.Blocks;

namespace TeamsAgent.Sandbox.Slack;

/// <summary>The sandbox's own side: records as JSON, what people do, and faults on request.</summary>
internal sealed class SlackControl(SandboxSlack slack)
{
    public void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/archives/{channel}/{message}", (string channel, string message) => slack.PlaygroundAddress is { } page && SlackChannel.Find(channel) is { } found
            ? Results.Redirect($"{page}/?in=slack-{found.Id}#{Uri.EscapeDataString(message)}")
            : Results.NotFound());
        var own = routes.MapGroup("/control").AddEndpointFilter(FromHereAsync);
        own.MapGet("/messages", (string? channel) => Results.Json(slack.All.Where(message => channel is null || message.Channel == channel)));
        own.MapGet("/calls", () => Results.Json(slack.Calls));
        own.MapGet("/violations", () => Results.Json(slack.Violations));
        own.MapGet("/installs", () => Results.Json(slack.Installs.All));
        own.MapGet("/faults", State);
        own.MapPost("/faults", OrderAsync);
        own.MapGet("/views/{person}", (string person) => SlackMember.ByKey(person) is { } member
            ? Results.Json(new { home = slack.Home(member)?.ToJson(), open = slack.OpenViews(member).Select(view => view.ToJson()) })
            : Wrong("There is nobody of that name."));
        own.MapPost("/act", ActAsync);
    }

    /// <summary>Does what somebody does.</summary>
    public async Task<IResult> ActAsync(SlackActRequest request, CancellationToken cancellationToken)
    {
        if (SlackMember.ByKey(request.As) is not { } member)
        {
            return Wrong("There is nobody of that name.");
        }

        try
        {
            return Told(await DoAsync(member, request, cancellationToken));
        }
        catch (InvalidOperationException refused)
        {
            return Wrong(refused.Message);
        }
    }

    private Task<SlackDelivery?> DoAsync(SlackMember member, SlackActRequest request, CancellationToken cancellationToken)
    {
        var channel = request.Channel is null or "dm" ? SlackChannel.With(member) : SlackChannel.Find(request.Channel) ?? throw new InvalidOperationException("There is no such channel.");
        var text = request.Text ?? "";
        return request.Do switch
        {
            SlackAct.Mention => Some(slack.Acts.MentionAsync(member, channel, text, request.Thread, cancellationToken)),
            SlackAct.Say => Some(slack.Acts.SayAsync(member, channel, text, request.Thread, cancellationToken)),
            SlackAct.Command => Some(slack.Acts.CommandAsync(member, channel, text, cancellationToken)),
            SlackAct.OpenHome => Some(slack.Acts.OpenHomeAsync(member, cancellationToken: cancellationToken)),
            SlackAct.Press => Some(slack.Acts.PressAsync(member, Message(channel, request), request.Action ?? "", request.Given, request.Block, cancellationToken: cancellationToken)),
            SlackAct.PressHome => Some(slack.Acts.PressHomeAsync(member, request.Action ?? "", request.Given, cancellationToken: cancellationToken)),
            SlackAct.PressView => Some(slack.Acts.PressViewAsync(member, request.Action ?? "", request.Given, cancellationToken: cancellationToken)),
            SlackAct.Submit => Some(slack.Acts.SubmitViewAsync(member, request.View ?? "", request.Values ?? [], cancellationToken: cancellationToken)),
            SlackAct.Close => slack.Acts.CloseViewAsync(member, request.View ?? "", cancellationToken: cancellationToken),
            _ => throw new InvalidOperationException("do is one of the acts."),
        };
    }

    private SlackMessage Message(SlackChannel channel, SlackActRequest request) =>
        slack.Message(channel.Id, request.Ts ?? "") ?? throw new InvalidOperationException("There is no such message.");

    private static async Task<SlackDelivery?> Some(Task<SlackDelivery> delivery) => await delivery;

    private static IResult Told(SlackDelivery? delivery) => Results.Json(new
    {
        taken = delivery is null || delivery.Taken || delivery.Attempts.Count == 0,
        ts = delivery?.Ts,
        trouble = delivery?.Trouble,
        errors = delivery?.Errors,
        link = delivery?.Link,
        attempts = delivery?.Attempts.Count,
    });

    private IResult State() => Results.Json(new
    {
        down = slack.Faults.Down,
        slow = slack.Faults.Slowness.TotalMilliseconds,
        waiting = slack.Faults.Waiting,
        throttles = slack.Throttles,
        sockets = slack.SocketCount,
        installed = slack.Installs.All.Select(install => install.Key),
        removed = !slack.Space.MembersOf(SlackChannel.General).Contains(People.SlackBotUserId),
        faults = Enum.GetNames<SlackFault>(),
    });

    /// <summary>Orders a fault.</summary>
    public async Task<IResult> OrderAsync(SlackFaultOrder order, CancellationToken cancellationToken)
    {
        var times = Math.Clamp(order.Times ?? 1, 1, 100);
        var channel = SlackChannel.Find(order.Channel) ?? SlackChannel.General;
        switch (order.Do)
        {
            case SlackFaultVerb.FailNext when order.Fault is { } fault:
                slack.Faults.Next(fault, times);
                break;
            case SlackFaultVerb.ErrorNext when order is { Method: { } method, Error: { Length: > 0 } error }:
                slack.Faults.Fail(method, error, times);
                break;
            case SlackFaultVerb.DuplicateNext:
                slack.Faults.DuplicateNext(times);
                break;
            case SlackFaultVerb.DropNext:
                slack.Faults.DropNext(times);
                break;
            case SlackFaultVerb.ReorderNext:
                slack.Faults.ReorderNext(Math.Max(2, times));
                break;
            case SlackFaultVerb.Down or SlackFaultVerb.Up:
                slack.Faults.Down = order.Do == SlackFaultVerb.Down;
                break;
            case SlackFaultVerb.Slow:
                slack.Faults.Slowness = TimeSpan.FromMilliseconds(Math.Clamp(order.Milliseconds ?? 0, 0, 60_000));
                break;
            case SlackFaultVerb.Throttle or SlackFaultVerb.Unthrottle:
                slack.Throttles = order.Do == SlackFaultVerb.Throttle;
                break;
            case SlackFaultVerb.RemoveBot when !channel.IsDm:
                slack.Acts.RemoveBot(channel);
                break;
            case SlackFaultVerb.AddBot when !channel.IsDm && slack.Installs.For(channel.TeamId) is not null:
                await slack.Acts.InviteBotAsync(People.Ada, channel, cancellationToken);
                break;
            case SlackFaultVerb.Uninstall when slack.Installs.All.Any(install => install.Key == (order.Install ?? People.SlackTeamId)):
                await slack.Acts.UninstallAsync(order.Install, cancellationToken: cancellationToken);
                break;
            case SlackFaultVerb.DisconnectSockets:
                await slack.DisconnectSocketsAsync("refresh_requested", cancellationToken: cancellationToken);
                break;
            case SlackFaultVerb.DeleteCard when Card(order) is { } card:
                slack.Acts.DeleteMessage(card);
                break;
            case SlackFaultVerb.Clear:
                slack.Faults.Clear();
                break;
            default:
                return Wrong("It cannot be done: the verb is not known, something that it needs is missing, or there is nothing to do it to.");
        }

        return State();
    }

    // The message that is named, or the app's newest card.
    private SlackMessage? Card(SlackFaultOrder order) => slack.All.LastOrDefault(message => message is { IsFromApp: true, Deleted: false, OnlyFor: null }
        && (order.Ts is null ? BlockTree.Elements(message.Blocks).Any() : message.Ts == order.Ts));

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

    private static IResult Wrong(string sentence) => Results.Json(new JsonObject { ["error"] = sentence }, statusCode: StatusCodes.Status400BadRequest);
}

/// <summary>What somebody does.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<SlackAct>))]
internal enum SlackAct
{
    None,
    Mention,
    Say,
    Command,
    OpenHome,
    Press,
    PressHome,
    PressView,
    Submit,
    Close,
}

/// <summary>Something to do as somebody.</summary>
internal sealed record SlackActRequest(
    string? As, SlackAct Do, string? Channel, string? Text, string? Thread, string? Ts, string? Action, string? Block, string? Given, string? View, Dictionary<string, string>? Values);

/// <summary>What shall go wrong, or happen.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<SlackFaultVerb>))]
internal enum SlackFaultVerb
{
    None,
    FailNext,
    ErrorNext,
    DuplicateNext,
    DropNext,
    ReorderNext,
    Down,
    Up,
    Slow,
    Throttle,
    Unthrottle,
    RemoveBot,
    AddBot,
    Uninstall,
    DisconnectSockets,
    DeleteCard,
    Clear,
}

/// <summary>A fault to order.</summary>
internal sealed record SlackFaultOrder(
    SlackFaultVerb Do, SlackFault? Fault, int? Times, string? Method, string? Error, string? Channel, string? Install, string? Ts, int? Milliseconds);
