namespace TeamsAgent.Sandbox.Chat;

/// <summary>A conversation of the Teams-like workspace.</summary>
/// <param name="Id">The id as Teams makes it.</param>
/// <param name="Type"><c>channel</c> or <c>personal</c>.</param>
/// <param name="Person">Whose private chat it is, or null for the channel.</param>
public sealed record Conversation(string Id, string Type, string? Person)
{
    /// <summary>The team's id: its General channel's thread.</summary>
    public const string TeamId = "19:general-contoso@thread.tacv2";

    /// <summary>The team's name.</summary>
    public const string TeamName = "Contoso";

    /// <summary>The Microsoft Entra group behind the team.</summary>
    public const string TeamGroupId = "00000000-0000-4000-8000-0000000000c0";

    /// <summary>The channel that everybody is in.</summary>
    public static Conversation General { get; } = new(TeamId, "channel", null);

    /// <summary>A person's private chat with the bot.</summary>
    public static Conversation With(SandboxPerson person) => new($"a:{person.Key}-and-the-bot", "personal", person.Key);

    /// <summary>A thread of the channel, as it is written to.</summary>
    public static string Thread(string rootMessageId) => $"{TeamId};messageid={rootMessageId}";

    /// <summary>The conversation that an id names, thread or not; null if there is none.</summary>
    public static Conversation? Of(string id)
    {
        var bare = id.Split(';')[0];
        return bare == General.Id ? General : People.All.Select(With).FirstOrDefault(chat => chat.Id == bare);
    }

    /// <summary>Whether a person is in it.</summary>
    public bool Includes(SandboxPerson person) => Person is null || Person == person.Key;
}
