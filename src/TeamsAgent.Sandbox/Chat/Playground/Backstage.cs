using System.Text.Json;
using System.Text.Json.Nodes;

namespace TeamsAgent.Sandbox.Chat.Playground;

/// <summary>
/// What happens where nobody in a chat looks: requests, token exchanges, provider calls. Looked at once for all open pages, right after the chat
/// changed and every few seconds besides; not at all while no page is open.
/// </summary>
internal sealed class Backstage(Workspace workspace, Neighbours neighbours)
{
    // People wait for this in real time, whatever the world's clock says.
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(3);
    private static readonly TimeSpan Settling = TimeSpan.FromMilliseconds(400);
    private readonly Lock _lock = new();
    private TaskCompletionSource _changed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _watchers;
    private int _turn;

    /// <summary>What was found last, as JSON; null before the first look.</summary>
    public string? Current { get; private set; }

    /// <summary>Completes when <see cref="Current"/> changes.</summary>
    public Task NextChangeAsync()
    {
        lock (_lock)
        {
            return _changed.Task;
        }
    }

    /// <summary>Looks on until it is disposed.</summary>
    public IDisposable Watch()
    {
        lock (_lock)
        {
            if (_watchers++ == 0)
            {
                _ = LookOnAsync(++_turn);
            }
        }

        return new Watcher(this);
    }

    private async Task LookOnAsync(int turn)
    {
        while (IsMine(turn))
        {
            var chat = workspace.NextChangeAsync();
            Show(await LookAsync());
            await Task.WhenAny(chat, Task.Delay(Pause));
            await Task.Delay(Settling);
        }
    }

    private bool IsMine(int turn)
    {
        lock (_lock)
        {
            return _watchers > 0 && turn == _turn;
        }
    }

    private async Task<string> LookAsync()
    {
        var requests = neighbours.RequestsAsync(CancellationToken.None);
        var exchanges = neighbours.ExchangesAsync(CancellationToken.None);
        var calls = neighbours.CallsAsync(CancellationToken.None);
        return JsonSerializer.Serialize(new { requests = await requests, exchanges = await exchanges, calls = await calls }, Feed.Json);
    }

    private void Show(string found)
    {
        lock (_lock)
        {
            if (found == Current)
            {
                return;
            }

            Current = found;
            var waiting = _changed;
            _changed = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            waiting.SetResult();
        }
    }

    private void Leave()
    {
        lock (_lock)
        {
            _watchers--;
        }
    }

    private sealed class Watcher(Backstage backstage) : IDisposable
    {
        public void Dispose() => backstage.Leave();
    }
}

/// <summary>A list, newest first, or why there is none.</summary>
/// <param name="Items">The list.</param>
/// <param name="Error">Why it could not be read.</param>
internal sealed record Glimpse(IReadOnlyList<JsonObject> Items, string? Error = null);
