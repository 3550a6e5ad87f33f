using System.Net.ServerSentEvents;
using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace TeamsAgent.Sandbox.Chat.Playground;

/// <summary>
/// What a page is told as it happens (server-sent events): first everything, then whatever changed. A page that was cut off comes again and
/// gets everything again.
/// </summary>
internal sealed class Feed(SandboxTeams teams, TeamsOptions options, Backstage backstage)
{
    public static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull };

    // What comes in a burst is told at once.
    private static readonly TimeSpan Breath = TimeSpan.FromMilliseconds(40);
    private static readonly Task Never = new TaskCompletionSource().Task;

    public async IAsyncEnumerable<SseItem<string>> OfAsync(SandboxPerson person, [EnumeratorCancellation] CancellationToken aborted, CancellationToken stopping)
    {
        using var end = CancellationTokenSource.CreateLinkedTokenSource(aborted, stopping);
        using var watch = backstage.Watch();
        yield return Event("world", PlaygroundWorld.For(person, options, teams.Slack is not null));

        var told = new Dictionary<string, ChatMessage>();
        string? toldBackstage = null;
        var slack = teams.Slack is { } workspace ? new SlackSide(workspace, person) : null;
        for (var all = true; !end.IsCancellationRequested; all = false)
        {
            Task change = Task.WhenAny(teams.Workspace.NextChangeAsync(), backstage.NextChangeAsync(), teams.Slack?.Space.NextChangeAsync() ?? Never);
            var messages = teams.Messages;
            var changed = messages.Where(message => MessageView.IsSeenBy(person, message) && !ReferenceEquals(told.GetValueOrDefault(message.Id), message)).ToList();
            if (all || changed.Count > 0)
            {
                changed.ForEach(message => told[message.Id] = message);
                yield return Event("messages", new { all, messages = changed.Select(message => MessageView.Of(message, person)), newest = Newest(messages) });
            }

            if (slack?.News() is { } news)
            {
                yield return Event("slack", news);
            }

            if (backstage.Current is { } current && current != toldBackstage)
            {
                toldBackstage = current;
                yield return new SseItem<string>(current, "backstage");
            }

            await change.WaitAsync(end.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            await Task.Delay(Breath, end.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    // The newest word of the bot in everybody's private chat: who plays everybody wants to know who is waited for.
    private static Dictionary<string, string> Newest(IReadOnlyList<ChatMessage> messages) => People.All
        .Select(person => (person.Key, messages.LastOrDefault(message => message.From == "bot" && message.Conversation == Conversation.With(person).Id)?.Id))
        .Where(pair => pair.Id is not null)
        .ToDictionary(pair => pair.Key, pair => pair.Id!);

    private static SseItem<string> Event(string name, object data) =>
        new(JsonSerializer.Serialize(data, Json), name) { ReconnectionInterval = TimeSpan.FromSeconds(1) };
}
