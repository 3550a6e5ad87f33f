namespace TeamsAgent.Domain.People;

/// <summary>An account on a chat platform, as the platform itself vouches for it.</summary>
/// <param name="Channel">The platform: <c>teams</c>, <c>slack</c>.</param>
/// <param name="Tenant">Teams: the Entra tenant id. Slack: the team id.</param>
/// <param name="User">Teams: <c>aadObjectId</c>. Slack: the user id.</param>
public sealed record ChatIdentity(string Channel, string Tenant, string User)
{
    /// <summary>Reads <c>channel:tenant:user</c>.</summary>
    /// <exception cref="FormatException">The text has not three parts.</exception>
    public static ChatIdentity Parse(string text)
    {
        var parts = text.Split(':', 3);
        return parts.Length == 3 && parts.All(part => part.Length > 0)
            ? new ChatIdentity(parts[0], parts[1], parts[2])
            : throw new FormatException("A chat identity is written channel:tenant:user.");
    }

    /// <inheritdoc/>
    public override string ToString() => $"{Channel}:{Tenant}:{User}";
}
