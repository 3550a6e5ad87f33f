using Microsoft.Extensions.Options;

namespace TeamsAgent.Chat.Teams;

/// <summary>Refuses settings with which the bot would be open, or could not talk. Each sentence names the setting and the remedy.</summary>
public sealed class TeamsOptionsCheck(IHostEnvironment environment, IConfiguration configuration) : IValidateOptions<TeamsOptions>
{
    private static readonly TimeSpan LongestCache = TimeSpan.FromHours(24);

    /// <inheritdoc/>
    public ValidateOptionsResult Validate(string? name, TeamsOptions options)
    {
        var failures = (options.LocalMode ? LocalMode() : Registered(options)).Concat(Addresses(options)).ToList();
        return failures.Count > 0 ? ValidateOptionsResult.Fail(failures) : ValidateOptionsResult.Success;
    }

    // Without tokens anybody could say that they are anybody.
    private IEnumerable<string> LocalMode()
    {
        if (!environment.IsDevelopment())
        {
            yield return $"Teams:LocalMode takes messages without tokens and works in Development alone, but this is {environment.EnvironmentName}. Remove it, and register the bot.";
        }

        if (Uri.TryCreate(configuration["Agent:PublicBaseUrl"], UriKind.Absolute, out var url) && !url.IsLoopback)
        {
            yield return "Teams:LocalMode takes messages without tokens, but Agent:PublicBaseUrl is not a loopback address. Remove one of them.";
        }
    }

    private static IEnumerable<string> Registered(TeamsOptions options)
    {
        if (!Guid.TryParseExact(options.AppId, "D", out _))
        {
            yield return "Teams:AppId must be the bot's application id, a GUID from its registration at Microsoft Entra.";
        }

        if (options.AppType is not (TeamsOptions.SingleTenant or TeamsOptions.MultiTenant or TeamsOptions.ManagedIdentity))
        {
            yield return "Teams:AppType must be SingleTenant, UserAssignedMSI or MultiTenant, as the bot is registered.";
        }

        if (options.AppType == TeamsOptions.SingleTenant && !Guid.TryParseExact(options.TenantId, "D", out _))
        {
            yield return "Teams:TenantId must be the id of the tenant that the bot is registered in; without it every message would be refused by Teams.";
        }

        if (options.AllowedTenants.Count == 0 || options.AllowedTenants.Any(tenant => !Guid.TryParseExact(tenant, "D", out _)))
        {
            yield return "Teams:AllowedTenants must list the ids of the tenants whose people may talk to the bot.";
        }
    }

    private IEnumerable<string> Addresses(TeamsOptions options)
    {
        if (!TeamsCloud.ByName.ContainsKey(options.Cloud))
        {
            yield return $"Teams:Cloud must be one of {string.Join(", ", TeamsCloud.ByName.Keys)}; other clouds are set address by address.";
        }

        if (!IsSafe(options.MetadataAddress))
        {
            yield return "Teams:MetadataAddress must be an https address (http on loopback in Development).";
        }

        if (!IsSafe(options.TokenAuthority))
        {
            yield return "Teams:TokenAuthority must be an https address (http on loopback in Development).";
        }

        foreach (var host in options.AllowedServiceHosts.Where(host => !ServiceHosts.IsEntry(host)))
        {
            yield return $"Teams:AllowedServiceHosts: “{host}” must be a host name, or *. and a host name.";
        }

        if (!environment.IsDevelopment() && options.AllowedServiceHosts.Any(ServiceHosts.IsLoopback))
        {
            yield return "Teams:AllowedServiceHosts lists a loopback address, which works in Development alone. Remove it.";
        }
    }

    private bool IsSafe(string address) => Uri.TryCreate(address, UriKind.Absolute, out var url) && url.UserInfo.Length == 0
        && (url.Scheme == Uri.UriSchemeHttps || (url.Scheme == Uri.UriSchemeHttp && url.IsLoopback && environment.IsDevelopment()));
}
