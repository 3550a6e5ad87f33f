using System.Text.Json.Nodes;
using Microsoft.IdentityModel.Tokens;

namespace TeamsAgent.Sandbox.Chat.Wire;

/// <summary>
/// The Bot Framework's token issuer: an OpenID document, keys with endorsements, and the tokens that inbound calls carry.
/// https://learn.microsoft.com/azure/bot-service/rest-api/bot-framework-rest-connector-authentication
/// </summary>
public sealed class BotTokens(ConnectorFaults faults, TimeProvider clock)
{
    /// <summary>The issuer of channel tokens in the public cloud.</summary>
    public const string Issuer = "https://api.botframework.com";

    private readonly Lock _lock = new();
    private List<SigningKey> _keys = [SigningKey.New()];

    /// <summary>The newest key.</summary>
    public SigningKey Current
    {
        get
        {
            lock (_lock)
            {
                return _keys[^1];
            }
        }
    }

    /// <summary>How often the keys document was read.</summary>
    public int KeysRead { get; private set; }

    /// <summary>Signs with a new key from now on.</summary>
    /// <param name="keepOld">Whether the older keys stay published.</param>
    public void Rotate(bool keepOld)
    {
        lock (_lock)
        {
            _keys = keepOld ? [.. _keys, SigningKey.New()] : [SigningKey.New()];
        }
    }

    /// <summary>Signs with a given key from now on; the older ones stay published.</summary>
    public void Publish(SigningKey key)
    {
        lock (_lock)
        {
            _keys = [.. _keys, key];
        }
    }

    /// <summary>A token as the service makes it; any of it can be replaced to make a wrong one.</summary>
    /// <param name="serviceUrl">What the token says of the service's address; the claim's name is all lower case.</param>
    /// <param name="issuer">Another issuer.</param>
    /// <param name="audience">Another audience.</param>
    /// <param name="claimName">Another name for the claim with the service's address.</param>
    /// <param name="age">How long ago it was made.</param>
    /// <param name="life">How long it lives; an hour if null.</param>
    /// <param name="key">Another key than the current one, published or not.</param>
    /// <param name="algorithm">Another algorithm: RS384, RS512, HS256 with the public key as its secret, or none.</param>
    /// <param name="kid">The id of another key than the one that signs.</param>
    /// <param name="change">Changes any claim at the end.</param>
    public string Mint(
        string serviceUrl, string? issuer = null, string? audience = null, string? claimName = null, TimeSpan? age = null, TimeSpan? life = null,
        SigningKey? key = null, string? algorithm = null, string? kid = null, Action<JsonObject>? change = null)
    {
        key ??= Current;
        var from = clock.GetUtcNow() - (age ?? TimeSpan.Zero);
        var until = from + (life ?? TimeSpan.FromHours(1));
        var header = new JsonObject { ["alg"] = algorithm ?? "RS256", ["kid"] = kid ?? key.Kid, ["x5t"] = kid ?? key.Kid, ["typ"] = "JWT" };
        var payload = new JsonObject
        {
            [claimName ?? "serviceurl"] = serviceUrl,
            ["nbf"] = from.ToUnixTimeSeconds(),
            ["exp"] = until.ToUnixTimeSeconds(),
            ["iss"] = issuer ?? Issuer,
            ["aud"] = audience ?? People.BotAppId,
        };
        change?.Invoke(payload);
        var signed = $"{Base64UrlEncoder.Encode(header.ToJsonString())}.{Base64UrlEncoder.Encode(payload.ToJsonString())}";
        return $"{signed}.{Base64UrlEncoder.Encode(key.Sign(signed, algorithm ?? "RS256"))}";
    }

    internal void Map(IEndpointRouteBuilder routes, Func<string> address)
    {
        routes.MapGet("/v1/.well-known/openidconfiguration", () => faults.Down ? ConnectorAnswers.Unavailable() : Results.Json(new
        {
            issuer = Issuer,
            authorization_endpoint = "https://invalid.botframework.com",
            jwks_uri = $"{address()}/v1/.well-known/keys",
            id_token_signing_alg_values_supported = new[] { "RS256" },
            token_endpoint_auth_methods_supported = new[] { "private_key_jwt" },
        }));
        routes.MapGet("/v1/.well-known/keys", () =>
        {
            if (faults.Down)
            {
                return ConnectorAnswers.Unavailable();
            }

            lock (_lock)
            {
                KeysRead++;
                return Results.Json(new { keys = _keys.Select(key => key.Published()).ToArray() });
            }
        });
    }
}
