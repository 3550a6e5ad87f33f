using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore;
using OpenIddict.Abstractions;
using OpenIddict.Server;
using static OpenIddict.Server.OpenIddictServerEvents;

namespace TeamsAgent.Sandbox.Tenant;

/// <summary>Writes ID tokens as Auth0 writes them, or as an ordered fault wants them.</summary>
internal sealed class IdTokenWriter(SigningKeys keys, FaultQueue faults, TenantOptions options, TimeProvider clock) : IOpenIddictServerHandler<GenerateTokenContext>
{
    private readonly ConcurrentDictionary<string, JsonObject> _previous = new(StringComparer.Ordinal);

    public static OpenIddictServerHandlerDescriptor Descriptor { get; } = OpenIddictServerHandlerDescriptor
        .CreateBuilder<GenerateTokenContext>()
        .UseSingletonHandler<IdTokenWriter>()
        .SetOrder(OpenIddictServerHandlers.Protection.GenerateIdentityModelToken.Descriptor.Order + 500)
        .SetType(OpenIddictServerHandlerType.Custom)
        .Build();

    public ValueTask HandleAsync(GenerateTokenContext context)
    {
        if (context.TokenType != OpenIddictConstants.TokenTypeIdentifiers.IdentityToken || context.Token is not { } token)
        {
            return ValueTask.CompletedTask;
        }

        var payload = Jws.PayloadOf(token);
        foreach (var own in payload.Select(claim => claim.Key).Where(name => name.StartsWith("oi_", StringComparison.Ordinal) || name == "azp").ToArray())
        {
            payload.Remove(own);
        }

        if (context.Request?.GrantType == OpenIddictConstants.GrantTypes.RefreshToken)
        {
            payload.Remove("nonce");
        }

        if (options.RolesClaim is { } roles && payload[roles]?.ToString() is { } role)
        {
            payload[roles] = new JsonArray(role);
        }

        var header = new JsonObject { ["alg"] = "RS256", ["typ"] = "JWT", ["kid"] = keys.Current.KeyId };
        var audience = payload["aud"]?.ToString() ?? "";
        var draft = new IdTokenDraft(header, payload, keys, clock.GetUtcNow(), _previous.GetValueOrDefault(audience));
        _previous[audience] = (JsonObject)payload.DeepClone();
        if (faults.TakeIdToken() is { } fault)
        {
            context.Token = fault.Forge(draft);
            if (context.Transaction.GetHttpRequest() is { } request)
            {
                CallNote.Of(request.HttpContext).Fault = fault.Name;
            }
        }
        else
        {
            context.Token = draft.Sign();
        }

        return ValueTask.CompletedTask;
    }
}
