using Microsoft.Extensions.Options;
using TeamsAgent.Chat.Teams.Credentials;

namespace TeamsAgent.Chat.Teams;

/// <summary>Fills in what the settings leave to the cloud, and to the platform that the process runs on.</summary>
internal sealed class TeamsOptionsDefaults(IConfiguration configuration) : IPostConfigureOptions<TeamsOptions>
{
    private const string WorkloadIdentity = "AZURE_FEDERATED_TOKEN_FILE";

    /// <inheritdoc/>
    public void PostConfigure(string? name, TeamsOptions options)
    {
        var cloud = TeamsCloud.Of(options);
        options.MetadataAddress = Or(options.MetadataAddress, cloud.MetadataAddress);
        options.Issuer = Or(options.Issuer, cloud.Issuer);
        options.TokenAuthority = Or(options.TokenAuthority, cloud.TokenAuthority);
        options.TokenScope = Or(options.TokenScope, cloud.TokenScope);
        if (options.AppType != TeamsOptions.ManagedIdentity && BotCredentials.NamedIn(options).Count == 0)
        {
            options.FederatedTokenFile = configuration[WorkloadIdentity] ?? "";
        }
    }

    private static string Or(string set, string otherwise) => string.IsNullOrWhiteSpace(set) ? otherwise : set;
}
