namespace TeamsAgent.Sandbox.Tenant;

/// <summary>What <c>POST /sandbox/tenant/faults</c> takes. <see cref="Do"/> names the fault, the rest is what it needs.</summary>
internal sealed record FaultOrder(
    string Do, string? Endpoint, string? Row, int? Status, string? Error, string? Description, int? RetryAfterSeconds,
    string? Connection, int? Times, string? Fault, string? User, bool? Blocked, IReadOnlyList<string>? Scopes);

/// <summary>The controls of the sandbox's tenant. They are no part of Auth0's wire.</summary>
internal static class FaultEndpoints
{
    public static void MapFaults(this RouteGroupBuilder sandbox, TenantFaults faults, CallRecorder recorder)
    {
        sandbox.MapGet("/calls", () => recorder.Calls);
        sandbox.MapGet("/faults", () => new
        {
            pending = faults.Pending,
            rows = TenantFaultRows.All.Keys,
            id_token = IdTokenFault.All.Keys,
            verbs = new[]
            {
                "fail-next", "tamper-next-id-token", "rotate-keys", "revoke-old-keys", "block", "connect", "disconnect", "revoke-at-provider",
                "lose-provider-refresh-token", "grant-scopes", "expire-provider-tokens", "revoke-refresh-tokens", "clear",
            },
        });
        sandbox.MapPost("/faults", async (FaultOrder order, CancellationToken ct) =>
            await PlaceAsync(faults, order, ct) is { } refusal ? Results.BadRequest(new { error = refusal }) : Results.NoContent());
    }

    private static async Task<string?> PlaceAsync(TenantFaults faults, FaultOrder order, CancellationToken ct)
    {
        switch (order)
        {
            case { Do: "fail-next" }:
                if (FaultOf(order) is not { } fault)
                {
                    return "fail-next needs a known 'row', or 'status' and 'error'.";
                }

                faults.FailNext(order.Endpoint ?? TenantEndpoints.TokenVault, fault, Math.Clamp(order.Times ?? 1, 1, 1000), order.Connection);
                return null;
            case { Do: "tamper-next-id-token" }:
                if (order.Fault is null || !IdTokenFault.All.TryGetValue(order.Fault, out var tampering))
                {
                    return "tamper-next-id-token needs a known 'fault'.";
                }

                faults.TamperNextIdToken(tampering);
                return null;
            case { Do: "rotate-keys" }:
                faults.RotateKeys();
                return null;
            case { Do: "revoke-old-keys" }:
                faults.RevokeOldKeys();
                return null;
            case { Do: "clear" }:
                faults.Clear();
                return null;
            case { User: null }:
                return $"'{order.Do}' is unknown, or needs a 'user'.";
            case { Do: "block", User: var user }:
                faults.Block(user, order.Blocked ?? true);
                return null;
            case { Do: "revoke-refresh-tokens", User: var user }:
                await faults.RevokeRefreshTokensAsync(user, ct);
                return null;
            case { User: var user, Connection: { } connection }:
                return PlaceOnAccount(faults, order, user, connection);
            default:
                return $"'{order.Do}' is unknown, or needs a 'connection'.";
        }
    }

    private static string? PlaceOnAccount(TenantFaults faults, FaultOrder order, string user, string connection)
    {
        var known = true;
        try
        {
            switch (order.Do)
            {
                case "connect": faults.Connect(user, connection, order.Scopes); break;
                case "disconnect": faults.Disconnect(user, connection); break;
                case "revoke-at-provider": faults.RevokeAtProvider(user, connection); break;
                case "lose-provider-refresh-token": faults.LoseProviderRefreshToken(user, connection); break;
                case "grant-scopes": faults.GrantScopes(user, connection, [.. order.Scopes ?? []]); break;
                case "expire-provider-tokens": faults.ExpireProviderTokens(user, connection); break;
                default: known = false; break;
            }
        }
        catch (ArgumentException refused)
        {
            return refused.Message;
        }

        return known ? null : $"'{order.Do}' is unknown.";
    }

    private static TenantFault? FaultOf(FaultOrder order) => order switch
    {
        { Row: { } row } => TenantFaultRows.All.GetValueOrDefault(row),
        { Status: { } status, Error: { } error } when status is >= 200 and <= 599 => TenantFault.Of(
            status, error, order.Description, order.RetryAfterSeconds is { } seconds ? TimeSpan.FromSeconds(seconds) : null),
        _ => null,
    };
}
