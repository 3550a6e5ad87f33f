namespace TeamsAgent.Sandbox;

/// <summary>Lets deliveries pass, or holds some and lets them go in reverse order.</summary>
internal sealed class WaitingRoom
{
    private static readonly TimeSpan LongestHold = TimeSpan.FromSeconds(1);
    private readonly Lock _lock = new();
    private readonly Stack<TaskCompletionSource> _held = new();
    private int _wanted;
    private bool _isGoing;

    /// <summary>Waits for one's turn.</summary>
    /// <param name="reorder">How many are to be held from here on; 0 changes nothing.</param>
    /// <param name="lateness">How much later to come, in any case.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task PassAsync(int reorder, TimeSpan lateness, CancellationToken cancellationToken)
    {
        await Task.Delay(lateness, cancellationToken);
        TaskCompletionSource? mine = null;
        lock (_lock)
        {
            _wanted = Math.Max(_wanted, reorder);
            if (_wanted > 0)
            {
                mine = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
                _held.Push(mine);
                _isGoing = --_wanted == 0 || _isGoing;
            }
        }

        if (mine is null)
        {
            return;
        }

        Next();
        if (await Task.WhenAny(mine.Task, Task.Delay(LongestHold, cancellationToken)) != mine.Task)
        {
            // Nobody else came: all who wait go.
            lock (_lock)
            {
                _wanted = 0;
                _isGoing = true;
            }

            Next();
            await mine.Task.WaitAsync(cancellationToken);
        }
    }

    /// <summary>One was delivered; the next may go.</summary>
    public void Left() => Next();

    private void Next()
    {
        lock (_lock)
        {
            if (_isGoing && _held.TryPop(out var next))
            {
                next.SetResult();
            }

            _isGoing &= _held.Count > 0;
        }
    }
}
