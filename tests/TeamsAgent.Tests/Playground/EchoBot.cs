using System.Collections.Concurrent;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using TeamsAgent.Sandbox;
using TeamsAgent.Sandbox.Chat;

namespace TeamsAgent.Tests.Playground;

/// <summary>A bot in place of the product: it answers every message with a card, and every press as the card says.</summary>
internal sealed class EchoBot : IAsyncDisposable
{
    private readonly WebApplication _app = StandIn.Builder().Build();
    private readonly HttpClient _http = new();
    private readonly SandboxTeams _teams;

    private EchoBot(SandboxTeams teams) => _teams = teams;

    /// <summary>What it was sent.</summary>
    public ConcurrentQueue<JsonObject> Received { get; } = [];

    /// <summary>The presses it was sent.</summary>
    public IReadOnlyList<JsonObject> Presses => [.. Received.Where(activity => (string?)activity["type"] == "invoke").Select(activity => (JsonObject)activity["value"]!["action"]!)];

    /// <summary>The card that it posts next.</summary>
    public Func<string, JsonObject> Card { get; set; } = EchoCards.Waiting;

    public static async Task<EchoBot> StartAsync(SandboxTeams teams, CancellationToken cancellationToken)
    {
        var bot = new EchoBot(teams);
        bot._app.MapPost("/api/messages", (Delegate)bot.TakeAsync);
        await bot._app.StartAsync(cancellationToken);
        teams.ConnectBot(StandIn.AddressOf(bot._app) + "/api/messages");
        return bot;
    }

    /// <summary>Posts an activity of its own accord.</summary>
    public Task PostAsync(string conversation, JsonObject activity) => SendAsync(HttpMethod.Post, $"{_teams.ServiceUrl}v3/conversations/{Uri.EscapeDataString(conversation)}/activities", activity);

    public static JsonObject Activity(JsonObject card) => new()
    {
        ["type"] = "message",
        ["summary"] = (string?)card["fallbackText"],
        ["attachments"] = new JsonArray(new JsonObject { ["contentType"] = "application/vnd.microsoft.card.adaptive", ["content"] = card }),
    };

    public async ValueTask DisposeAsync()
    {
        await _app.DisposeAsync();
        _http.Dispose();
    }

    private async Task<IResult> TakeAsync(HttpContext http)
    {
        var activity = (await http.Request.ReadFromJsonAsync<JsonObject>())!;
        Received.Enqueue(activity);
        var conversation = $"{activity["serviceUrl"]}v3/conversations/{Uri.EscapeDataString((string)activity["conversation"]!["id"]!)}/activities";
        if ((string?)activity["type"] == "message")
        {
            await SendAsync(HttpMethod.Post, conversation, Activity(Card((string)activity["text"]!)));
            return Results.Ok();
        }

        var action = activity["value"]!["action"]!;
        var update = $"{conversation}/{activity["replyToId"]}";
        switch ((string?)action["verb"])
        {
            case "reject":
                await SendAsync(HttpMethod.Put, update, Activity(EchoCards.Settled($"Rejected by {activity["from"]!["name"]}: {action["data"]!["reason"]}")));
                return Answer("application/vnd.microsoft.card.adaptive", EchoCards.Settled("Rejected"));
            case "approve":
                return Answer("application/vnd.microsoft.card.adaptive", EchoCards.Settled($"You approved step {action["data"]!["step"]}"));
            case "fail":
                return Answer("application/vnd.microsoft.error", new JsonObject { ["code"] = "Failed", ["message"] = "The bot broke." });
            default:
                return Answer("application/vnd.microsoft.activity.message", "Only Ben can decide this.");
        }
    }

    private static IResult Answer(string type, JsonNode value) => Results.Json(new { statusCode = 200, type, value });

    private async Task SendAsync(HttpMethod method, string address, JsonObject activity)
    {
        using var request = new HttpRequestMessage(method, address) { Content = JsonContent.Create(activity) };
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", await TokenAsync());
        using var response = await _http.SendAsync(request);
        response.EnsureSuccessStatusCode();
    }

    private async Task<string> TokenAsync()
    {
        using var response = await _http.PostAsync($"{_teams.Address}/{People.TeamsTenantId}/oauth2/v2.0/token", new FormUrlEncodedContent(new Dictionary<string, string>
        {
            ["grant_type"] = "client_credentials", ["scope"] = "https://api.botframework.com/.default", ["client_id"] = People.BotAppId, ["client_secret"] = new TeamsOptions().ClientSecret,
        }));
        return (string)(await response.Content.ReadFromJsonAsync<JsonObject>())!["access_token"]!;
    }
}
