using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using TeamsAgent.Sandbox;

namespace TeamsAgent.Tests.Install;

/// <summary>The two methods of Slack's Web API that <c>doctor</c> calls, and what they answer about one installation.</summary>
internal sealed class SlackStub : IAsyncDisposable
{
    public const string Team = "T0123ABCD";
    public const string BotToken = "xoxb-canary-bot-token";
    public const string AppToken = "xapp-canary-app-token";

    private readonly WebApplication _app;

    private SlackStub(WebApplication app) => _app = app;

    public string Address => StandIn.AddressOf(_app);

    public string Scopes { get; set; } = string.Join(',', TeamsAgent.Chat.Slack.SlackScopes.Default);

    public string[] Settings =>
    [
        $"--Slack:ApiBaseUrl={Address}/api/", $"--Slack:AuthorizeUrl={Address}/oauth/v2/authorize", $"--Slack:ResponseHost={new Uri(Address).Authority}", "--Slack:AppId=A0123ABCD",
        $"--Slack:AllowedTeams:0={Team}", $"--Slack:BotToken={BotToken}", $"--Slack:AppToken={AppToken}",
    ];

    public static async Task<SlackStub> StartAsync()
    {
        var app = StandIn.Builder().Build();
        var stub = new SlackStub(app);
        app.MapPost("/api/auth.test", (HttpContext http) =>
        {
            if (http.Request.Headers.Authorization != $"Bearer {BotToken}")
            {
                return Results.Json(new { ok = false, error = "invalid_auth" });
            }

            http.Response.Headers["x-oauth-scopes"] = stub.Scopes;
            return Results.Json(new { ok = true, url = "https://contoso.slack.com/", team = "Contoso", team_id = Team, user_id = "U1", bot_id = "B1", is_enterprise_install = false });
        });
        app.MapPost("/api/apps.connections.open", (HttpContext http) => http.Request.Headers.Authorization == $"Bearer {AppToken}"
            ? Results.Json(new { ok = true, url = "wss://wss-primary.slack.com/link/?ticket=canary-ticket" })
            : Results.Json(new { ok = false, error = "not_allowed_token_type" }));
        await app.StartAsync(TestContext.Current.CancellationToken);
        return stub;
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();
}
