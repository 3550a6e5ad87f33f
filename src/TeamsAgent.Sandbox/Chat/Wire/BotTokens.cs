using System.Security.Cryptography;
using System.Text.Json.Nodes;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace TeamsAgent.Sandbox.Chat.Wire;

/// <summary>
/// The Bot Framework's token issuer: an OpenID document, keys with endorsements, and the tokens that inbound calls carry.
/// https://learn.microsoft.com/azure/bot-service/rest-api/bot-framework-rest-connector-authentication
/// </summary>
public sealed class BotTokens(TimeProvider clock)
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

    /// <summary>A token as the service makes it; any of it can be replaced to make a wrong one.</summary>
    public string Mint(
        string serviceUrl, string? issuer = null, string? audience = null, string? claimName = null, TimeSpan? age = null, TimeSpan? life = null,
        SigningKey? key = null, string? algorithm = null, string? kid = null)
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
        var signed = $"{Base64UrlEncoder.Encode(header.ToJsonString())}.{Base64UrlEncoder.Encode(payload.ToJsonString())}";
        return $"{signed}.{Base64UrlEncoder.Encode(key.Sign(signed, algorithm ?? "RS256"))}";
    }

    internal void Map(IEndpointRouteBuilder routes, Func<string> address)
    {
        routes.MapGet("/v1/.well-known/openidconfiguration", () => Results.Json(new
        {
            issuer = Issuer,
            authorization_endpoint = "https://invalid.botframework.com",
            jwks_uri = $"{address()}/v1/.well-known/keys",
            id_token_signing_alg_values_supported = new[] { "RS256" },
            token_endpoint_auth_methods_supported = new[] { "private_key_jwt" },
        }));
        routes.MapGet("/v1/.well-known/keys", () =>
        {
            lock (_lock)
            {
                KeysRead++;
                return Results.Json(new { keys = _keys.Select(key => key.Published()).ToArray() });
            }
        });
    }
}

/// <summary>One signing key with what the channels think of it.</summary>
public sealed class SigningKey
{
    private readonly RSA _rsa = RSA.Create(2048);

    private SigningKey()
    {
    }

    /// <summary>The key's id.</summary>
    public string Kid { get; } = Base64UrlEncoder.Encode(RandomNumberGenerator.GetBytes(20));

    /// <summary>The channels that the key speaks for.</summary>
    public IReadOnlyList<string> Endorsements { get; init; } = ["msteams", "webchat"];

    /// <summary>Makes a key.</summary>
    public static SigningKey New(params string[] endorsements) =>
        endorsements.Length == 0 ? new SigningKey() : new SigningKey { Endorsements = endorsements };

    internal byte[] Sign(string text, string algorithm)
    {
        var bytes = System.Text.Encoding.ASCII.GetBytes(text);
        return algorithm switch
        {
            "none" => [],
            // The classic confusion: the public key used as a shared secret.
            "HS256" => HMACSHA256.HashData(System.Text.Encoding.ASCII.GetBytes(_rsa.ExportRSAPublicKeyPem()), bytes),
            "RS384" => _rsa.SignData(bytes, HashAlgorithmName.SHA384, RSASignaturePadding.Pkcs1),
            "RS512" => _rsa.SignData(bytes, HashAlgorithmName.SHA512, RSASignaturePadding.Pkcs1),
            _ => _rsa.SignData(bytes, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1),
        };
    }

    internal object Published()
    {
        var key = _rsa.ExportParameters(includePrivateParameters: false);
        return new
        {
            kty = "RSA", use = "sig", kid = Kid, x5t = Kid, n = Base64UrlEncoder.Encode(key.Modulus), e = Base64UrlEncoder.Encode(key.Exponent), endorsements = Endorsements,
        };
    }
}
