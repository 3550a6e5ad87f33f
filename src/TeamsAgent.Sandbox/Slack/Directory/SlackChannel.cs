namespace TeamsAgent.Sandbox.Slack;

/// <summary>A channel, or a private conversation with the bot.</summary>
/// <param name="Id">The id (<c>C…</c> or <c>D…</c>).</param>
/// <param name="Name">The name; empty for a private conversation.</param>
/// <param name="TeamId">The workspace that it is of.</param>
public sealed record SlackChannel(string Id, string Name, string TeamId)
{
    /// <summary>Where everybody is, the bot too.</summary>
    public static SlackChannel General { get; } = new("C0GENERAL1", "general", People.SlackTeamId);

    /// <summary>A public channel that the bot is not in.</summary>
    public static SlackChannel Random { get; } = new("C0RANDOM01", "random", People.SlackTeamId);

    /// <summary>A private channel that the bot is not in.</summary>
    public static SlackChannel Leadership { get; } = new("C0PRIVATE1", "leadership", People.SlackTeamId) { IsPrivate = true };

    /// <summary>A channel that is shared with another company; the bot is in it.</summary>
    public static SlackChannel Shared { get; } = new("C0SHARED01", "contoso-fabrikam", People.SlackTeamId) { IsExtShared = true };

    /// <summary>An archived channel.</summary>
    public static SlackChannel Archived { get; } = new("C0ARCHIVE1", "old-project", People.SlackTeamId) { IsArchived = true };

    /// <summary>The other company's own channel; the bot is in it once it was installed there.</summary>
    public static SlackChannel FabrikamGeneral { get; } = new("C0FABRIK01", "general", SlackTeam.Fabrikam.Id);

    /// <summary>All channels.</summary>
    public static IReadOnlyList<SlackChannel> All { get; } = [General, Random, Leadership, Shared, Archived, FabrikamGeneral];

    /// <summary>Whether only its members know of it.</summary>
    public bool IsPrivate { get; init; }

    /// <summary>Whether another company is in it.</summary>
    public bool IsExtShared { get; init; }

    /// <summary>Whether nobody can write any more.</summary>
    public bool IsArchived { get; init; }

    /// <summary>Whose private conversation it is.</summary>
    public string? Person { get; init; }

    /// <summary>Whether it is a private conversation.</summary>
    public bool IsDm => Person is not null;

    /// <summary>Who is in it at the beginning; the bots by their user ids.</summary>
    internal IReadOnlyList<string> FirstMembers => Id switch
    {
        _ when Id == Leadership.Id => [People.Ben.SlackId, People.Ada.SlackId],
        _ when Id == Random.Id => Everybody,
        _ when Id == Shared.Id => [.. Everybody, SlackMember.Outsider.Id, People.SlackBotUserId],
        _ when Id == FabrikamGeneral.Id => [SlackMember.Outsider.Id, SlackTeam.Fabrikam.BotUserId],
        _ => [.. Everybody, SlackMember.Guest.Id, People.SlackBotUserId],
    };

    private static IReadOnlyList<string> Everybody => [.. People.All.Select(person => person.SlackId)];

    /// <summary>The conversation with an id or, for channels, a name.</summary>
    public static SlackChannel? Find(string? idOrName) =>
        All.FirstOrDefault(channel => channel.Id == idOrName || $"#{channel.Name}" == idOrName || channel.Name == idOrName)
        ?? SlackMember.All.Where(member => member.Dm == idOrName).Select(With).FirstOrDefault();

    /// <summary>The private conversation of somebody with the bot.</summary>
    public static SlackChannel With(SlackMember member) => new(member.Dm, "", member.TeamId) { Person = member.Id };
}
