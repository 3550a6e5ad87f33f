using TeamsAgent.Actions;
using TeamsAgent.Admin;
using TeamsAgent.Chat;
using TeamsAgent.Chat.Progress;
using TeamsAgent.Chat.Slack;
using TeamsAgent.Chat.Teams;
using TeamsAgent.Execution;
using TeamsAgent.Identity;
using TeamsAgent.Messaging;
using TeamsAgent.Planning;
using TeamsAgent.Policies;
using TeamsAgent.Requests;
using TeamsAgent.Storage;
using TeamsAgent.Words;

namespace TeamsAgent;

/// <summary>
/// The table of contents: the stages of the flow, in the order in which a request passes through them. A new stage, channel or handler is
/// one line here.
/// </summary>
public static class AgentHost
{
    /// <summary>Builds the product from settings alone; nothing listens yet.</summary>
    /// <param name="args">Command-line settings (<c>--Section:Key=value</c>).</param>
    /// <param name="configure">What the caller adds before it is built: settings, a clock, a log.</param>
    /// <param name="environment">The environment's name; null takes the machine's setting, and Production without one.</param>
    public static WebApplication Build(string[] args, Action<WebApplicationBuilder>? configure = null, string? environment = null)
    {
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions
        {
            Args = args,
            ApplicationName = typeof(AgentHost).Assembly.GetName().Name,
            ContentRootPath = AppContext.BaseDirectory,
            EnvironmentName = environment,
        });
        builder.Services.AddSingleton(TimeProvider.System);
        configure?.Invoke(builder);
        Hosting.Limits.Apply(builder);

        var (services, settings) = (builder.Services, builder.Configuration);
        services.AddChat(settings,         // words and presses in; cards and notes out
            new TeamsPlatform(),
            new SlackPlatform());
        services.AddPlanning(settings);    // a sentence becomes a plan
        services.AddActions(settings);     // what can be done, and the exact call for it
        services.AddPolicies(settings);    // who has to agree
        services.AddRequests();            // a plan is put up, decided, withdrawn, expires
        services.AddIdentity(settings);    // who somebody is; fresh logins; the token exchange
        services.AddExecution(settings);   // the approved call is sent
        services.AddAdmin(settings);       // what administrators read
        services.AddWords(settings);       // the texts, in the reader's language
        services.AddStorage(settings);
        builder.AddMessaging(
            typeof(AnnounceHandler), typeof(NoteHandler), typeof(ProgressHandler),
            typeof(PlanTaskHandler), typeof(RequestEndedHandler),
            typeof(ExecuteHandler), typeof(ProbeHandler));

        var app = builder.Build();
        Hosting.Limits.Use(app);
        app.MapChat();
        app.MapIdentity();
        app.MapAdmin();
        return app;
    }
}
