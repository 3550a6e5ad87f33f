namespace TeamsAgent.Sandbox.Providers.GitHub;

/// <summary>GitHub's error bodies (https://docs.github.com/rest/using-the-rest-api/troubleshooting-the-rest-api).</summary>
internal static class GitHubErrors
{
    public const string Docs = "https://docs.github.com/rest";

    public static Answer Unauthenticated(bool hadToken) =>
        Of(401, hadToken ? "Bad credentials" : "Requires authentication", Docs);

    public static Answer Insufficient(IReadOnlyList<string> accepted) =>
        Of(403, "Resource not accessible by integration", Docs).With("X-Accepted-OAuth-Scopes", string.Join(", ", accepted));

    public static Answer NotFound(string docs = Docs) => Of(404, "Not Found", docs);

    public static Answer IssuesDisabled(string docs) => Of(410, "Issues has been disabled in this repository.", docs);

    public static Answer Deleted(string docs) => Of(410, "This issue was deleted", docs);

    public static Answer BadJson(string docs) => Of(400, "Problems parsing JSON", docs);

    public static Answer NotSupplied(string field, string docs) => Of(422, $"Invalid request.\n\n\"{field}\" wasn't supplied.", docs);

    public static Answer WrongType(string field, string value, string type, string docs) =>
        Of(422, $"Invalid request.\n\nFor 'properties/{field}', {value} is not {type}.", docs);

    public static Answer Validation(string resource, string field, string code, string docs, string? message = null) => new(422, new
    {
        message = "Validation Failed",
        errors = message is null ? [new { resource, code, field }] : new object[] { new { resource, code, field, message } },
        documentation_url = docs,
        status = "422",
    });

    public static Answer MissingUserAgent() => new(
        403,
        "Request forbidden by administrative rules. Please make sure your request has a User-Agent header "
        + "(https://docs.github.com/en/rest/overview/resources-in-the-rest-api#user-agent-required). Check https://developer.github.com for other possible causes.",
        "text/plain; charset=utf-8");

    public static Answer UnsupportedAccept() =>
        Of(415, "Unsupported 'Accept' header: Must accept 'application/json'.", Docs);

    public static Answer UnsupportedVersion(string version) => Of(
        400, $"The version '{version}' is not supported.", "https://docs.github.com/rest/about-the-rest-api/api-versions");

    public static Answer ServerError() => Of(500, "Server Error", Docs);

    public static Answer TooManyRequests() => Of(
        429,
        "You have exceeded a secondary rate limit. Please wait a few minutes before you try again.",
        "https://docs.github.com/rest/overview/rate-limits-for-the-rest-api#about-secondary-rate-limits");

    private static Answer Of(int status, string message, string docs) =>
        new(status, new { message, documentation_url = docs, status = status.ToString(System.Globalization.CultureInfo.InvariantCulture) });
}
