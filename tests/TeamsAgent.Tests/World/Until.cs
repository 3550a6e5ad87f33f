namespace TeamsAgent.Tests.Worlds;

/// <summary>Waits for what only the outside shows: a file, another process, a stand-in's record.</summary>
internal static class Until
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(40);

    public static Task SoAsync(Func<bool> so, string what) => SoAsync(() => Task.FromResult(so()), what);

    public static async Task SoAsync(Func<Task<bool>> so, string what)
    {
        var began = Environment.TickCount64;
        while (!await so())
        {
            if (Environment.TickCount64 - began > Patience.TotalMilliseconds)
            {
                throw new TimeoutException($"Not seen within {Patience.TotalSeconds:0} s: {what}.");
            }

            await Task.Delay(10, Story.Ct);
        }
    }
}
