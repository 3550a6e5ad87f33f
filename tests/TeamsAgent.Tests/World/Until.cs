namespace TeamsAgent.Tests.Worlds;

/// <summary>Waits for what only the outside shows: a file, another process, a stand-in's record.</summary>
internal static class Until
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(40);

    public static Task SoAsync(Func<bool> so, string what, TimeSpan? patience = null) => SoAsync(() => Task.FromResult(so()), what, patience);

    public static async Task SoAsync(Func<Task<bool>> so, string what, TimeSpan? patience = null)
    {
        var (began, limit) = (Environment.TickCount64, patience ?? Patience);
        while (!await so())
        {
            if (Environment.TickCount64 - began > limit.TotalMilliseconds)
            {
                throw new TimeoutException($"Not seen within {limit.TotalSeconds:0} s: {what}.");
            }

            await Task.Delay(10, Story.Ct);
        }
    }
}
