using System.Net;
using Microsoft.Bot.Schema;
using TeamsAgent.Chat.Teams.Credentials;

namespace TeamsAgent.Chat.Teams;

/// <summary>What each answer of the connector means (Teams, "Conversation basics: error table"), and whether a posting may have arrived.</summary>
internal static class ConnectorErrors
{
    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan Later = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan LongestAsked = TimeSpan.FromHours(1);

    /// <summary>The meaning of an error that the connector answered with.</summary>
    public static ChatResult Of(ErrorResponseException failed, bool posts, DateTimeOffset now)
    {
        var status = failed.Response?.StatusCode ?? 0;
        var code = Short(failed.Body?.Error?.Code);
        var why = code.Length > 0 ? $"{(int)status} {code}" : $"{(int)status}";
        return status switch
        {
            HttpStatusCode.Forbidden => new ChatResult.Gone(why, code == "BotNotInConversationRoster"),
            HttpStatusCode.NotFound => new ChatResult.Gone(why, code == "ConversationNotFound"),
            HttpStatusCode.TooManyRequests => new ChatResult.Later(Asked(failed, now), why, MayHaveArrived: false),
            HttpStatusCode.PreconditionFailed => new ChatResult.Later(Soon, why, MayHaveArrived: false),
            HttpStatusCode.BadGateway or HttpStatusCode.ServiceUnavailable => new ChatResult.Later(Soon, why, MayHaveArrived: false),
            HttpStatusCode.Unauthorized => new ChatResult.Later(Later, $"{why}: check Teams:AppId, Teams:TenantId and Teams:ClientSecret.", MayHaveArrived: false),
            HttpStatusCode.RequestTimeout or HttpStatusCode.GatewayTimeout => new ChatResult.Later(Soon, why, posts),
            >= HttpStatusCode.InternalServerError => new ChatResult.Later(Later, why, posts),
            _ => new ChatResult.Refused(why),
        };
    }

    /// <summary>The meaning of a call that got no answer.</summary>
    public static ChatResult Of(HttpRequestException failed, bool posts) => new ChatResult.Later(Soon, $"The connector was not reached: {failed.HttpRequestError}.", posts && !NeverLeft(failed));

    /// <summary>The meaning of a call that took too long.</summary>
    public static ChatResult TooSlow(bool posts) => new ChatResult.Later(Soon, "The connector took too long.", posts);

    /// <summary>The meaning of a call that the bot could not sign.</summary>
    public static ChatResult Of(BotTokenException failed) => new ChatResult.Later(Later, failed.Message, MayHaveArrived: false);

    private static bool NeverLeft(HttpRequestException failed) => failed.HttpRequestError is HttpRequestError.NameResolutionError
        or HttpRequestError.ConnectionError or HttpRequestError.SecureConnectionError or HttpRequestError.ProxyTunnelError;

    // Seconds, or a date (RFC 9110 §10.2.3).
    private static TimeSpan Asked(ErrorResponseException failed, DateTimeOffset now)
    {
        if (failed.Response?.Headers.FirstOrDefault(header => header.Key.Equals("Retry-After", StringComparison.OrdinalIgnoreCase)).Value?.FirstOrDefault() is not { } asked)
        {
            return Soon;
        }

        var pause = int.TryParse(asked, System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture, out var seconds) ? TimeSpan.FromSeconds(seconds)
            : DateTimeOffset.TryParse(asked, System.Globalization.CultureInfo.InvariantCulture, out var at) ? at - now
            : Soon;
        return pause < TimeSpan.Zero ? Soon : pause > LongestAsked ? LongestAsked : pause;
    }

    // The platform's own word for it, and no more of what it sent.
    private static string Short(string? code) => code is { Length: > 0 and <= 60 } && code.All(char.IsLetterOrDigit) ? code : "";
}
