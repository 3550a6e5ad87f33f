using System.Security.Cryptography;
using Microsoft.AspNetCore.DataProtection;

namespace TeamsAgent.Identity;

/// <summary>
/// Protects what has to be stored and read again. Every value is bound to what it is and to whose it is, so that a row copied over
/// another one does not open.
/// </summary>
public sealed class Secrets(IDataProtectionProvider provider)
{
    private const string Purpose = "TeamsAgent.Identity";

    /// <summary>Protects a value.</summary>
    /// <param name="what">What it is.</param>
    /// <param name="owner">The id of the row or person that it belongs to.</param>
    /// <param name="value">The value.</param>
    public string Protect(string what, string owner, string value) => provider.CreateProtector(Purpose, what, owner).Protect(value);

    /// <summary>Opens a value; null when it cannot be opened, because the key ring was lost or the value is another row's.</summary>
    public string? Open(string what, string owner, string stored)
    {
        try
        {
            return stored.Length == 0 ? null : provider.CreateProtector(Purpose, what, owner).Unprotect(stored);
        }
        catch (CryptographicException)
        {
            return null;
        }
    }
}
