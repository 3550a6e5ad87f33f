using TeamsAgent.Chat.Cards;
using TeamsAgent.Chat.Progress;
using TeamsAgent.Messaging;
using TeamsAgent.Planning;

namespace TeamsAgent.Chat;

/// <summary>
/// Owns what people see and press: words and presses in, cards and notes out, on every platform. Leaves to others what is decided, planned
/// and done: it stores what comes in, calls a use case, and shows what has become of it.
/// </summary>
public static class Setup
{
    /// <summary>Adds the inbox, the announcer and those platforms that are set up; where none is, the first says what it needs.</summary>
    public static IServiceCollection AddChat(this IServiceCollection services, IConfiguration configuration, params IChatPlatform[] platforms)
    {
        services.AddOptions<ChatOptions>().Bind(configuration.GetSection(ChatOptions.Section)).ValidateDataAnnotations().ValidateOnStart();
        services
            .AddSingleton<InboxWorker>()
            .AddSingleton<InboxWriter>()
            .AddSingleton<ChatInbox>()
            .AddHostedService(provider => provider.GetRequiredService<InboxWorker>())
            .AddHostedService(provider => provider.GetRequiredService<InboxWriter>())
            .AddSingleton<ISweep>(provider => provider.GetRequiredService<ChatInbox>())
            .AddSingleton<ITakeOver>(provider => provider.GetRequiredService<ChatInbox>());
        services
            .AddSingleton<ChatChannels>()
            .AddSingleton<PrivateChats>()
            .AddSingleton<Approvers>()
            .AddSingleton<Announcer>()
            .AddSingleton<ISweep>(provider => provider.GetRequiredService<Announcer>())
            .AddSingleton<ITakeOver>(provider => provider.GetRequiredService<Announcer>())
            .AddSingleton<ProgressTeller>()
            .AddSingleton<IRequestFollower>(provider => provider.GetRequiredService<ProgressTeller>())
            .AddSingleton<ISweep>(provider => provider.GetRequiredService<ProgressTeller>())
            .AddScoped<ProgressLines>()
            .AddScoped<ProgressNow>()
            .AddSingleton<Standing>()
            .AddSingleton<TakePress>()
            .AddScoped<ConversationStore>()
            .AddScoped<CardContexts>()
            .AddScoped<PostedCards>()
            .AddScoped<PressedCards>()
            .AddScoped<HearMessage>()
            .AddScoped<CommandAnswers>()
            .AddScoped<TakeBack>()
            .AddScoped<Telling>()
            .AddScoped<Overview>()
            .AddScoped<NoteTexts>()
            .AddSingleton<Connections>();
        services.AddSingleton(new PlanRoom((plan, words) => RequestCard.Fits(plan, out var why, words) ? null : why));
        var setUp = platforms.Where(platform => configuration.GetSection(platform.Section).GetChildren().Any()).ToList();
        foreach (var platform in setUp.Count > 0 ? setUp : platforms.Take(1))
        {
            services.AddSingleton(platform);
            platform.Add(services, configuration);
        }

        return services;
    }

    /// <summary>Maps the platforms' endpoints.</summary>
    public static void MapChat(this IEndpointRouteBuilder routes)
    {
        foreach (var platform in routes.ServiceProvider.GetServices<IChatPlatform>())
        {
            platform.Map(routes);
        }
    }
}
