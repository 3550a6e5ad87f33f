namespace TeamsAgent.Chat.Teams.Credentials;

/// <summary>How the bot proves to Microsoft Entra that it is the bot. The settings name exactly one way.</summary>
internal enum BotCredential
{
    /// <summary>A secret.</summary>
    Secret,

    /// <summary>A certificate in a file or in the machine's store.</summary>
    Certificate,

    /// <summary>A token of the platform that it runs on (workload identity federation).</summary>
    FederatedToken,

    /// <summary>A token of a managed identity that the application trusts.</summary>
    FederatedIdentity,

    /// <summary>Nothing but where it runs: the bot is a managed identity itself.</summary>
    ManagedIdentity,
}

/// <summary>Which credential the settings mean.</summary>
internal static class BotCredentials
{
    /// <summary>The settings that name a credential and are set.</summary>
    public static IReadOnlyList<(BotCredential Kind, string Setting)> NamedIn(TeamsOptions options)
    {
        (BotCredential Kind, string Setting, string Value)[] all =
        [
            (BotCredential.Secret, "Teams:ClientSecret", options.ClientSecret),
            (BotCredential.Certificate, "Teams:CertificatePath", options.CertificatePath),
            (BotCredential.Certificate, "Teams:CertificateThumbprint", options.CertificateThumbprint),
            (BotCredential.FederatedToken, "Teams:FederatedTokenFile", options.FederatedTokenFile),
            (BotCredential.FederatedIdentity, "Teams:FederatedIdentityClientId", options.FederatedIdentityClientId),
        ];
        return [.. all.Where(one => one.Value.Length > 0).Select(one => (one.Kind, one.Setting))];
    }

    /// <summary>The credential in use, and the setting that names it.</summary>
    public static (BotCredential Kind, string Setting) Of(TeamsOptions options) => options.AppType == TeamsOptions.ManagedIdentity
        ? (BotCredential.ManagedIdentity, "Teams:AppId")
        : NamedIn(options) is [var only] ? only : throw new InvalidOperationException("The settings must name one credential.");
}
