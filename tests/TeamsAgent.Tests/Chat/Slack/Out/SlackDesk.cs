using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;
using TeamsAgent.Chat;
using TeamsAgent.Chat.Slack;
using TeamsAgent.Tests.Identity;

namespace TeamsAgent.Tests.Chat.Slack.Out;

/// <summary>One installation, of whose token Slack's answers decide.</summary>
internal sealed class OneInstallation : ISlackInstallations
{
    public const string Token = "xoxb-1-canary-9f8e7d6c5b4a";

    public List<string> Broken { get; } = [];

    public int Asked { get; private set; }

    public SlackInstallation? Installation { get; set; } = Of(Token);

    public static SlackInstallation Of(string token, string route = "T1") => new(route, route, route, null, "UBOT", new SlackToken(token));

    public Task<SlackInstallation?> FindAsync(string route, CancellationToken cancellationToken)
    {
        Asked++;
        return Task.FromResult(Installation?.Route == route ? Installation : null);
    }

    public Task BrokenAsync(string route, string error, CancellationToken cancellationToken)
    {
        Broken.Add($"{route}:{error}");
        return Task.CompletedTask;
    }
}

/// <summary>Slack's client as it is registered, against a fake Slack, with every line that anything logs.</summary>
internal sealed class SlackDesk : IAsyncDisposable
{
    private readonly ServiceProvider _services;

    private SlackDesk(FakeSlack slack, Action<SlackOptions>? set, string environment, TimeProvider? clock)
    {
        Slack = slack;
        var services = new ServiceCollection();
        services.AddLogging(logging => logging.ClearProviders().AddProvider(Log).SetMinimumLevel(LogLevel.Trace));
        var options = new SlackOptions { ApiBaseUrl = slack.ApiBaseUrl, ResponseHost = "127.0.0.1" };
        set?.Invoke(options);
        services.AddSingleton(Options.Create(options)).AddSingleton<IHostEnvironment>(new Place(environment)).AddSingleton(clock ?? Clock).AddSingleton<ISlackInstallations>(Installations);
        SlackPlatform.AddWeb(services);
        _services = services.BuildServiceProvider();
    }

    public FakeSlack Slack { get; }

    public OneInstallation Installations { get; } = new();

    public FakeTimeProvider Clock { get; } = new(DateTimeOffset.UtcNow);

    public CapturedLog Log { get; } = new();

    public ISlackApi Api => _services.GetRequiredService<ISlackApi>();

    public ISlackResponder Responder => _services.GetRequiredService<ISlackResponder>();

    public SlackResponseHost Hosts => _services.GetRequiredService<SlackResponseHost>();

    /// <summary>The channel; nobody writes to it and nobody is looked up.</summary>
    public IChatChannel Channel => new SlackChannel(
        _services.GetRequiredService<SlackCaller>(), _services.GetRequiredService<SlackSharing>(), null!, null!,
        Options.Create(new TeamsAgent.Identity.PublicAddressOptions { PublicBaseUrl = "https://agent.contoso.example" }));

    public static async Task<SlackDesk> StartAsync(Action<SlackOptions>? set = null, string environment = "Development", TimeProvider? clock = null) =>
        new(await FakeSlack.StartAsync(), set, environment, clock);

    public Task<SlackReply> CallAsync(string method, string route = "T1", bool posts = false, System.Text.Json.Nodes.JsonObject? json = null) =>
        Api.CallAsync(new SlackCall(method, route, new SlackToken(OneInstallation.Token)) { Json = json, Posts = posts }, default);

    public async ValueTask DisposeAsync()
    {
        await _services.DisposeAsync();
        await Slack.DisposeAsync();
    }

    private sealed class Place(string name) : IHostEnvironment
    {
        public string EnvironmentName { get; set; } = name;

        public string ApplicationName { get; set; } = "tests";

        public string ContentRootPath { get; set; } = "/";

        public Microsoft.Extensions.FileProviders.IFileProvider ContentRootFileProvider { get; set; } = null!;
    }
}
