namespace TeamsAgent.Domain.People;

/// <summary>People that a policy names together: by chat identity, or by the verified e-mail of the linked Auth0 user.</summary>
public sealed record Group(string Name, IReadOnlyList<ChatIdentity> Chats, IReadOnlyList<string> Emails)
{
    /// <summary>Whether the person belongs to the group. What a chat profile says about itself plays no part.</summary>
    public bool Includes(Person person) =>
        person.Chats.Any(Chats.Contains)
        || (person.VerifiedEmail is { } email && Emails.Contains(email, StringComparer.OrdinalIgnoreCase));
}
