namespace TeamsAgent.Sandbox.Slack;

/// <summary>What kind of member somebody is.</summary>
public enum SlackStanding
{
    /// <summary>A full member.</summary>
    Member,

    /// <summary>A guest of some channels (<c>is_restricted</c>).</summary>
    Guest,

    /// <summary>Was a member once (<c>deleted</c>).</summary>
    Deactivated,
}

/// <summary>Somebody in a workspace. The four people of the world are members by themselves.</summary>
/// <param name="Id">The user id (<c>U…</c>).</param>
/// <param name="Key">The short name.</param>
/// <param name="Name">The name that is shown.</param>
/// <param name="Email">The e-mail address of the profile.</param>
/// <param name="TeamId">The home workspace.</param>
/// <param name="Standing">What kind of member.</param>
public sealed record SlackMember(string Id, string Key, string Name, string Email, string TeamId, SlackStanding Standing = SlackStanding.Member)
{
    /// <summary>A guest of the workspace.</summary>
    public static SlackMember Guest { get; } = new("U0GUEST001", "gus", "Gus Moran", "gus@freelance.example", People.SlackTeamId, SlackStanding.Guest);

    /// <summary>Somebody of another company, met in a shared channel (Slack Connect).</summary>
    public static SlackMember Outsider { get; } = new("U0OUTSIDE1", "olga", "Olga Petrova", "olga@fabrikam.example", SlackTeam.Fabrikam.Id);

    /// <summary>Somebody who has left.</summary>
    public static SlackMember Deactivated { get; } = new("U0GONE0001", "dan", "Dan Reyes", "dan@contoso.example", People.SlackTeamId, SlackStanding.Deactivated);

    /// <summary>Everybody who is not a bot.</summary>
    public static IReadOnlyList<SlackMember> All { get; } = [.. People.All.Select(Of), Guest, Outsider, Deactivated];

    /// <summary>The private conversation with the bot.</summary>
    public string Dm => $"D{Id[1..]}";

    /// <summary>Whether somebody belongs to the workspace that the story is about.</summary>
    public bool IsContoso => TeamId == People.SlackTeamId;

    /// <summary>A person as a member.</summary>
    public static SlackMember Of(SandboxPerson person) => new(person.SlackId, person.Key, person.Name, person.Email, People.SlackTeamId);

    /// <summary>The member with an id.</summary>
    public static SlackMember? Find(string? id) => All.FirstOrDefault(member => member.Id == id);

    /// <summary>The member with a short name.</summary>
    public static SlackMember? ByKey(string? key) => All.FirstOrDefault(member => member.Key == key);

    /// <summary>A person as a member.</summary>
    public static implicit operator SlackMember(SandboxPerson person) => Of(person);
}
