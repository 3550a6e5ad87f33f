using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using TeamsAgent.Sandbox.Chat.Wire;
using TeamsAgent.Sandbox.Slack;

namespace TeamsAgent.Sandbox.Chat.Playground;

/// <summary>A fault of the chat: one that strikes the next calls, one that lasts, or something that happens now.</summary>
internal sealed record ChatFaultRequest(ConnectorFault? Fault, int? Times, bool? Down, bool? BotRemoved, Happening? Happens);

/// <summary>What happens now, or to the next message or press.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<Happening>))]
internal enum Happening
{
    /// <summary>The next activity comes twice, the same.</summary>
    Duplicate,

    /// <summary>The next activity comes twice, as if it were two.</summary>
    DuplicateAsTwo,

    /// <summary>The next attempt to deliver something is lost.</summary>
    Drop,

    /// <summary>The next two activities come in another order.</summary>
    Reorder,

    /// <summary>The service signs with a new key, and forgets the old one.</summary>
    NewKeys,

    /// <summary>Somebody deletes the bot's newest card.</summary>
    CardDeleted,
}

/// <summary>A fault of a provider.</summary>
internal sealed record ProviderFaultRequest(string? Provider, string? Fault, int? Times, string? Method);

/// <summary>A fault of the tenant.</summary>
internal sealed record TenantFaultRequest(string? Do, string? Row, string? Fault, string? User, string? Connection, bool? Blocked);

/// <summary>Orders what goes wrong next, in any part of the world.</summary>
internal sealed class FaultDesk(SandboxTeams teams, Neighbours neighbours)
{
    private readonly ConnectorFaults _chat = teams.Faults;

    public async Task<IResult> ShowAsync(CancellationToken cancellationToken)
    {
        var tenant = neighbours.TenantFaultsAsync(cancellationToken);
        var providers = neighbours.ProviderFaultsAsync(cancellationToken);
        var atTenant = (await tenant).Answer as JsonObject;
        var waiting = _chat.Waiting.Select(fault => $"chat: {fault}").ToList();
        waiting.AddRange(Enumerable.Repeat(_chat.DuplicatesAreNew ? "chat: the next activity, as two" : "chat: the next activity, twice", _chat.DuplicatesWaiting));
        waiting.AddRange(Enumerable.Repeat("chat: the next delivery is lost", _chat.DropsWaiting));
        waiting.AddRange(_chat.ReordersWaiting > 0 ? [$"chat: the next {_chat.ReordersWaiting} come in another order"] : []);
        waiting.AddRange(teams.Slack?.Faults.Waiting.Select(fault => $"slack: {fault}") ?? []);
        waiting.AddRange((atTenant?["pending"] as JsonArray ?? []).Select(entry => $"tenant: {entry}"));
        waiting.AddRange(((await providers).Answer as JsonObject ?? []).SelectMany(provider =>
            (provider.Value as JsonArray ?? []).Select(fault => $"{provider.Key}: {fault?["kind"]}")));
        return Results.Json(
            new
            {
                chat = Enum.GetNames<ConnectorFault>(), slack = teams.Slack is { } slack ? SlackState(slack) : null, chat_down = _chat.Down, bot_removed = _chat.BotRemoved, rows = atTenant?["rows"], id_token = atTenant?["id_token"], waiting,
            });
    }

    public async Task<IResult> InChatAsync(ChatFaultRequest request, CancellationToken cancellationToken)
    {
        if (request.Fault is { } fault)
        {
            _chat.Next(fault, Math.Clamp(request.Times ?? 1, 1, 100));
        }

        _chat.Down = request.Down ?? _chat.Down;
        return request.BotRemoved is { } removed && removed != _chat.BotRemoved
            ? await Delivery.TryAsync(
                () => removed ? teams.RemoveAsync(People.Ada, Conversation.General, cancellationToken) : teams.InstallAsync(People.Ada, Conversation.General, cancellationToken),
                _ => Results.Json(new { }))
            : Done(request.Happens is { } happening ? Happen(happening) : null);
    }

    public Task<IResult> AtSlackAsync(SlackFaultOrder order, CancellationToken cancellationToken) =>
        teams.Slack?.Control.OrderAsync(order, cancellationToken) ?? Task.FromResult(PlaygroundEndpoints.Refuse("This world has no Slack."));

    public async Task<IResult> AtProviderAsync(ProviderFaultRequest request, CancellationToken cancellationToken) =>
        Done(await neighbours.OrderAtProvidersAsync(request, cancellationToken));

    public async Task<IResult> AtTenantAsync(TenantFaultRequest request, CancellationToken cancellationToken) =>
        Done(await neighbours.OrderAtTenantAsync(request, cancellationToken));

    public async Task<IResult> ClearAsync(CancellationToken cancellationToken)
    {
        _chat.Clear();
        teams.Slack?.Faults.Clear();
        var tenant = await neighbours.OrderAtTenantAsync(new { @do = "clear" }, cancellationToken);
        return Done(tenant ?? await neighbours.ClearProvidersAsync(cancellationToken));
    }

    private static object SlackState(SandboxSlack slack) => new
    {
        faults = Enum.GetNames<SlackFault>(), down = slack.Faults.Down, throttles = slack.Throttles,
        removed = !slack.Space.MembersOf(SlackChannel.General).Contains(People.SlackBotUserId), installed = slack.Installs.For(People.SlackTeamId) is not null,
    };

    private string? Happen(Happening happening)
    {
        switch (happening)
        {
            case Happening.Duplicate or Happening.DuplicateAsTwo:
                _chat.DuplicateNext(withNewIds: happening == Happening.DuplicateAsTwo);
                return null;
            case Happening.Drop:
                _chat.DropNext();
                return null;
            case Happening.Reorder:
                _chat.ReorderNext();
                return null;
            case Happening.NewKeys:
                teams.Tokens.Rotate(keepOld: false);
                return null;
            default:
                return teams.Messages.LastOrDefault(message => message is { From: "bot", Deleted: false, Card: not null }) is { } card && teams.DeleteCard(card.Id)
                    ? null
                    : "There is no card to delete.";
        }
    }

    private static IResult Done(string? refusal) => refusal is null ? Results.Json(new { }) : PlaygroundEndpoints.Refuse(refusal, StatusCodes.Status502BadGateway);
}
