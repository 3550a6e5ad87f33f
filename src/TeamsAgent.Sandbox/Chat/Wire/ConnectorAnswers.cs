namespace TeamsAgent.Sandbox.Chat.Wire;

/// <summary>
/// The Connector's answers. Error codes:
/// https://learn.microsoft.com/microsoftteams/platform/bots/how-to/conversations/send-proactive-messages and its table of status codes.
/// </summary>
internal static class ConnectorAnswers
{
    public static IResult Created(object body) => Results.Json(body, statusCode: StatusCodes.Status201Created);

    public static IResult Error(int status, string code, string message) => Results.Json(new { error = new { code, message } }, statusCode: status);

    public static IResult BadSyntax(string message) => Error(400, "BadSyntax", message);

    public static IResult BadArgument(string message) => Error(400, "Bad Argument", message);

    public static IResult NoConversation() => Error(404, "ConversationNotFound", "Conversation not found.");

    public static IResult NoActivity() => Error(404, "ActivityNotFoundInConversation", "Activity not found in the conversation.");

    public static IResult NotInRoster() => Error(403, "BotNotInConversationRoster", "The bot is not part of the conversation roster.");

    public static IResult WritesBlocked() => Results.Json(
        new { errorCode = 209, message = "{\"subCode\":\"MessageWritesBlocked\",\"details\":\"Thread is not accessible.\"}" }, statusCode: StatusCodes.Status403Forbidden);

    public static IResult Denied() => Error(401, "Unauthorized", "Authorization has been denied for this request.");

    public static IResult Unavailable() => Error(503, "ServiceUnavailable", "The service is unavailable.");

    public static IResult TooBig() => Error(413, "MessageSizeTooBig", "Message size too large.");

    public static IResult Throttled(HttpContext http, int seconds)
    {
        http.Response.Headers.RetryAfter = seconds.ToString(System.Globalization.CultureInfo.InvariantCulture);
        return Error(429, "Throttled", "Too many requests.");
    }

    public static IResult BadGateway() =>
        Results.Content("<html><head><title>502 Bad Gateway</title></head><body><h1>502 Bad Gateway</h1></body></html>", "text/html", statusCode: 502);
}
