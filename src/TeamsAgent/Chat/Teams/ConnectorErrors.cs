using System.Globalization;
using System.Net;
using Microsoft.Bot.Schema;
using TeamsAgent.Chat.Teams.Credentials;

namespace TeamsAgent.Chat.Teams;

/// <summary>
/// What each answer of the connector means, and whether a posting may have arrived
/// (<see href="https://learn.microsoft.com/microsoftteams/platform/bots/how-to/conversations/send-proactive-messages"/>, status codes of bot APIs).
/// </summary>
internal static class ConnectorErrors
{
    /// <summary>The message is too large for Teams: a smaller one may be tried.</summary>
    public const string TooLarge = "MessageSizeTooBig";

    private const int WritesBlockedNumber = 209;
    private const int MostRead = 4096;

    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan Later = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan LongestAsked = TimeSpan.FromHours(1);

    // Some errors carry the code that matters inside of another one, or in a sentence.
    private static readonly string[] Inner =
        ["BotNotInConversationRoster", "BotDisabledByAdmin", "ConversationBlockedByUser", "MessageWritesBlocked", "NotEnoughPermissions", "InvalidBotApiHost", TooLarge];

    /// <summary>The meaning of an error that the connector answered with.</summary>
    public static ChatResult Of(ErrorResponseException failed, bool posts, DateTimeOffset now)
    {
        var status = failed.Response?.StatusCode ?? 0;
        var code = Code(failed);
        var why = code.Length > 0 ? $"{(int)status} {code}" : $"{(int)status}";
        return (status, code) switch
        {
            (HttpStatusCode.Forbidden, "BotNotInConversationRoster" or "ConversationBlockedByUser" or "MessageWritesBlocked") => new ChatResult.Gone(why, Conversation: true),
            (HttpStatusCode.Forbidden, "InvalidBotApiHost") => new ChatResult.Refused(why),
            (HttpStatusCode.Forbidden, _) => new ChatResult.Gone(why),
            (HttpStatusCode.NotFound, _) => new ChatResult.Gone(why, Conversation: code == "ConversationNotFound", MessageAlone: code == "ActivityNotFoundInConversation"),
            (HttpStatusCode.TooManyRequests, _) => new ChatResult.Later(Asked(failed, now), why, MayHaveArrived: false),
            (HttpStatusCode.PreconditionFailed, _) => new ChatResult.Later(Soon, why, MayHaveArrived: false),
            (HttpStatusCode.BadGateway or HttpStatusCode.ServiceUnavailable, _) => new ChatResult.Later(Soon, why, MayHaveArrived: false),
            (HttpStatusCode.Unauthorized, _) => new ChatResult.Later(Later, why, MayHaveArrived: false),
            (HttpStatusCode.RequestTimeout or HttpStatusCode.GatewayTimeout, _) => new ChatResult.Later(Soon, why, posts),
            ( >= HttpStatusCode.InternalServerError, _) => new ChatResult.Later(Later, why, posts),
            _ => new ChatResult.Refused(why),
        };
    }

    /// <summary>What an administrator can do about an error that nothing but an administrator ends; null where there is nothing.</summary>
    public static string? Remedy(string why) => why.Split(' ')[^1] switch
    {
        "BotDisabledByAdmin" => "An administrator of the tenant has blocked the app: allow it in the Teams admin centre.",
        "MessageWritesBlocked" => "Nobody can write there: the team is archived, or the person has blocked or removed the app.",
        "NotEnoughPermissions" => "The app may not write there: look at the team's settings for apps and moderation.",
        "InvalidBotApiHost" => "The conversation is of another cloud: check Teams:Cloud.",
        "BotNotRegistered" => "The Azure Bot is not registered or its Teams channel is off: look at the Azure portal.",
        _ when why.StartsWith("401", StringComparison.Ordinal) =>
            "Teams refuses the bot's token: check Teams:AppType, Teams:TenantId and Teams:AppId against the Azure Bot's registration, and Teams:Cloud.",
        _ => null,
    };

    /// <summary>The meaning of a call that got no answer.</summary>
    public static ChatResult Of(HttpRequestException failed, bool posts) => new ChatResult.Later(Soon, $"The connector was not reached: {failed.HttpRequestError}.", posts && !NeverLeft(failed));

    /// <summary>The meaning of a call that took too long.</summary>
    public static ChatResult TooSlow(bool posts) => new ChatResult.Later(Soon, "The connector took too long.", posts);

    /// <summary>The meaning of a call that the bot could not sign.</summary>
    public static ChatResult Of(BotTokenException failed) => new ChatResult.Later(Later, failed.Message, MayHaveArrived: false);

    /// <summary>The platform's own word for an error, and no more of what it sent.</summary>
    public static string Code(ErrorResponseException failed)
    {
        var outer = Short(failed.Body?.Error?.Code);
        var body = failed.Response?.Content is { } content ? content[..Math.Min(content.Length, MostRead)] : "";
        return Array.IndexOf(Inner, outer) >= 0 ? outer
            : Array.Find(Inner, code => body.Contains(code, StringComparison.Ordinal))
                ?? (body.Contains($"\"errorCode\":{WritesBlockedNumber}", StringComparison.Ordinal) ? "MessageWritesBlocked" : outer);
    }

    private static bool NeverLeft(HttpRequestException failed) => failed.HttpRequestError is HttpRequestError.NameResolutionError
        or HttpRequestError.ConnectionError or HttpRequestError.SecureConnectionError or HttpRequestError.ProxyTunnelError;

    // Seconds, or a date (RFC 9110 §10.2.3).
    private static TimeSpan Asked(ErrorResponseException failed, DateTimeOffset now)
    {
        if (failed.Response?.Headers.FirstOrDefault(header => header.Key.Equals("Retry-After", StringComparison.OrdinalIgnoreCase)).Value?.FirstOrDefault() is not { } asked)
        {
            return Soon;
        }

        var pause = int.TryParse(asked, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds) ? TimeSpan.FromSeconds(seconds)
            : DateTimeOffset.TryParse(asked, CultureInfo.InvariantCulture, out var at) ? at - now
            : Soon;
        return pause < TimeSpan.Zero ? Soon : pause > LongestAsked ? LongestAsked : pause;
    }

    private static string Short(string? code) => code is { Length: > 0 and <= 60 } && code.All(char.IsAsciiLetterOrDigit) ? code : "";
}
