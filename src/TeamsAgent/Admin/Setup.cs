namespace TeamsAgent.Admin;

/// <summary>Owns what administrators and their monitoring read. Decides and changes nothing.</summary>
public static class Setup
{
    /// <summary>Adds the settings.</summary>
    public static IServiceCollection AddAdmin(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<AdminOptions>().Bind(configuration.GetSection(AdminOptions.Section)).ValidateDataAnnotations().ValidateOnStart();
        return services;
    }

    /// <summary>Maps the endpoints.</summary>
    public static void MapAdmin(this IEndpointRouteBuilder routes)
    {
        AdminEndpoints.Map(routes);
        HealthEndpoints.Map(routes);
    }
}
