using System.Security.Cryptography;

namespace TeamsAgent.Identity;

/// <summary>What a person can read out from an error page, and an operator find in the log.</summary>
internal static class Reference
{
    private const int Digits = 8;

    public static string New() => RandomNumberGenerator.GetHexString(Digits, lowercase: true);

    public static string Of(string signInId) => signInId.Substring(2, Digits);
}
