using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using TeamsAgent.Messaging;
using TeamsAgent.Planning.Model;

namespace TeamsAgent.Planning;

/// <summary>
/// Owns the conversation with the model: a person's words become a plan, and what came of it goes back. What can be done is the catalogue's to
/// say, whether it may be done the policy's; this folder holds no token and calls nothing but the model.
/// </summary>
public static class Setup
{
    /// <summary>Adds planning.</summary>
    public static IServiceCollection AddPlanning(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<PlanningOptions>().Bind(configuration.GetSection(PlanningOptions.Section)).ValidateDataAnnotations().ValidateOnStart();
        services.TryAddSingleton(PlanRoom.Unlimited);
        return services
            .AddSingleton<IValidateOptions<PlanningOptions>, PlanningOptionsCheck>()
            .AddSingleton<ModelClient>()
            .AddSingleton<Sealing>()
            .AddSingleton<Planner>()
            .AddSingleton<ISweep, PlanningSweep>()
            .AddScoped<AskAgent>()
            .AddScoped<StepResults>()
            .AddScoped<Replies>()
            .AddScoped<Turn>()
            .AddScoped<TakeUpOutcome>()
            .AddScoped<WakeTask>();
    }
}
