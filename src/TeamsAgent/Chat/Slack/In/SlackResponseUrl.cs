using TeamsAgent.Identity;

namespace TeamsAgent.Chat.Slack;

/// <summary>Whoever has a <c>response_url</c> can write into the conversation for half an hour: it is kept protected, and never logged.</summary>
internal static class SlackResponseUrl
{
    private const string What = "slack-response-url";

    public static string? Keep(Secrets secrets, string route, string? url) => url is { Length: > 0 and <= 2048 } ? secrets.Protect(What, route, url) : null;

    public static Uri? Open(Secrets secrets, string route, string? kept) =>
        kept is not null && secrets.Open(What, route, kept) is { } url && Uri.TryCreate(url, UriKind.Absolute, out var address) ? address : null;
}
