using TeamsAgent.Messaging;

namespace TeamsAgent.Chat.Slack;

/// <summary>
/// Owns everything of Slack: the endpoints and the check of their signatures, installations and their tokens, the Web API, Block Kit. What words
/// and presses mean is left to the folder above.
/// </summary>
internal sealed class SlackPlatform : IChatPlatform
{
    /// <summary>The platform's name in identities and places.</summary>
    public const string Name = "slack";

    private const int LargestAnswer = 2 * 1024 * 1024;

    /// <inheritdoc/>
    public string Section => SlackOptions.Section;

    /// <inheritdoc/>
    public void Add(IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<SlackOptions>().Bind(configuration.GetSection(SlackOptions.Section)).ValidateOnStart();
        AddOut(services);
    }

    /// <inheritdoc/>
    public void Map(IEndpointRouteBuilder routes)
    {
    }

    private static void AddOut(IServiceCollection services)
    {
        services
            .AddSingleton<SlackLimiter>()
            .AddSingleton<ISlackApi, SlackApi>()
            .AddSingleton<SlackCaller>()
            .AddSingleton<SlackSharing>()
            .AddSingleton<ISlackViews, SlackViews>()
            .AddSingleton<SlackResponseHost>()
            .AddSingleton<ISlackResponder, SlackResponder>()
            .AddScoped<SlackHomes>()
            .AddScoped<SlackHomeReader>()
            .AddSingleton<SlackHome>()
            .AddSingleton<ISlackHome>(provider => provider.GetRequiredService<SlackHome>())
            .AddSingleton<ISweep>(provider => provider.GetRequiredService<SlackHome>())
            .AddSingleton<IRequestFollower, SlackHomeFollower>();
        AddClient(services, SlackApi.Client);
        AddClient(services, SlackResponder.Client);
    }

    // The addresses of private answers are secrets, and the client's own log would print them.
    private static void AddClient(IServiceCollection services, string name) => services.AddHttpClient(name, client =>
    {
        client.Timeout = TimeSpan.FromSeconds(15);
        client.MaxResponseContentBufferSize = LargestAnswer;
        client.DefaultRequestHeaders.UserAgent.ParseAdd("TeamsAgent/1.0");
    })
    .RemoveAllLoggers()
    .ConfigurePrimaryHttpMessageHandler(() => new SocketsHttpHandler
    {
        AllowAutoRedirect = false, UseCookies = false, ConnectTimeout = TimeSpan.FromSeconds(5), PooledConnectionLifetime = TimeSpan.FromMinutes(5),
    });
}
