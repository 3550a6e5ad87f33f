using Microsoft.Extensions.Options;
using TeamsAgent.Chat.Teams.Credentials;
using TeamsAgent.Chat.Teams.Sending;
using TeamsAgent.Hosting;

namespace TeamsAgent.Chat.Teams;

/// <summary>
/// Owns everything of Microsoft Teams and of Bot Builder: the endpoint, the check of its tokens, the connector. What words and presses mean is
/// left to the folder above.
/// </summary>
internal sealed class TeamsPlatform : IChatPlatform
{
    private const int LargestAnswer = 1024 * 1024;

    /// <inheritdoc/>
    public string Section => TeamsOptions.Section;

    /// <inheritdoc/>
    public void Add(IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<TeamsOptions>().Bind(configuration.GetSection(TeamsOptions.Section)).ValidateOnStart();
        services.AddSingleton<IPostConfigureOptions<TeamsOptions>, TeamsOptionsDefaults>();
        services.AddSingleton<IValidateOptions<TeamsOptions>, TeamsOptionsCheck>();
        services.AddSingleton<IValidateOptions<TeamsOptions>, TeamsCredentialCheck>();
        services
            .AddSingleton<ServiceHosts>()
            .AddSingleton<BotSigningKeys>()
            .AddSingleton<TeamsTokenValidator>()
            .AddSingleton<TeamsGate>()
            .AddSingleton<BotTokens>()
            .AddSingleton<TeamsSelfTest>()
            .AddSingleton<ISelfTest>(provider => provider.GetRequiredService<TeamsSelfTest>())
            .AddHostedService(provider => provider.GetRequiredService<TeamsSelfTest>())
            .AddTransient<ConnectorHandler>()
            .AddSingleton<SendPace>()
            .AddSingleton<TeamsAuthentication>()
            .AddSingleton<TeamsAdapter>()
            .AddSingleton<TeamsLookUp>()
            .AddSingleton<TeamsBot>()
            .AddSingleton<IChatChannel, TeamsChannel>()
            .AddSingleton<TeamsEndpoint>();
        AddClient(services, BotSigningKeys.Client);
        AddClient(services, BotTokens.Client);
        AddClient(services, ConnectorHandler.Client).AddHttpMessageHandler<ConnectorHandler>();
    }

    /// <inheritdoc/>
    public void Map(IEndpointRouteBuilder routes)
    {
        routes.MapPost(TeamsEndpoint.Path, (HttpContext context, TeamsEndpoint endpoint) => endpoint.HandleAsync(context));

        // Playgrounds and probes look whether anybody is there.
        routes.MapMethods(TeamsEndpoint.Path, ["GET", "HEAD"], () => TypedResults.Ok());
    }

    private static IHttpClientBuilder AddClient(IServiceCollection services, string name) => services.AddHttpClient(name, client =>
    {
        client.Timeout = TimeSpan.FromSeconds(15);
        client.MaxResponseContentBufferSize = LargestAnswer;
        client.DefaultRequestHeaders.UserAgent.ParseAdd("TeamsAgent/1.0");
    })
    .ConfigurePrimaryHttpMessageHandler(() => new SocketsHttpHandler
    {
        AllowAutoRedirect = false, UseCookies = false, ConnectTimeout = TimeSpan.FromSeconds(5), PooledConnectionLifetime = TimeSpan.FromMinutes(5),
    });
}
