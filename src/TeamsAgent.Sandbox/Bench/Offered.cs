using System.Collections.Concurrent;
using System.Diagnostics;
using System.Text;
using System.Text.Json.Nodes;
using TeamsAgent.Sandbox.Chat;
using TeamsAgent.Sandbox.Slack;
using TeamsAgent.Sandbox.Slack.Outbound;

namespace TeamsAgent.Sandbox.Bench;

/// <summary>Load that comes at its own pace, whether the product keeps up or not: so many a second on one platform, each timed from the moment that it was due.</summary>
internal static class Offered
{
    private const int Seconds = 5;

    /// <summary>Messages, until they are acknowledged.</summary>
    public static async Task EventsAsync(World world, int perSecond, CancellationToken cancellationToken)
    {
        var bodies = new ConcurrentQueue<(string Body, string Token)>(Enumerable.Range(0, perSecond * Seconds)
            .Select(i => (Benchmark.Event(world, i, $"offered {perSecond}"), world.Teams.Tokens.Mint(world.Teams.ServiceUrl))));
        await RunAsync($"Teams: message acknowledged, {perSecond} a second", perSecond, async () =>
        {
            bodies.TryDequeue(out var next);
            return (int)(await world.Teams.PostRawAsync(next.Body, next.Token, cancellationToken)).Status;
        }, cancellationToken);

        var number = 0;
        await RunAsync($"Slack: message acknowledged, {perSecond} a second", perSecond, async () =>
        {
            var body = SlackEvent(perSecond, Interlocked.Increment(ref number)).ToJsonString();
            return (int)(await world.Slack.Acts.PostRawAsync("/slack/events", body, "application/json", world.Slack.Sign(Encoding.UTF8.GetBytes(body)), cancellationToken)).Status;
        }, cancellationToken);
    }

    /// <summary>Presses on a card that is settled: the presser is told who was first.</summary>
    public static async Task PressesAsync(World world, int perSecond, CancellationToken cancellationToken)
    {
        var after = world.Teams.Messages.Count;
        await world.Teams.SayAsync(People.Ana, Conversation.General, $"open an issue in acme/web: presses {perSecond}", cancellationToken: cancellationToken);
        var card = await world.Teams.Workspace.WaitForAsync(
            messages => messages.Skip(after).LastOrDefault(m => m.Card is { } c && CardActions.Find(c, "approve") is not null), TimeSpan.FromSeconds(60), "a card", cancellationToken);
        var approve = (JsonObject)CardActions.Find(card.Card!, "approve")!.DeepClone();
        await RunAsync($"Teams: press answered, {perSecond} a second", perSecond, async () =>
        {
            var activity = world.Teams.Activities.Press(People.Ben, card, (JsonObject)approve.DeepClone(), (JsonObject)approve["data"]!.DeepClone());
            return (int)(await world.Teams.DeliverAsync(card.Id, activity, cancellationToken)).Status;
        }, cancellationToken);

        var seen = world.Slack.All.Count;
        await world.Slack.Acts.MentionAsync(People.Ana, SlackChannel.General, $"open an issue in acme/web: presses {perSecond}", cancellationToken: cancellationToken);
        var slack = await world.Slack.Space.WaitForAsync(
            space => space.Messages.Skip(seen).LastOrDefault(m => m.Find("req.approve") is not null), TimeSpan.FromSeconds(60), "a card", cancellationToken);
        var pressed = await world.Slack.Acts.PressAsync(People.Ben, slack, "req.approve", cancellationToken: cancellationToken);
        await RunAsync($"Slack: press acknowledged, {perSecond} a second", perSecond, async () =>
        {
            var again = (JsonObject)pressed.Payload.DeepClone();
            again["trigger_id"] = $"{Guid.NewGuid():N}";
            return (int)(await world.Slack.Acts.DeliverAsync(SlackDeliveryKind.Interaction, again, cancellationToken)).Status;
        }, cancellationToken);
    }

    private static async Task RunAsync(string what, int perSecond, Func<Task<int>> send, CancellationToken cancellationToken)
    {
        var (times, refused) = (new ConcurrentBag<double>(), 0);
        var (clock, sent) = (Stopwatch.StartNew(), new List<Task>());
        for (var i = 0; i < perSecond * Seconds; i++)
        {
            var due = TimeSpan.FromSeconds(i / (double)perSecond);
            if (due > clock.Elapsed)
            {
                await Task.Delay(due - clock.Elapsed, cancellationToken);
            }

            sent.Add(Task.Run(async () =>
            {
                if (await send() is < 200 or >= 300)
                {
                    Interlocked.Increment(ref refused);
                }

                times.Add((clock.Elapsed - due).TotalMilliseconds);
            }, cancellationToken));
        }

        await Task.WhenAll(sent);
        var sorted = times.Order().ToArray();
        Benchmark.Print(what, $"p50 {Benchmark.At(sorted, 0.5):0.0} ms, p99 {Benchmark.At(sorted, 0.99):0.0} ms{(refused > 0 ? $", {refused} of {sorted.Length} not taken" : "")}");
    }

    private static JsonObject SlackEvent(int run, int number) => new()
    {
        ["type"] = "event_callback", ["team_id"] = People.SlackTeamId, ["api_app_id"] = People.SlackAppId, ["event_id"] = $"Ev{run}{number:D8}",
        ["event_time"] = DateTimeOffset.UtcNow.ToUnixTimeSeconds(),
        ["authorizations"] = new JsonArray(new JsonObject
        {
            ["enterprise_id"] = null, ["team_id"] = People.SlackTeamId, ["user_id"] = People.SlackBotUserId, ["is_bot"] = true, ["is_enterprise_install"] = false,
        }),
        ["event"] = new JsonObject
        {
            ["type"] = "message", ["channel_type"] = "im", ["channel"] = SlackMember.Of(People.Ana).Dm, ["user"] = People.Ana.SlackId, ["text"] = "help",
            ["ts"] = FormattableString.Invariant($"{1_700_000_000 + number}.{run:D6}"), ["event_ts"] = FormattableString.Invariant($"{1_700_000_000 + number}.{run:D6}"),
        },
    };
}
