namespace TeamsAgent.Sandbox.Model.Wire;

/// <summary>Errors as OpenAI writes them (https://platform.openai.com/docs/guides/error-codes).</summary>
internal static class ModelErrors
{
    public static IResult WrongKey(bool hadKey) => Of(
        401,
        hadKey ? "Incorrect API key provided." : "You didn't provide an API key. You need to provide your API key in an Authorization header using Bearer auth.",
        "invalid_request_error",
        code: hadKey ? "invalid_api_key" : null);

    public static IResult Refused(WireException wrong) => Of(wrong.Status, wrong.Message, "invalid_request_error", wrong.Param, wrong.Code);

    public static IResult ServerError() => Of(500, "The server had an error while processing your request. Sorry about that!", "server_error");

    public static IResult TooManyRequests() => Of(429, "Rate limit reached for requests.", "requests", code: "rate_limit_exceeded");

    public static IResult UnknownUrl(string method, string path) => Of(404, $"Unknown request URL: {method} {path}.", "invalid_request_error", code: "unknown_url");

    private static IResult Of(int status, string message, string type, string? param = null, string? code = null) =>
        Results.Json(new { error = new { message, type, param, code } }, statusCode: status);
}

/// <summary>A request that the vendor would refuse.</summary>
internal sealed class WireException(string message, string? param = null, string? code = null, int status = 400) : Exception(message)
{
    public string? Param => param;

    public string? Code => code;

    public int Status => status;
}
