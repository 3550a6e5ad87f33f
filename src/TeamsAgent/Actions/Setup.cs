using Microsoft.Extensions.Options;

namespace TeamsAgent.Actions;

/// <summary>
/// This folder owns what the agent can propose: packs of actions, the check of arguments, and the sealed call. It never sends anything and
/// knows no token; sending is Execution's.
/// </summary>
public static class Setup
{
    /// <summary>Adds the catalogue. It is read when the host starts, and a mistake in it stops the start.</summary>
    public static IServiceCollection AddActions(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<CatalogueOptions>().Bind(configuration.GetSection(CatalogueOptions.Section))
            .Validate<IHostEnvironment>(
                (options, environment) => !options.AllowLoopback || environment.IsDevelopment(),
                "Catalogue:AllowLoopback lets tokens be sent to this machine and is for Development alone. Remove it.")
            .ValidateOnStart();
        services.AddSingleton(provider => ActionCatalogue.Load(
            provider.GetRequiredService<IOptions<CatalogueOptions>>().Value, provider.GetRequiredService<IHostEnvironment>().ContentRootPath));
        return services.AddHostedService<CatalogueAtStart>();
    }

    private sealed class CatalogueAtStart(ActionCatalogue catalogue, ILogger<ActionCatalogue> logger) : IHostedService
    {
        public Task StartAsync(CancellationToken cancellationToken)
        {
            var providers = catalogue.Functions.Select(function => function.Provider).Distinct().Count();
            Log.CatalogueRead(logger, catalogue.Actions.Count, providers);
            return Task.CompletedTask;
        }

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
