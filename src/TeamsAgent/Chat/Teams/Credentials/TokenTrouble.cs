using System.Text.RegularExpressions;
using Microsoft.Identity.Client;

namespace TeamsAgent.Chat.Teams.Credentials;

/// <summary>
/// Why the bot got no token, and which setting to look at. Only codes are repeated: what an authority says in words may hold more than is good
/// for a log (<see href="https://learn.microsoft.com/entra/identity-platform/reference-error-codes"/>).
/// </summary>
internal static partial class TokenTrouble
{
    /// <summary>A code and a remedy in one sentence.</summary>
    public static string Of(Exception failed, TeamsOptions options)
    {
        var (_, setting) = BotCredentials.Of(options);
        return failed switch
        {
            MsalServiceException { ErrorCode: MsalError.RequestTimeout } or OperationCanceledException => $"no answer in time. {Reach(options)}",
            MsalException msal when Number(msal) is { } number => $"{Short(msal.ErrorCode)}, AADSTS{number}. {Remedy(number, setting)}",
            MsalException msal when options.AppType == TeamsOptions.ManagedIdentity || msal.ErrorCode.Contains("managed_identity", StringComparison.Ordinal) =>
                $"{Short(msal.ErrorCode)}. Teams:AppType is {options.AppType}: check that this runs in Azure with the managed identity of {Identity(options)} assigned to it.",
            MsalServiceException { StatusCode: >= 500 } msal => $"{Short(msal.ErrorCode)}, status {msal.StatusCode}. The authority has trouble; it is asked again.",
            MsalException { InnerException: HttpRequestException inner } => $"{inner.HttpRequestError}. {Reach(options)}",
            MsalException { InnerException: FileNotFoundException } => $"its credential cannot be read. Check {setting}.",
            MsalException msal => $"{Short(msal.ErrorCode)}. Check Teams:AppId, Teams:TenantId and {setting}.",
            HttpRequestException http => $"{http.HttpRequestError}. {Reach(options)}",
            BotCertificateException certificate => $"the certificate of {setting} cannot be used: {certificate.Message}.",
            _ => $"its credential cannot be read ({failed.GetType().Name}). Check {setting}.",
        };
    }

    private static string Remedy(int number, string setting) => number switch
    {
        7000215 => "The secret is wrong: check Teams:ClientSecret; it is the secret's value that is needed, not its id.",
        7000222 => "The secret has expired: make a new one and set Teams:ClientSecret.",
        700027 or 700021 or 700023 or 5000224 => $"The credential is not one of the application's: check {setting}, and what is registered at Microsoft Entra.",
        700211 or 700212 or 700213 or 70021 => $"No federated credential of the application fits the token: check {setting}, and issuer, subject and audience at Microsoft Entra.",
        700016 => "The application is not known in that tenant: check Teams:AppId, Teams:TenantId and Teams:AppType.",
        90002 or 900023 or 900021 => "There is no such tenant: check Teams:TenantId and Teams:Cloud.",
        70011 or 500011 or 650057 => "The scope is not one of that cloud: check Teams:Cloud and Teams:TokenScope.",
        50196 or 50049 or 90099 => "The tenant does not let the application in: check Teams:TenantId, and the application at Microsoft Entra.",
        7000112 or 7000114 => "The application is disabled: look at Microsoft Entra.",
        53003 or 530034 => "The tenant's conditional access does not let the application in: look at Microsoft Entra.",
        _ => $"Check Teams:AppId, Teams:TenantId and {setting}.",
    };

    private static string Reach(TeamsOptions options) => options.AppType == TeamsOptions.ManagedIdentity
        ? "The platform's identity endpoint cannot be reached: check Teams:AppType, and where this runs."
        : $"{new Uri(options.TokenAuthority).Authority} cannot be reached: check Teams:Cloud and Teams:TokenAuthority, and the way out of the network.";

    private static string Identity(TeamsOptions options) => options.AppType == TeamsOptions.ManagedIdentity ? "Teams:AppId" : "Teams:FederatedIdentityClientId";

    private static int? Number(MsalException failed) => AadSts().Match(failed.Message) is { Success: true } match ? int.Parse(match.Groups[1].ValueSpan, System.Globalization.CultureInfo.InvariantCulture) : null;

    private static string Short(string? code) => code is { Length: > 0 and <= 60 } && code.All(letter => char.IsAsciiLetterOrDigit(letter) || letter is '_' or '-') ? code : "an unknown error";

    [GeneratedRegex(@"AADSTS(\d{5,8})", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 200)]
    private static partial Regex AadSts();
}
