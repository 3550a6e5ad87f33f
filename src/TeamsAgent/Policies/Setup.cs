using Microsoft.Extensions.Options;
using TeamsAgent.Actions;

namespace TeamsAgent.Policies;

/// <summary>
/// This folder owns the policy document: it reads and validates it at start, with line and reason. Judging a plan is the domain's
/// <see cref="Domain.Policies.Policy"/>.
/// </summary>
public static class Setup
{
    /// <summary>Adds the policy. It is read when the host starts, and a mistake in it stops the start.</summary>
    public static IServiceCollection AddPolicies(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<PolicyOptions>().Bind(configuration.GetSection(PolicyOptions.Section));
        services.AddSingleton(provider => new CurrentPolicy(PolicyDocument.Load(
            Path.GetFullPath(provider.GetRequiredService<IOptions<PolicyOptions>>().Value.Path, provider.GetRequiredService<IHostEnvironment>().ContentRootPath),
            PolicyVocabulary.Of(provider.GetRequiredService<ActionCatalogue>()))));
        return services.AddHostedService<PolicyAtStart>();
    }

    private sealed class PolicyAtStart(CurrentPolicy policy, ILogger<PolicyDocument> logger) : IHostedService
    {
        public Task StartAsync(CancellationToken cancellationToken)
        {
            Log.PolicyRead(logger, policy.Value.Hash, policy.Value.Rules.Count, policy.Value.Groups.Count);
            return Task.CompletedTask;
        }

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
