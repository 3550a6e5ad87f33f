namespace TeamsAgent.Chat.Slack;

/// <summary>
/// What Slack is answered, in its three seconds: the status and the body of an HTTP response, or, by Socket Mode, the payload of an
/// acknowledgement.
/// </summary>
/// <param name="Status">The HTTP status; anything but 200 is not acknowledged by Socket Mode, either.</param>
/// <param name="Json">The body, if there is one.</param>
/// <param name="NoRetry">Tells Slack not to send the same again: it would be refused again.</param>
internal sealed record SlackAck(int Status, string? Json = null, bool NoRetry = false) : IResult
{
    /// <summary>Taken, or nothing to do.</summary>
    public static SlackAck Good { get; } = new(StatusCodes.Status200OK);

    /// <summary>It cannot be read.</summary>
    public static SlackAck Unreadable { get; } = new(StatusCodes.Status400BadRequest, NoRetry: true);

    /// <summary>It was not signed.</summary>
    public static SlackAck Unsigned { get; } = new(StatusCodes.Status401Unauthorized, NoRetry: true);

    /// <summary>It is too large.</summary>
    public static SlackAck TooLarge { get; } = new(StatusCodes.Status413PayloadTooLarge, NoRetry: true);

    /// <summary>It is in another format.</summary>
    public static SlackAck OtherFormat { get; } = new(StatusCodes.Status415UnsupportedMediaType, NoRetry: true);

    /// <summary>It could not be stored; Slack repeats events later.</summary>
    public static SlackAck NotStored { get; } = new(StatusCodes.Status503ServiceUnavailable);

    public async Task ExecuteAsync(HttpContext httpContext)
    {
        var response = httpContext.Response;
        response.StatusCode = Status;
        response.Headers.CacheControl = "no-store";
        if (NoRetry)
        {
            response.Headers["X-Slack-No-Retry"] = "1";
        }

        if (Json is not null)
        {
            response.ContentType = "application/json; charset=utf-8";
            await response.WriteAsync(Json, httpContext.RequestAborted);
        }
    }
}
