using System.Security.Cryptography;
using Microsoft.IdentityModel.Tokens;

namespace TeamsAgent.Sandbox.Tenant;

/// <summary>RSA keys with their thumbprint (RFC 7638) as <c>kid</c>.</summary>
internal static class RsaKeys
{
    private static readonly Lock Gate = new();
    private static readonly List<RsaSecurityKey> Pool = [];

    public static RsaSecurityKey New() => Named(RSA.Create(2048));

    public static RsaSecurityKey Shared(int index)
    {
        lock (Gate)
        {
            while (Pool.Count <= index)
            {
                Pool.Add(New());
            }

            return Pool[index];
        }
    }

    public static RsaSecurityKey Read(byte[] pkcs8)
    {
        var rsa = RSA.Create();
        rsa.ImportPkcs8PrivateKey(pkcs8, out _);
        return Named(rsa);
    }

    public static byte[] Write(RsaSecurityKey key) => key.Rsa.ExportPkcs8PrivateKey();

    private static RsaSecurityKey Named(RSA rsa)
    {
        var key = new RsaSecurityKey(rsa);
        key.KeyId = Base64UrlEncoder.Encode(key.ComputeJwkThumbprint());
        return key;
    }
}
