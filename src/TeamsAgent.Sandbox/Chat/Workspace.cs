using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace TeamsAgent.Sandbox.Chat;

/// <summary>What is said in the workspace. Thread-safe; tells whoever waits that something changed.</summary>
public sealed class Workspace
{
    private readonly Lock _lock = new();
    private readonly TimeProvider _clock;
    private readonly WorkspaceFile _file;
    private readonly List<ChatMessage> _messages;
    private TaskCompletionSource _changed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private long _lastId;

    internal Workspace(TimeProvider clock, string? statePath)
    {
        _clock = clock;
        _file = new WorkspaceFile(statePath);
        _messages = _file.Load();
        _lastId = _messages.Select(message => long.Parse(message.Id, CultureInfo.InvariantCulture)).DefaultIfEmpty(0).Max();
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

    internal string Add(string conversation, string? root, string from, JsonObject activity, string? id = null)
    {
        lock (_lock)
        {
            id ??= NewId();
            _messages.Add(new ChatMessage { Id = id, Conversation = conversation, Root = root, From = from, At = _clock.GetUtcNow(), Activity = Unfolded(activity) });
            Changed();
            return id;
        }
    }

    /// <summary>A fresh message id: the time in milliseconds, moved on where two fall together.</summary>
    internal string NewId()
    {
        lock (_lock)
        {
            _lastId = Math.Max(_lastId + 1, _clock.GetUtcNow().ToUnixTimeMilliseconds());
            return _lastId.ToString(CultureInfo.InvariantCulture);
        }
    }

    internal ChatMessage? Find(string id)
    {
        lock (_lock)
        {
            return _messages.Find(message => message.Id == id);
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

            var changed = change(_messages[at]);
            Unfolded(changed.Activity);
            _messages[at] = changed;
            Changed();
            return true;
        }
    }

    private static string Describe(ChatMessage message) =>
        $"{message.From}: {(message.Text.Length > 0 ? message.Text : (string?)message.Activity["summary"] ?? "(card)")}";

    // A parsed node is read member by member at its first reading; done here, many may read it at once.
    private static JsonObject Unfolded(JsonObject activity)
    {
        Unfold(activity);
        return activity;

        static void Unfold(JsonNode? node)
        {
            foreach (var child in node switch { JsonObject item => item.Select(member => member.Value), JsonArray items => items, _ => [] })
            {
                Unfold(child);
            }
        }
    }

    private void Changed()
    {
        Version++;
        _file.Save(_messages);
        var waiting = _changed;
        _changed = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        waiting.SetResult();
    }
}
