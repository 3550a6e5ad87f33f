using System.Diagnostics;
using System.Text.Json.Nodes;
using TeamsAgent.Sandbox.Chat;

namespace TeamsAgent.Sandbox.Bench;

/// <summary>
/// Figures of the product as a process of its own: start to first answer, resident memory, acknowledgement of chat events (verified, stored,
/// answered) and the answer to a press that decides. Server and load share this machine, so ratios tell more than times.
/// </summary>
internal static class Benchmark
{
    private const int Events = 2000;
    private const int Presses = 40;

    public static async Task RunAsync(CancellationToken cancellationToken)
    {
        await using var world = await World.StartAsync(new WorldOptions
        {
            OutOfProcess = true, Slack = true, Onboarded = [People.Ana, People.Ben], OnSlack = [People.Ana, People.Ben],
            Settings = new Dictionary<string, string?> { ["Planning:MaxTasksPerPersonPerHour"] = "10000" },
        }, cancellationToken);

        world.Product.Kill();
        var clock = Stopwatch.StartNew();
        await world.Product.StartAgainAsync(cancellationToken);
        Print("start to first answered request", $"{clock.Elapsed.TotalMilliseconds:0} ms");
        Print("resident after the first answer", Resident(world));

        await AcknowledgeAsync(world, "warm-up", 200, 8, cancellationToken);
        foreach (var together in new[] { 1, 16, 64 })
        {
            await AcknowledgeAsync(world, $"chat event acknowledged, {together} at a time", Events, together, cancellationToken);
        }

        await PressAsync(world, cancellationToken);
        foreach (var perSecond in new[] { 50, 500 })
        {
            await Offered.EventsAsync(world, perSecond, cancellationToken);
            await Offered.PressesAsync(world, perSecond, cancellationToken);
        }

        Print("resident at the end", Resident(world));
    }

    private static async Task AcknowledgeAsync(World world, string what, int count, int together, CancellationToken cancellationToken)
    {
        // Reactions carry no work of their own behind the answer; messages do: these are messages to the bot's private chat that ask for help.
        var bodies = Enumerable.Range(0, count).Select(i => (Body: Event(world, i, what), Token: world.Teams.Tokens.Mint(world.Teams.ServiceUrl))).ToList();
        var before = Cpu(world);
        var clock = Stopwatch.StartNew();
        var times = new double[count];
        await Parallel.ForAsync(0, count, new ParallelOptions { MaxDegreeOfParallelism = together, CancellationToken = cancellationToken }, async (i, token) =>
        {
            var one = Stopwatch.GetTimestamp();
            var answer = await world.Teams.PostRawAsync(bodies[i].Body, bodies[i].Token, token);
            times[i] = Stopwatch.GetElapsedTime(one).TotalMilliseconds;
            if ((int)answer.Status is < 200 or >= 300)
            {
                throw new InvalidOperationException($"An event was answered with {answer.Status}.");
            }
        });
        var elapsed = clock.Elapsed;
        Array.Sort(times);
        Print(what, $"p50 {At(times, 0.5):0.0} ms, p99 {At(times, 0.99):0.0} ms, {count / elapsed.TotalSeconds:0} a second, {(Cpu(world) - before).TotalMicroseconds / count:0} µs CPU each (what follows included)");
    }

    private static async Task PressAsync(World world, CancellationToken cancellationToken)
    {
        var times = new List<double>();
        for (var i = 0; i < Presses; i++)
        {
            var after = world.Teams.Messages.Count;
            await world.Teams.SayAsync(People.Ana, Conversation.General, $"open an issue in acme/web: benchmark {i}", cancellationToken: cancellationToken);
            var card = await world.Teams.Workspace.WaitForAsync(
                messages => messages.Skip(after).LastOrDefault(m => m.Card is { } c && CardActions.Find(c, "approve") is not null), TimeSpan.FromSeconds(30), "a card", cancellationToken);
            var one = Stopwatch.GetTimestamp();
            await world.Teams.PressAsync(People.Ben, card.Id, "approve", cancellationToken: cancellationToken);
            times.Add(Stopwatch.GetElapsedTime(one).TotalMilliseconds);
        }

        var sorted = times.Order().ToArray();
        Print("press decided and answered, one at a time", $"p50 {At(sorted, 0.5):0.0} ms, p99 {At(sorted, 0.99):0.0} ms");
    }

    internal static string Event(World world, int number, string run)
    {
        JsonObject activity = world.Teams.Activities.Message(People.Ana, Conversation.With(People.Ana), null, $"{run.GetHashCode(StringComparison.Ordinal):x}{number}", "help");
        return activity.ToJsonString();
    }

    internal static double At(double[] sorted, double share) => sorted[Math.Min(sorted.Length - 1, (int)(sorted.Length * share))];

    private static TimeSpan Cpu(World world)
    {
        world.Product.Process!.Refresh();
        return world.Product.Process.TotalProcessorTime;
    }

    private static string Resident(World world)
    {
        world.Product.Process!.Refresh();
        return $"{world.Product.Process.WorkingSet64 / 1024.0 / 1024.0:0} MB";
    }

    internal static void Print(string what, string figure) => Console.WriteLine($"{what,-60} {figure}");
}
