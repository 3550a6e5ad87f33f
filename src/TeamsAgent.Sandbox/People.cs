namespace TeamsAgent.Sandbox;

/// <summary>One person of the local world, as every stand-in knows them.</summary>
/// <param name="Name">The name that pages and cards show.</param>
/// <param name="Role">What the person is in the story.</param>
/// <param name="Email">A verified e-mail address at the tenant.</param>
/// <param name="AadObjectId">The Microsoft Entra object id that Teams puts into <c>from.aadObjectId</c>.</param>
/// <param name="TeamsId">The Teams user id (<c>29:…</c>).</param>
/// <param name="SlackId">The Slack user id (<c>U…</c>).</param>
/// <param name="Auth0UserId">The <c>sub</c> at the tenant.</param>
/// <param name="Password">The password at the tenant; these people exist nowhere else.</param>
/// <param name="TotpSecret">The Base32 secret of the person's authenticator app (RFC 6238, 6 digits, 30 s, SHA-1).</param>
public sealed record SandboxPerson(
    string Key, string Name, string Role, string Email, string AadObjectId, string TeamsId, string SlackId,
    string Auth0UserId, string Password, string TotpSecret);

/// <summary>Who lives in the local world.</summary>
public static class People
{
    /// <summary>The tenant that the Teams-like chat belongs to.</summary>
    public const string TeamsTenantId = "00000000-0000-4000-8000-0000000000aa";

    /// <summary>The bot's application id.</summary>
    public const string BotAppId = "00000000-0000-4000-8000-0000000000b0";

    /// <summary>The workspace of the Slack-like chat.</summary>
    public const string SlackTeamId = "T0LOCAL001";

    /// <summary>The Slack app.</summary>
    public const string SlackAppId = "A0AGENT001";

    /// <summary>The Slack app's bot user.</summary>
    public const string SlackBotUserId = "U0AGENT001";

    /// <summary>A team member; asks.</summary>
    public static SandboxPerson Ana { get; } = Make("ana", "Ana Ortiz", "member", "a1", "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXA");

    /// <summary>A manager; approves.</summary>
    public static SandboxPerson Ben { get; } = Make("ben", "Ben Weber", "manager", "b2", "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXB");

    /// <summary>An administrator; also a manager's stand-in.</summary>
    public static SandboxPerson Ada { get; } = Make("ada", "Ada Novak", "admin", "ad", "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXC");

    /// <summary>A team member who approves nothing.</summary>
    public static SandboxPerson Eve { get; } = Make("eve", "Eve Lind", "member", "e4", "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXD");

    /// <summary>Everybody.</summary>
    public static IReadOnlyList<SandboxPerson> All { get; } = [Ana, Ben, Ada, Eve];

    private static SandboxPerson Make(string key, string name, string role, string tail, string totp) => new(
        key, name, role, $"{key}@contoso.example", $"00000000-0000-4000-8000-0000000000{tail}", $"29:{key}", $"U0{key.ToUpperInvariant()}0001",
        $"auth0|{key}", $"{key}-sandbox-1", totp);
}
