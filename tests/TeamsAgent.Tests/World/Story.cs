using System.Collections.Concurrent;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using TeamsAgent.Sandbox;
using TeamsAgent.Sandbox.Chat;

namespace TeamsAgent.Tests.Worlds;

/// <summary>
/// A story told through the front door: people write and press, and what the stand-ins received is looked at. In the spirit of Bot Builder's
/// TestFlow, but over HTTP and with several people.
/// </summary>
internal sealed class Story : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan LongestUnrest = TimeSpan.FromMinutes(4);
    private readonly ConcurrentQueue<string> _log = new();
    private World? _world;

    private Story(MovedClock clock) => Clock = clock;

    public MovedClock Clock { get; }

    public World World => _world ?? throw new InvalidOperationException("The world has not started.");

    public Onboarding Browsers => new(World, Ct);

    /// <summary>Everything that the product logged, at every level.</summary>
    public IReadOnlyCollection<string> Log => _log;

    public static CancellationToken Ct => TestContext.Current.CancellationToken;

    public static async Task<Story> BeginAsync(Func<WorldOptions, WorldOptions>? change = null)
    {
        var story = new Story(new MovedClock());
        var options = new WorldOptions
        {
            Clock = story.Clock,
            Log = story._log.Enqueue,
            Onboarded = [People.Ana, People.Ben],
            Settings = new Dictionary<string, string?> { ["Sweep:Every"] = "00:00:00.200" },
        };
        story._world = await World.StartAsync(change?.Invoke(options) ?? options, Ct);
        return story;
    }

    /// <summary>Somebody writes in the channel, or in the private chat; the answer is what the bot's endpoint said.</summary>
    public Task<InboundResult> SaysAsync(SandboxPerson who, string text, bool privately = false, string? root = null) =>
        World.Teams.SayAsync(who, privately ? Conversation.With(who) : Conversation.General, text, root, Ct);

    /// <summary>Somebody asks for something in the channel and its card is waited for.</summary>
    public async Task<Posted> AsksAsync(SandboxPerson who, string text, string until = "approve")
    {
        var before = World.Teams.Messages.Count;
        var asked = await SaysAsync(who, text);
        Assert.True((int)asked.Status is >= 200 and < 300, $"The message was answered with {asked.Status}: {asked.Body}");
        var message = await CardAsync(m => !World.Teams.Messages.Take(before).Any(old => old.Id == m.Id) && HasButton(m, until), $"a card with “{until}” for: {text}");

        // The card can be seen before its posting is saved; what moves the clock or presses at once would meet a posting under way.
        await QuietAsync();
        return new Posted(this, message.Id);
    }

    /// <summary>The newest request's card that has a button and says something.</summary>
    public async Task<Posted> CardWithAsync(string verb, Func<string, bool> says) =>
        new(this, (await CardAsync(m => HasButton(m, verb) && says(CardText.Of(m.Card)), $"a card with “{verb}” that fits")).Id);

    /// <summary>The first message with a card that fits.</summary>
    public Task<ChatMessage> CardAsync(Func<ChatMessage, bool> fits, string what) => World.Teams.Workspace.WaitForAsync(
        messages => messages.LastOrDefault(m => m.From == "bot" && m.Card is not null && fits(m)), Patience, what, Ct);

    /// <summary>A message of the bot that says something, after so many messages.</summary>
    public Task<ChatMessage> HearsAsync(string part, int after = 0) => World.Teams.Workspace.WaitForAsync(
        messages => messages.Skip(after).LastOrDefault(m => m.From == "bot" && (m.Text.Contains(part, StringComparison.OrdinalIgnoreCase) || CardText.Of(m.Card).Contains(part, StringComparison.OrdinalIgnoreCase))),
        Patience, $"the bot saying “{part}”", Ct);

    /// <summary>Waits until nothing is left to handle, so that what has not happened by then does not happen.</summary>
    public async Task QuietAsync()
    {
        using var http = new HttpClient();
        var until = Environment.TickCount64 + (long)LongestUnrest.TotalMilliseconds;
        for (var calm = 0; calm < 3;)
        {
            Assert.True(Environment.TickCount64 < until, "There is still something to handle after minutes.");
            var health = await http.GetFromJsonAsync<JsonObject>($"{World.Product.Address}/health/ready", Ct);
            calm = (int)health!["messagesWaiting"]! == 0 && (int)health["inboundWaiting"]! == 0 ? calm + 1 : 0;
            await Task.Delay(60, Ct);
        }
    }

    /// <summary>The trail of a request as the admin endpoint gives it: the kinds of its entries, in order.</summary>
    public async Task<IReadOnlyList<string>> TrailAsync(string requestId) =>
        [.. (await AdminAsync($"/admin/requests/{requestId}/trail"))!["entries"]!.AsArray().Select(entry => (string)entry!["body"]!["kind"]!)];

    public async Task<JsonNode?> AdminAsync(string path)
    {
        using var http = new HttpClient();
        http.DefaultRequestHeaders.Authorization = new("Bearer", World.Product.Settings["Admin:ApiKey"]);
        return await http.GetFromJsonAsync<JsonNode>(World.Product.Address + path, Ct);
    }

    /// <summary>A message that the bot sends to one person alone, after so many messages.</summary>
    public Task<ChatMessage> TellsAsync(SandboxPerson whom, string part, int after = 0) => World.Teams.Workspace.WaitForAsync(
        messages => messages.Skip(after).LastOrDefault(m => m.From == "bot" && m.Conversation == Conversation.With(whom).Id && (m.Text + CardText.Of(m.Card)).Contains(part, StringComparison.OrdinalIgnoreCase)),
        Patience, $"the bot telling {whom.Name} “{part}”", Ct);

    /// <summary>A request as it is stored.</summary>
    public Task<JsonNode> StoredAsync(string requestId) => Task.FromResult(Promises.Stored(World)[requestId]);

    /// <summary>How many exchanges for a provider's token the tenant has seen.</summary>
    public int Exchanges => World.Tenant.Calls.Count(call => call.GrantType?.EndsWith("federated-connection-access-token", StringComparison.Ordinal) == true);

    /// <summary>Holds what happened against the promises, by the stand-ins' own record; every journey ends with it.</summary>
    public async Task AssertPromisesAsync()
    {
        await QuietAsync();
        await new Promises(World, AdminAsync).AssertAsync();
    }

    public async ValueTask DisposeAsync()
    {
        if (_world is not null)
        {
            await _world.DisposeAsync();
        }
    }

    private static bool HasButton(ChatMessage message, string verb) => CardActions.Find(message.Card!, verb) is not null;
}
