using System.Net.Http.Json;
using System.Text.Json.Nodes;
using TeamsAgent.Sandbox;
using TeamsAgent.Sandbox.Chat;

namespace TeamsAgent.Tests.Playground;

/// <summary>The chat with its page, a bot in place of the product, and a caller that is no browser.</summary>
internal sealed class PlaygroundDesk : IAsyncDisposable
{
    private PlaygroundDesk(SandboxTeams teams, EchoBot bot)
    {
        (Teams, Bot) = (teams, bot);
        Http = new HttpClient { BaseAddress = new Uri(teams.Address) };
    }

    public SandboxTeams Teams { get; }

    public EchoBot Bot { get; }

    public HttpClient Http { get; }

    public static async Task<PlaygroundDesk> StartAsync(TeamsOptions? options = null)
    {
        var teams = await SandboxTeams.StartAsync(options ?? new TeamsOptions(), TimeProvider.System, TestContext.Current.CancellationToken);
        return new PlaygroundDesk(teams, await EchoBot.StartAsync(teams, TestContext.Current.CancellationToken));
    }

    /// <summary>Posts as the page does, from an origin.</summary>
    public async Task<HttpResponseMessage> PostAsync(string path, object body, string? origin = "own", string? host = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = JsonContent.Create(body) };
        request.Headers.Host = host;
        if (origin is not null)
        {
            request.Headers.Add("Origin", origin == "own" ? Teams.Address : origin);
        }

        return await Http.SendAsync(request, TestContext.Current.CancellationToken);
    }

    /// <summary>The first events of a person's feed, by name, until one of a name came.</summary>
    public async Task<IReadOnlyDictionary<string, JsonObject>> FeedAsync(SandboxPerson person, string until)
    {
        var ct = TestContext.Current.CancellationToken;
        await using var stream = await Http.GetStreamAsync($"/playground/events?as={person.Key}", ct);
        using var reader = new StreamReader(stream);
        var events = new Dictionary<string, JsonObject>();
        for (var name = ""; !events.ContainsKey(until);)
        {
            var line = await reader.ReadLineAsync(ct) ?? throw new InvalidOperationException("The feed ended.");
            name = line.StartsWith("event: ", StringComparison.Ordinal) ? line[7..] : name;
            if (line.StartsWith("data: ", StringComparison.Ordinal))
            {
                events[name] = (JsonObject)JsonNode.Parse(line[6..])!;
            }
        }

        return events;
    }

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        await Bot.DisposeAsync();
        await Teams.DisposeAsync();
    }
}
