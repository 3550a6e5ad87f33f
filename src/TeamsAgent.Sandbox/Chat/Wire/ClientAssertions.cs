using System.Globalization;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.IdentityModel.Tokens;

namespace TeamsAgent.Sandbox.Chat.Wire;

/// <summary>
/// What a bot may send to Microsoft Entra instead of a secret: an assertion signed with its certificate, or a token of a platform that the
/// application trusts.
/// https://learn.microsoft.com/entra/identity-platform/certificate-credentials
/// </summary>
internal sealed class ClientAssertions(TeamsOptions options, TimeProvider clock)
{
    public const string Type = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer";
    public const string ExchangeAudience = "api://AzureADTokenExchange";

    /// <summary>The code of the refusal, as Entra numbers it; null for an assertion that is good.</summary>
    public int? Fault(string assertion, string endpoint)
    {
        if (Read(assertion) is not { } jwt)
        {
            return 50027;
        }

        return jwt.Header["x5c"] is not null || jwt.Header["x5t#S256"] is not null || jwt.Header["x5t"] is not null
            ? FaultOfCertificate(jwt, endpoint)
            : FaultOfFederation(jwt);
    }

    /// <summary>A token of the platform, as its managed identities get one.</summary>
    public static string Mint(FederatedIssuer platform, DateTimeOffset now)
    {
        var header = Base64UrlEncoder.Encode(new JsonObject { ["alg"] = "RS256", ["typ"] = "JWT" }.ToJsonString());
        var payload = Base64UrlEncoder.Encode(new JsonObject
        {
            ["iss"] = platform.Issuer, ["sub"] = platform.Subject, ["aud"] = ExchangeAudience, ["exp"] = now.AddHours(1).ToUnixTimeSeconds(),
        }.ToJsonString());
        return $"{header}.{payload}.{Base64UrlEncoder.Encode(platform.Key.SignData(Encoding.ASCII.GetBytes($"{header}.{payload}"), HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1))}";
    }

    private int? FaultOfCertificate(Jwt jwt, string endpoint)
    {
        if (options.BotCertificate is not { } registered || (string?)jwt.Header["x5t#S256"] != Base64UrlEncoder.Encode(registered.GetCertHash(HashAlgorithmName.SHA256))
            || (string?)Leaf(jwt.Header["x5c"]) != Convert.ToBase64String(registered.RawData))
        {
            return 700027;
        }

        using var key = registered.GetRSAPublicKey()!;
        var padding = (string?)jwt.Header["alg"] == "PS256" ? RSASignaturePadding.Pss : RSASignaturePadding.Pkcs1;
        return !key.VerifyData(jwt.Signed, jwt.Signature, HashAlgorithmName.SHA256, padding) ? 700027
            : (string?)jwt.Payload["iss"] != People.BotAppId || (string?)jwt.Payload["sub"] != People.BotAppId || (string?)jwt.Payload["jti"] is not { Length: > 0 } ? 700021
            : !SamePlace((string?)jwt.Payload["aud"], endpoint) ? 700023
            : !IsNow(jwt) ? 700024
            : null;
    }

    private int? FaultOfFederation(Jwt jwt) =>
        options.FederatedIssuer is not { } trusted || (string?)jwt.Payload["iss"] != trusted.Issuer ? 700211
        : !trusted.Key.VerifyData(jwt.Signed, jwt.Signature, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1) ? 700027
        : (string?)jwt.Payload["sub"] != trusted.Subject ? 700213
        : (string?)jwt.Payload["aud"] != ExchangeAudience ? 700212
        : !IsNow(jwt) ? 700024
        : null;

    // MSAL sends one certificate as a string; RFC 7515 has a list. Entra takes both.
    private static JsonNode? Leaf(JsonNode? chain) => chain is JsonArray list ? list.FirstOrDefault() : chain;

    // A number, or a number in a string, as MSAL writes it.
    private bool IsNow(Jwt jwt) =>
        long.TryParse(jwt.Payload["exp"]?.ToString(), NumberStyles.None, CultureInfo.InvariantCulture, out var until) && clock.GetUtcNow().ToUnixTimeSeconds() < until;

    // The client thinks that it talks https; on loopback it does not.
    private static bool SamePlace(string? audience, string endpoint) =>
        Uri.TryCreate(audience, UriKind.Absolute, out var named) && named.Authority == new Uri(endpoint).Authority && named.AbsolutePath == new Uri(endpoint).AbsolutePath;

    private static Jwt? Read(string assertion)
    {
        if (assertion.Split('.') is not [var header, var payload, var signature])
        {
            return null;
        }

        try
        {
            return JsonNode.Parse(Base64UrlEncoder.DecodeBytes(header)) is JsonObject head && JsonNode.Parse(Base64UrlEncoder.DecodeBytes(payload)) is JsonObject body
                ? new Jwt(head, body, Encoding.ASCII.GetBytes($"{header}.{payload}"), Base64UrlEncoder.DecodeBytes(signature))
                : null;
        }
        catch (Exception notJson) when (notJson is FormatException or System.Text.Json.JsonException)
        {
            return null;
        }
    }

    private sealed record Jwt(JsonObject Header, JsonObject Payload, byte[] Signed, byte[] Signature);
}
