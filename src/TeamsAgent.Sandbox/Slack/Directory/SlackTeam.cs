namespace TeamsAgent.Sandbox.Slack;

/// <summary>A workspace.</summary>
/// <param name="Id">The id (<c>T…</c>).</param>
/// <param name="Name">The name.</param>
/// <param name="Domain">The part of its address before <c>.slack.com</c>.</param>
/// <param name="BotUserId">The app's bot user there.</param>
public sealed record SlackTeam(string Id, string Name, string Domain, string BotUserId)
{
    /// <summary>The organisation that <see cref="Contoso"/> may be a part of.</summary>
    public const string EnterpriseId = "E0CONTOSO1";

    /// <summary>The organisation's name.</summary>
    public const string EnterpriseName = "Contoso Group";

    /// <summary>The bot's id as a sender (<c>B…</c>).</summary>
    public const string BotId = "B0AGENT001";

    /// <summary>The app's name.</summary>
    public const string AppName = "TeamsAgent";

    /// <summary>The workspace that the four people are in.</summary>
    public static SlackTeam Contoso { get; } = new(People.SlackTeamId, "Contoso", "contoso", People.SlackBotUserId);

    /// <summary>Another company's workspace.</summary>
    public static SlackTeam Fabrikam { get; } = new("T0PARTNER1", "Fabrikam", "fabrikam", "U0AGENT002");

    /// <summary>Both.</summary>
    public static IReadOnlyList<SlackTeam> All { get; } = [Contoso, Fabrikam];

    /// <summary>The workspace with an id.</summary>
    public static SlackTeam? Find(string? id) => All.FirstOrDefault(team => team.Id == id);
}
