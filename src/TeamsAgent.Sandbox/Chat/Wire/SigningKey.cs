using System.Security.Cryptography;
using System.Text;
using Microsoft.IdentityModel.Tokens;

namespace TeamsAgent.Sandbox.Chat.Wire;

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
        var bytes = Encoding.ASCII.GetBytes(text);
        return algorithm switch
        {
            "none" => [],
            // The classic confusion: the public key used as a shared secret.
            "HS256" => HMACSHA256.HashData(Encoding.ASCII.GetBytes(_rsa.ExportRSAPublicKeyPem()), bytes),
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
