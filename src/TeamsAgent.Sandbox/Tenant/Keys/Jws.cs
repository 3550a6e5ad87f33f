using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.IdentityModel.Tokens;

namespace TeamsAgent.Sandbox.Tenant;

/// <summary>Compact JWS (RFC 7515) written by hand, because a forger must be able to write what a library refuses to.</summary>
internal static class Jws
{
    public static JsonObject PayloadOf(string token) =>
        JsonNode.Parse(Base64UrlEncoder.Decode(token.Split('.')[1]))!.AsObject();

    public static string Rs256(JsonObject header, JsonObject payload, RSA key) => Write(header, payload,
        input => key.SignData(input, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1));

    public static string Hs256(JsonObject header, JsonObject payload, byte[] key) => Write(header, payload,
        input => HMACSHA256.HashData(key, input));

    public static string Unsigned(JsonObject header, JsonObject payload) => Write(header, payload, _ => []);

    private static string Write(JsonObject header, JsonObject payload, Func<byte[], byte[]> sign)
    {
        var input = $"{Base64UrlEncoder.Encode(header.ToJsonString())}.{Base64UrlEncoder.Encode(payload.ToJsonString())}";
        return $"{input}.{Base64UrlEncoder.Encode(sign(Encoding.ASCII.GetBytes(input)))}";
    }
}
