using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace TeamsAgent.Chat.Teams.Credentials;

/// <summary>Reads the bot's certificate with its private key.</summary>
internal static class BotCertificate
{
    private const long LargestFile = 64 * 1024;

    // The key stays in memory where the system can do that.
    private static readonly X509KeyStorageFlags KeySet = OperatingSystem.IsMacOS() ? X509KeyStorageFlags.DefaultKeySet : X509KeyStorageFlags.EphemeralKeySet;

    /// <summary>The certificate that the settings name.</summary>
    /// <exception cref="BotCertificateException">It cannot be read, or has no private key.</exception>
    public static X509Certificate2 Read(TeamsOptions options)
    {
        try
        {
            var found = options.CertificateThumbprint.Length > 0 ? InStore(options.CertificateThumbprint) : InFile(options);
            return found.HasPrivateKey ? found : throw new BotCertificateException("it has no private key");
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException or ArgumentException)
        {
            throw new BotCertificateException($"it cannot be read ({unreadable.GetType().Name})");
        }
        catch (CryptographicException)
        {
            // The library's own words may name more than is good for a log.
            throw new BotCertificateException("it cannot be read; is Teams:CertificatePassword right?");
        }
    }

    private static X509Certificate2 InFile(TeamsOptions options)
    {
        var (path, key, password) = (options.CertificatePath, options.CertificateKeyPath, options.CertificatePassword);
        if (new FileInfo(path) is not { Exists: true, Length: <= LargestFile })
        {
            throw new BotCertificateException("there is no such file, or it is too large");
        }

        // PEM begins with its label; anything else is PKCS #12 (RFC 7468, RFC 7292).
        if (!File.ReadAllText(path).Contains("-----BEGIN CERTIFICATE-----", StringComparison.Ordinal))
        {
            return X509CertificateLoader.LoadPkcs12FromFile(path, password.Length > 0 ? password : null, KeySet);
        }

        var keyPath = key.Length > 0 ? key : null;
        return password.Length > 0 ? X509Certificate2.CreateFromEncryptedPemFile(path, password, keyPath) : X509Certificate2.CreateFromPemFile(path, keyPath);
    }

    private static X509Certificate2 InStore(string thumbprint)
    {
        foreach (var location in new[] { StoreLocation.CurrentUser, StoreLocation.LocalMachine })
        {
            if (InStore(thumbprint, location) is { } found)
            {
                return found;
            }
        }

        throw new BotCertificateException("there is none of that thumbprint in the store");
    }

    private static X509Certificate2? InStore(string thumbprint, StoreLocation location)
    {
        try
        {
            using var store = new X509Store(StoreName.My, location);
            store.Open(OpenFlags.ReadOnly | OpenFlags.OpenExistingOnly);
            return store.Certificates.Find(X509FindType.FindByThumbprint, thumbprint, validOnly: false) is [var found, ..] ? found : null;
        }
        catch (CryptographicException)
        {
            // Not every system has a store of that name.
            return null;
        }
    }
}

/// <summary>The bot's certificate cannot be used.</summary>
internal sealed class BotCertificateException(string why) : Exception(why);
