using System.Text.Json;
using System.Text.Json.Nodes;

namespace TeamsAgent.Sandbox.Chat;

/// <summary>What is said in the workspace. Thread-safe; tells whoever waits that something changed.</summary>
public sealed class Workspace
{
    private readonly Lock _lock = new();
    private readonly List<ChatMessage> _messages = [];
    private readonly TimeProvider _clock;
    private readonly string? _file;
    private TaskCompletionSource _changed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private long _lastId;

    internal Workspace(TimeProvider clock, string? statePath)
    {
        _clock = clock;
        _file = statePath is null ? null : Path.Combine(statePath, "chat.json");
        if (_file is not null && File.Exists(_file))
        {
            _messages = JsonSerializer.Deserialize<List<ChatMessage>>(File.ReadAllText(_file)) ?? [];
            _lastId = _messages.Select(message => long.Parse(message.Id, System.Globalization.CultureInfo.InvariantCulture)).DefaultIfEmpty(0).Max();
        }
    }

    /// <summary>Counts changes.</summary>
    public long Version { get; private set; }

    /// <summary>All messages, in the order in which they were written.</summary>
    public IReadOnlyList<ChatMessage> Messages
    {
        get
        {
            lock (_lock)
            {
                return [.. _messages];
            }
        }
    }

    /// <summary>Completes with the next change.</summary>
    public Task NextChangeAsync()
    {
        lock (_lock)
        {
            return _changed.Task;
        }
    }

    /// <summary>Waits until something is so.</summary>
    /// <exception cref="TimeoutException">It did not become so in time.</exception>
    public async Task<T> WaitForAsync<T>(Func<IReadOnlyList<ChatMessage>, T?> find, TimeSpan timeout, string what, CancellationToken cancellationToken)
        where T : class
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(timeout);
        while (true)
        {
            var change = NextChangeAsync();
            if (find(Messages) is { } found)
            {
                return found;
            }

            try
            {
                await change.WaitAsync(limit.Token);
            }
            catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
            {
                throw new TimeoutException($"Not seen within {timeout.TotalSeconds:0} s: {what}. There are: {string.Join(" | ", Messages.TakeLast(6).Select(Describe))}");
            }
        }
    }

    internal string Add(string conversation, string? root, string from, JsonObject activity)
    {
        lock (_lock)
        {
            var id = NewId();
            _messages.Add(new ChatMessage { Id = id, Conversation = conversation, Root = root, From = from, At = _clock.GetUtcNow(), Activity = activity });
            Changed();
            return id;
        }
    }

    internal string NewId()
    {
        lock (_lock)
        {
            _lastId = Math.Max(_lastId + 1, _clock.GetUtcNow().ToUnixTimeMilliseconds());
            return _lastId.ToString(System.Globalization.CultureInfo.InvariantCulture);
        }
    }

    internal bool Change(string id, Func<ChatMessage, ChatMessage> change)
    {
        lock (_lock)
        {
            var at = _messages.FindIndex(message => message.Id == id && !message.Deleted);
            if (at < 0)
            {
                return false;
            }

            _messages[at] = change(_messages[at]);
            Changed();
            return true;
        }
    }

    private static string Describe(ChatMessage message) =>
        $"{message.From}: {(message.Text.Length > 0 ? message.Text : (string?)message.Activity["summary"] ?? "(card)")}";

    private void Changed()
    {
        Version++;
        if (_file is not null)
        {
            File.WriteAllText(_file, JsonSerializer.Serialize(_messages));
        }

        var waiting = _changed;
        _changed = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        waiting.SetResult();
    }
}
