using System.Text.Json.Nodes;
using TeamsAgent.Sandbox.Chat.Wire;

namespace TeamsAgent.Sandbox.Chat.Playground;

/// <summary>A fault of the chat: one that strikes the next calls, or one that lasts.</summary>
internal sealed record ChatFaultRequest(ConnectorFault? Fault, int? Times, bool? Down, bool? BotRemoved);

/// <summary>A fault of a provider.</summary>
internal sealed record ProviderFaultRequest(string? Provider, string? Fault, int? Times, string? Method);

/// <summary>A fault of the tenant.</summary>
internal sealed record TenantFaultRequest(string? Do, string? Row, string? Fault, string? User, string? Connection, bool? Blocked);

/// <summary>Orders what goes wrong next, in any part of the world.</summary>
internal sealed class FaultDesk(ConnectorFaults chat, Neighbours neighbours)
{
    public async Task<IResult> ShowAsync(CancellationToken cancellationToken)
    {
        var tenant = neighbours.TenantFaultsAsync(cancellationToken);
        var providers = neighbours.ProviderFaultsAsync(cancellationToken);
        var atTenant = (await tenant).Answer as JsonObject;
        var waiting = chat.Waiting.Select(fault => $"chat: {fault}").ToList();
        waiting.AddRange((atTenant?["pending"] as JsonArray ?? []).Select(entry => $"tenant: {entry}"));
        waiting.AddRange(((await providers).Answer as JsonObject ?? []).SelectMany(provider =>
            (provider.Value as JsonArray ?? []).Select(fault => $"{provider.Key}: {fault?["kind"]}")));
        return Results.Json(
            new { chat = Enum.GetNames<ConnectorFault>(), chat_down = chat.Down, bot_removed = chat.BotRemoved, rows = atTenant?["rows"], id_token = atTenant?["id_token"], waiting });
    }

    public IResult InChat(ChatFaultRequest request)
    {
        if (request.Fault is { } fault)
        {
            chat.Next(fault, Math.Clamp(request.Times ?? 1, 1, 100));
        }

        chat.Down = request.Down ?? chat.Down;
        chat.BotRemoved = request.BotRemoved ?? chat.BotRemoved;
        return Results.Json(new { });
    }

    public async Task<IResult> AtProviderAsync(ProviderFaultRequest request, CancellationToken cancellationToken) =>
        Done(await neighbours.OrderAtProvidersAsync(request, cancellationToken));

    public async Task<IResult> AtTenantAsync(TenantFaultRequest request, CancellationToken cancellationToken) =>
        Done(await neighbours.OrderAtTenantAsync(request, cancellationToken));

    public async Task<IResult> ClearAsync(CancellationToken cancellationToken)
    {
        chat.Clear();
        var tenant = await neighbours.OrderAtTenantAsync(new { @do = "clear" }, cancellationToken);
        return Done(tenant ?? await neighbours.ClearProvidersAsync(cancellationToken));
    }

    private static IResult Done(string? refusal) => refusal is null ? Results.Json(new { }) : PlaygroundEndpoints.Refuse(refusal, StatusCodes.Status502BadGateway);
}
