namespace TeamsAgent.Domain.People;

/// <summary>What is known of a person at one moment.</summary>
public sealed record Person
{
    /// <summary>The person.</summary>
    public required PersonId Id { get; init; }

    /// <summary>The name to show; never used to decide anything.</summary>
    public required string Name { get; init; }

    /// <summary>The chat accounts that are proven to be this person's.</summary>
    public IReadOnlyList<ChatIdentity> Chats { get; init; } = [];

    /// <summary>The linked Auth0 user's id (<c>sub</c>), or null while nobody is linked.</summary>
    public string? Auth0User { get; init; }

    /// <summary>The linked Auth0 user's e-mail address, only if Auth0 says that it is verified.</summary>
    public string? VerifiedEmail { get; init; }

    /// <summary>A blocked person decides nothing, and nothing of theirs runs.</summary>
    public bool Blocked { get; init; }
}
