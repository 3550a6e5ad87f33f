using System.Text.Json;
using System.Text.Json.Nodes;
using TeamsAgent.Sandbox.Slack;
using TeamsAgent.Sandbox.Slack.Blocks;

namespace TeamsAgent.Sandbox.Chat.Playground;

/// <summary>The Slack-like workspace as one person sees it, for the page: first everything, then whatever changed.</summary>
internal sealed class SlackSide(SandboxSlack slack, SlackMember member)
{
    private const int Newest = 200;
    private readonly Dictionary<string, SlackMessage> _told = [];
    private string? _toldRest;

    /// <summary>What is new since the last time; null for nothing.</summary>
    public object? News()
    {
        var seen = slack.Space.Messages.Where(IsSeen).TakeLast(Newest).ToList();
        var all = _toldRest is null;
        var changed = seen.Where(message => !ReferenceEquals(_told.GetValueOrDefault(IdOf(message)), message)).ToList();
        changed.ForEach(message => _told[IdOf(message)] = message);
        var channels = SlackChannel.All.Where(channel => slack.Space.MembersOf(channel).Contains(member.Id)).Select(View).ToList();
        var rest = new { channels, home = slack.Home(member)?.ToJson(), modals = slack.OpenViews(member).Select(view => view.ToJson()), newest = NewestDms(), names = Names, command = slack.Options.Command };
        var written = JsonSerializer.Serialize(rest, Feed.Json);
        if (!all && changed.Count == 0 && written == _toldRest)
        {
            return null;
        }

        _toldRest = written;
        return new { all, messages = changed.Select(View), rest };
    }

    private bool IsSeen(SlackMessage message) => message.Channel == member.Dm
        || ((message.OnlyFor ?? member.Id) == member.Id && SlackChannel.Find(message.Channel) is { IsDm: false } channel && slack.Space.MembersOf(channel).Contains(member.Id));

    private static string IdOf(SlackMessage message) => $"{message.Channel}-{message.Ts}";

    private static object View(SlackChannel channel) => new
    {
        channel.Id, channel.Name, channel.IsPrivate, channel.IsExtShared, channel.IsArchived,
    };

    private static object View(SlackMessage message) => new
    {
        id = IdOf(message),
        message.Channel,
        message.Ts,
        thread = message.ThreadTs,
        from = message.IsFromApp ? "bot" : SlackMember.Find(message.User)?.Key ?? "workflow",
        at = DateTimeOffset.UnixEpoch.AddTicks(long.Parse(message.Ts.Replace(".", "", StringComparison.Ordinal), System.Globalization.CultureInfo.InvariantCulture) * TimeSpan.TicksPerMicrosecond),
        text = message.Deleted ? "" : message.Text,

        // What people typed is drawn from its text; blocks are the app's.
        blocks = message is { Deleted: false, IsFromApp: true } ? message.Blocks : null,
        isPrivate = message.OnlyFor is not null,
        isEdited = message.Earlier.Count > 0,
        isDeleted = message.Deleted,
        request = RequestOf(message),
    };

    // A settled card has no buttons left to say it; one of its earlier selves had.
    private static string? RequestOf(SlackMessage message) => message.Earlier.Append(message)
        .SelectMany(shown => BlockTree.Elements(shown.Blocks))
        .Select(found => RequestIn(found.Element.Text("value")))
        .FirstOrDefault(id => id is not null);

    private static string? RequestIn(string? value)
    {
        try
        {
            return value is ['{', ..] && JsonNode.Parse(value) is JsonObject data ? data.Text("r") : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    // The newest word of the bot in everybody's private chat: who plays everybody wants to know who is waited for.
    private Dictionary<string, string> NewestDms() => People.All
        .Select(person => (person.Key, slack.Space.Messages.LastOrDefault(message => message.IsFromApp && message.Channel == SlackMember.Of(person).Dm)?.Ts))
        .Where(pair => pair.Ts is not null)
        .ToDictionary(pair => pair.Key, pair => pair.Ts!);

    private static Dictionary<string, string> Names { get; } = SlackMember.All.Select(someone => (someone.Id, someone.Name))
        .Concat(SlackTeam.All.Select(team => (Id: team.BotUserId, Name: SlackTeam.AppName)))
        .Concat(SlackChannel.All.Select(channel => (channel.Id, channel.Name)))
        .ToDictionary(pair => pair.Id, pair => pair.Name);
}
