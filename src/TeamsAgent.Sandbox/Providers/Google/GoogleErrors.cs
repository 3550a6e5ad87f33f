namespace TeamsAgent.Sandbox.Providers.Google;

/// <summary>Google's error bodies (https://developers.google.com/workspace/calendar/api/guides/errors).</summary>
internal static class GoogleErrors
{
    public static Answer Unauthenticated(bool hadToken) => Of(
        401,
        "authError",
        "Request had invalid authentication credentials. Expected OAuth 2 access token, login cookie or other valid authentication credential. "
        + "See https://developers.google.com/identity/sign-in/web/devconsole-project.",
        status: "UNAUTHENTICATED",
        detail: "Invalid Credentials",
        location: ("Authorization", "header"))
        .With("WWW-Authenticate", hadToken
            ? "Bearer realm=\"https://accounts.google.com/\", error=\"invalid_token\""
            : "Bearer realm=\"https://accounts.google.com/\"");

    public static Answer Insufficient(IReadOnlyList<string> accepted) => new Answer(403, new
    {
        error = new
        {
            code = 403,
            message = "Request had insufficient authentication scopes.",
            errors = new[] { new { message = "Insufficient Permission", domain = "global", reason = "insufficientPermissions" } },
            status = "PERMISSION_DENIED",
            details = new[]
            {
                new Dictionary<string, object>
                {
                    ["@type"] = "type.googleapis.com/google.rpc.ErrorInfo",
                    ["reason"] = "ACCESS_TOKEN_SCOPE_INSUFFICIENT",
                    ["domain"] = "googleapis.com",
                },
            },
        },
    }).With("WWW-Authenticate", $"Bearer realm=\"https://accounts.google.com/\", error=\"insufficient_scope\", scope=\"{string.Join(' ', accepted)}\"");

    public static Answer NotFound() => Of(404, "notFound", "Not Found");

    public static Answer Deleted() => Of(410, "deleted", "Resource has been deleted");

    public static Answer Duplicate() => Of(409, "duplicate", "The requested identifier already exists.");

    public static Answer ConditionNotMet() => Of(412, "conditionNotMet", "Precondition Failed", location: ("If-Match", "header"));

    public static Answer ParseError() => Of(400, "parseError", "Parse Error");

    public static Answer Required(string message) => Of(400, "required", message);

    public static Answer Invalid(string message) => Of(400, "invalid", message);

    public static Answer BadParameter(string name) => Of(400, "badRequest", $"Invalid value for: {name}", location: (name, "parameter"));

    public static Answer TimeRangeEmpty(string location) =>
        Of(400, "timeRangeEmpty", "The specified time range is empty.", domain: "calendar", location: (location, "parameter"));

    /// <summary>The form of the newer APIs, Gmail among them.</summary>
    public static Answer InvalidArgument(string message) => Of(400, "invalidArgument", message, status: "INVALID_ARGUMENT");

    public static Answer DelegationDenied(string email) => Of(403, "forbidden", $"Delegation denied for {email}", status: "PERMISSION_DENIED");

    public static Answer ServerError() => Of(500, "backendError", "Backend Error");

    public static Answer TooManyRequests() => Of(429, "rateLimitExceeded", "Rate Limit Exceeded", domain: "usageLimits");

    private static Answer Of(
        int code, string reason, string message, string domain = "global", string? status = null, string? detail = null,
        (string Name, string Type)? location = null)
    {
        var entry = new Dictionary<string, object> { ["domain"] = domain, ["reason"] = reason, ["message"] = detail ?? message };
        if (location is { } where)
        {
            entry["location"] = where.Name;
            entry["locationType"] = where.Type;
        }

        var error = new Dictionary<string, object> { ["code"] = code, ["message"] = message, ["errors"] = new[] { entry } };
        if (status is not null)
        {
            error["status"] = status;
        }

        return new(code, new { error });
    }
}
