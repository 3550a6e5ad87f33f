using System.Globalization;
using System.Text.Json.Nodes;
using TeamsAgent.Sandbox.Slack.Blocks;

namespace TeamsAgent.Sandbox.Slack;

/// <summary>What is said and shown in the workspaces. Thread-safe; tells whoever waits that something changed.</summary>
public sealed class SlackSpace
{
    private readonly Lock _lock = new();
    private readonly TimeProvider _clock;
    private readonly SlackFile _file;
    private readonly List<SlackMessage> _messages;
    private readonly Dictionary<string, SlackView> _homes = [];
    private readonly Dictionary<string, List<SlackView>> _modals = [];
    private readonly Dictionary<string, HashSet<string>> _members;
    private TaskCompletionSource _changed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private long _lastMicros;

    internal SlackSpace(TimeProvider clock, SlackFile file)
    {
        (_clock, _file) = (clock, file);
        _messages = [.. file.Kept.Messages];
        _homes = file.Kept.Homes.ToDictionary(home => home.User);
        _members = SlackChannel.All.ToDictionary(channel => channel.Id, channel => (file.Kept.Members.GetValueOrDefault(channel.Id) ?? [.. channel.FirstMembers]).ToHashSet());
        _lastMicros = _messages.Select(message => long.Parse(message.Ts.Replace(".", "", StringComparison.Ordinal), CultureInfo.InvariantCulture)).DefaultIfEmpty(0).Max();
    }

    /// <summary>Counts changes.</summary>
    public long Version { get; private set; }

    /// <summary>All messages in the order of their writing, those for one person only among them.</summary>
    public IReadOnlyList<SlackMessage> Messages
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
    public async Task<T> WaitForAsync<T>(Func<SlackSpace, T?> find, TimeSpan timeout, string what, CancellationToken cancellationToken)
        where T : class
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(timeout);
        while (true)
        {
            var change = NextChangeAsync();
            if (find(this) is { } found)
            {
                return found;
            }

            try
            {
                await change.WaitAsync(limit.Token);
            }
            catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
            {
                throw new TimeoutException($"Not seen within {timeout.TotalSeconds:0} s: {what}. There are: {string.Join(" | ", Messages.TakeLast(6).Select(message => $"{message.Channel} {message.User}: {message.Text}"))}");
            }
        }
    }

    /// <summary>The message at a time of a channel, deleted or not.</summary>
    public SlackMessage? Find(string channel, string? ts)
    {
        lock (_lock)
        {
            return _messages.Find(message => message.Channel == channel && message.Ts == ts);
        }
    }

    /// <summary>Who is in a conversation, by user ids.</summary>
    public IReadOnlyList<string> MembersOf(SlackChannel channel)
    {
        lock (_lock)
        {
            return channel.Person is { } person
                ? [person, SlackTeam.Find(channel.TeamId)!.BotUserId]
                : [.. _members[channel.Id].Order(StringComparer.Ordinal)];
        }
    }

    /// <summary>The Home tab as the app published it for somebody.</summary>
    public SlackView? Home(SlackMember member)
    {
        lock (_lock)
        {
            return _homes.GetValueOrDefault(member.Id);
        }
    }

    /// <summary>The modals that somebody has open, the lowest first.</summary>
    public IReadOnlyList<SlackView> OpenViews(SlackMember member)
    {
        lock (_lock)
        {
            return [.. _modals.GetValueOrDefault(member.Id) ?? []];
        }
    }

    internal SlackView? FindView(Func<SlackView, bool> wanted)
    {
        lock (_lock)
        {
            return _homes.Values.Concat(_modals.Values.SelectMany(stack => stack)).FirstOrDefault(wanted);
        }
    }

    /// <summary>A fresh time that no message has.</summary>
    internal string NewTs()
    {
        lock (_lock)
        {
            _lastMicros = Math.Max(_lastMicros + 1, (_clock.GetUtcNow() - DateTimeOffset.UnixEpoch).Ticks / TimeSpan.TicksPerMicrosecond);
            return string.Create(CultureInfo.InvariantCulture, $"{_lastMicros / 1_000_000}.{_lastMicros % 1_000_000:D6}");
        }
    }

    internal SlackMessage Add(SlackMessage message)
    {
        Change(() => _messages.Add(Unfolded(message)));
        return message;
    }

    internal SlackMessage? Change(string channel, string? ts, Func<SlackMessage, SlackMessage> change)
    {
        SlackMessage? changed = null;
        Change(() =>
        {
            var at = _messages.FindIndex(message => message.Channel == channel && message.Ts == ts && !message.Deleted);
            changed = at < 0 ? null : _messages[at] = Unfolded(change(_messages[at]));
        });
        return changed;
    }

    internal void Join(string channel, string user, bool isIn) => Change(() => _ = isIn ? _members[channel].Add(user) : _members[channel].Remove(user));

    internal void SetHome(SlackView view) => Change(() => _homes[view.User] = view);

    /// <summary>Changes somebody's stack of modals.</summary>
    internal void SetModals(string user, Func<List<SlackView>, List<SlackView>> change) => Change(() => _modals[user] = change(_modals.GetValueOrDefault(user) ?? []));

    /// <summary>Everything that an app brought goes with it, but its messages.</summary>
    internal void ForgetApp() => Change(() =>
    {
        _homes.Clear();
        _modals.Clear();
    });

    private static SlackMessage Unfolded(SlackMessage message)
    {
        // A parsed node is read member by member at its first reading; done here, many may read it at once.
        BlockTree.Walk(message.Blocks, _ => { });
        BlockTree.Walk(message.Metadata, _ => { });
        return message;
    }

    private void Change(Action change)
    {
        lock (_lock)
        {
            change();
            Version++;
            _file.SaveSpace(_messages, _homes.Values, _members);
            var waiting = _changed;
            _changed = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            waiting.SetResult();
        }
    }
}
