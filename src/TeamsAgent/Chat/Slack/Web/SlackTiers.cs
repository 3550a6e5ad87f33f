namespace TeamsAgent.Chat.Slack;

/// <summary>
/// How often a method may be called: so many times a minute, for each installation
/// (<see href="https://docs.slack.dev/apis/web-api/rate-limits"/>).
/// </summary>
internal static class SlackTiers
{
    private const int Tier1 = 1;
    private const int Tier2 = 20;
    private const int Tier3 = 50;
    private const int Tier4 = 100;

    // “Several hundred a minute” for a whole workspace, and about one a second into one channel.
    private const int Posting = 300;
    private const int Light = 600;

    private static readonly Dictionary<string, int> PerMinute = new(StringComparer.Ordinal)
    {
        ["chat.postMessage"] = Posting,
        ["auth.test"] = Light,
        ["oauth.v2.access"] = Light,
        ["chat.getPermalink"] = Light,
        ["chat.postEphemeral"] = Tier4,
        ["views.open"] = Tier4,
        ["views.update"] = Tier4,
        ["views.push"] = Tier4,
        ["views.publish"] = Tier4,
        ["users.info"] = Tier4,
        ["conversations.members"] = Tier4,
        ["chat.update"] = Tier3,
        ["chat.delete"] = Tier3,
        ["auth.revoke"] = Tier3,
        ["users.lookupByEmail"] = Tier3,
        ["conversations.open"] = Tier3,
        ["conversations.info"] = Tier3,

        // One a minute and bursts: all ten connections may be opened at once, and after a cut they are. What is too much, Slack says.
        ["apps.connections.open"] = Tier2,
        ["apps.uninstall"] = Tier1,
    };

    /// <summary>The calls a minute.</summary>
    public static int Of(string method) => PerMinute.GetValueOrDefault(method, Tier2);

    /// <summary>Whether the method is paced by channel as well.</summary>
    public static bool IsPacedByChannel(string method) => method == "chat.postMessage";
}
