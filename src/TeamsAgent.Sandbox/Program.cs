using TeamsAgent.Sandbox;

using var stop = new CancellationTokenSource();
Console.CancelKeyPress += (_, press) =>
{
    press.Cancel = true;
    stop.Cancel();
};
await using var world = await World.StartAsync(new WorldOptions { StatePath = Path.Combine(AppContext.BaseDirectory, "data"), FirstPort = 5080 }, stop.Token);
Console.WriteLine($"Open {world.Teams.Address}");
await Task.Delay(Timeout.Infinite, stop.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
