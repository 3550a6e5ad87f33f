namespace TeamsAgent.Execution;

/// <summary>
/// Owns the carrying out of approved plans: claim, token, sending, outcome. The only caller of the token gate and of providers; leaves what
/// people are shown to the chat.
/// </summary>
public static class Setup
{
    /// <summary>Adds the executor.</summary>
    public static IServiceCollection AddExecution(this IServiceCollection services, IConfiguration configuration)
    {
        services.Configure<ExecutionOptions>(configuration.GetSection(ExecutionOptions.Section));
        return services
            .AddScoped<Steps>()
            .AddScoped<BlockRequest>()
            .AddSingleton<ProviderSender>();
    }
}
