using Microsoft.Extensions.Options;
using TeamsAgent.Hosting;
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
        services.AddSingleton<IValidateOptions<SlackOptions>, SlackOptionsCheck>();
        AddIn(services);
        AddOut(services);
    }

    /// <inheritdoc/>
    public void Map(IEndpointRouteBuilder routes)
    {
        // Not the options: where they are not valid, the start says so, and all else that is wrong with the settings.
        var settings = routes.ServiceProvider.GetRequiredService<IConfiguration>().GetSection(SlackOptions.Section);
        if (string.IsNullOrEmpty(settings[nameof(SlackOptions.AppToken)]))
        {
            routes.MapPost(SlackEndpoints.Events, (HttpContext context, SlackEndpoints endpoints) => endpoints.EventAsync(context));
            routes.MapPost(SlackEndpoints.Commands, (HttpContext context, SlackEndpoints endpoints) => endpoints.CommandAsync(context));
            routes.MapPost(SlackEndpoints.Interactivity, (HttpContext context, SlackEndpoints endpoints) => endpoints.InteractionAsync(context));
        }

        if (string.IsNullOrEmpty(settings[nameof(SlackOptions.BotToken)]))
        {
            routes.MapSlackInstalls();
        }
    }

    private static void AddIn(IServiceCollection services) => services
        .AddSingleton<SlackSignature>()
        .AddSingleton<SlackReplays>()
        .AddSingleton<SlackEndpoints>()
        .AddSingleton<SlackEventReader>()
        .AddSingleton<SlackCommandReader>()
        .AddSingleton<SlackInteractionReader>()
        .AddSingleton<SlackModals>()
        .AddSingleton<SlackDoor>()
        .AddSingleton<SlackLookUp>()
        .AddSingleton<SlackWho>()
        .AddSingleton<SlackConversations>()
        .AddSingleton<SlackPrivately>()
        .AddSingleton<SlackPressTaker>()
        .AddSingleton<SlackCommandTaker>()
        .AddSingleton<SlackBot>()
        .AddSingleton<SlackAllowed>()
        .AddSingleton<SlackOwnWorkspace>()
        .AddSingleton<SlackTokenRefresh>()
        .AddSingleton<ISweep>(provider => provider.GetRequiredService<SlackTokenRefresh>())
        .AddSingleton<SlackInstallations>()
        .AddSingleton<ISlackInstallations>(provider => provider.GetRequiredService<SlackInstallations>())
        .AddScoped<SlackInstallStates>()
        .AddScoped<SlackInstaller>()
        .AddScoped<SlackInstallDesk>()
        .AddSingleton<SlackSocketHosts>()
        .AddSingleton<SlackSockets>()
        .AddHostedService(provider => provider.GetRequiredService<SlackSockets>())
        .AddSingleton<SlackSelfTest>()
        .AddSingleton<ISelfTest>(provider => provider.GetRequiredService<SlackSelfTest>())
        .AddHostedService(provider => provider.GetRequiredService<SlackSelfTest>());

    private static void AddOut(IServiceCollection services)
    {
        AddWeb(services);
        services
            .AddSingleton<IChatChannel, SlackChannel>()
            .AddSingleton<ISlackViews, SlackViews>()
            .AddScoped<SlackHomes>()
            .AddScoped<SlackHomeReader>()
            .AddSingleton<SlackHome>()
            .AddSingleton<ISlackHome>(provider => provider.GetRequiredService<SlackHome>())
            .AddSingleton<ISweep>(provider => provider.GetRequiredService<SlackHome>())
            .AddSingleton<IRequestFollower, SlackHomeFollower>();
    }

    /// <summary>What calls Slack: all of it goes through these.</summary>
    internal static void AddWeb(IServiceCollection services)
    {
        services
            .AddSingleton<SlackLimiter>()
            .AddSingleton<ISlackApi, SlackApi>()
            .AddSingleton<SlackCaller>()
            .AddSingleton<SlackSharing>()
            .AddSingleton<SlackResponseHost>()
            .AddSingleton<ISlackResponder, SlackResponder>();
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
