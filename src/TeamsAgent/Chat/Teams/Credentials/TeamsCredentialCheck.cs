using Microsoft.Extensions.Options;

namespace TeamsAgent.Chat.Teams.Credentials;

/// <summary>Refuses settings by which the bot would get no token. Each sentence names the setting and the remedy.</summary>
internal sealed class TeamsCredentialCheck(TimeProvider clock) : IValidateOptions<TeamsOptions>
{
    private const string Ways = "Teams:ClientSecret, Teams:CertificatePath, Teams:CertificateThumbprint, Teams:FederatedTokenFile or Teams:FederatedIdentityClientId";

    /// <inheritdoc/>
    public ValidateOptionsResult Validate(string? name, TeamsOptions options)
    {
        var failures = options.LocalMode ? [] : Failures(options).ToList();
        return failures.Count > 0 ? ValidateOptionsResult.Fail(failures) : ValidateOptionsResult.Success;
    }

    private IEnumerable<string> Failures(TeamsOptions options)
    {
        var named = BotCredentials.NamedIn(options);
        return (options.AppType, named) switch
        {
            (TeamsOptions.ManagedIdentity, []) => [],
            (TeamsOptions.ManagedIdentity, _) => [$"{named[0].Setting} is set, but Teams:AppType is UserAssignedMSI, which needs no credential. Remove one of them."],
            (_, []) => [$"Teams:ClientSecret must be the secret of the bot's application, as a secret of the environment and not in a file; or set another of {Ways}."],
            (_, [_, _, ..]) => [$"{string.Join(" and ", named.Select(one => one.Setting))} are both set; the bot has one credential. Remove what is not used."],
            _ => OfOne(named[0].Kind, named[0].Setting, options),
        };
    }

    private IEnumerable<string> OfOne(BotCredential kind, string setting, TeamsOptions options) => kind switch
    {
        BotCredential.Secret when string.IsNullOrWhiteSpace(options.ClientSecret) || options.ClientSecret.StartsWith('<') =>
            ["Teams:ClientSecret must be the secret of the bot's application; set it as a secret of the environment, not in a file."],
        BotCredential.Certificate => OfCertificate(setting, options),
        BotCredential.FederatedToken when !File.Exists(options.FederatedTokenFile) =>
            ["Teams:FederatedTokenFile must be the file in which the platform keeps the application's token; there is none."],
        BotCredential.FederatedIdentity when !Guid.TryParseExact(options.FederatedIdentityClientId, "D", out _) =>
            ["Teams:FederatedIdentityClientId must be the client id of a user-assigned managed identity, a GUID."],
        _ => [],
    };

    private IEnumerable<string> OfCertificate(string setting, TeamsOptions options)
    {
        string? wrong = null;
        try
        {
            using var certificate = BotCertificate.Read(options);
            var now = clock.GetUtcNow().UtcDateTime;
            wrong = now > certificate.NotAfter.ToUniversalTime() ? "it has expired"
                : now < certificate.NotBefore.ToUniversalTime() ? "it is not valid yet"
                : null;
        }
        catch (BotCertificateException unreadable)
        {
            wrong = unreadable.Message;
        }

        return wrong is null ? [] : [$"{setting} must be the certificate of the bot's application with its private key, but {wrong}."];
    }
}
