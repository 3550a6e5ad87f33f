namespace TeamsAgent.Sandbox.Providers.Payments;

/// <summary>Errors of the payments API: RFC 9457 with a <c>code</c>; RFC 6750 for the token.</summary>
internal static class PaymentProblems
{
    public static Answer Unauthenticated(bool hadToken) => Of(401, "invalid_token", "The access token is missing, unknown or expired.")
        .With("WWW-Authenticate", hadToken ? "Bearer realm=\"payments\", error=\"invalid_token\"" : "Bearer realm=\"payments\"");

    public static Answer Insufficient(IReadOnlyList<string> accepted) => Of(403, "insufficient_scope", "The access token lacks a scope.")
        .With("WWW-Authenticate", $"Bearer realm=\"payments\", error=\"insufficient_scope\", scope=\"{string.Join(' ', accepted)}\"");

    public static Answer NotFound() => Of(404, "not_found", "There is no such thing.");

    public static Answer NotJson() => Of(415, "unsupported_media_type", "Send application/json.");

    public static Answer BadJson() => Of(400, "malformed", "The body is not one JSON object.");

    public static Answer KeyMissing() => Of(400, "idempotency_key_missing", "Idempotency-Key is required: 1 to 255 visible ASCII characters.");

    public static Answer KeyReused() => Of(422, "idempotency_key_reused", "This Idempotency-Key was used with another body.");

    public static Answer Invalid(string field, string detail) => Of(422, $"invalid_{field}", detail);

    public static Answer InsufficientFunds() => Of(422, "insufficient_funds", "The account does not hold that much.");

    public static Answer ServerError() => Of(500, "internal_error", "Something went wrong.");

    public static Answer TooManyRequests() => Of(429, "too_many_requests", "Try again later.");

    private static Answer Of(int status, string code, string detail) => new(
        status,
        new { type = $"https://payments.example/problems/{code}", title = code.Replace('_', ' '), status, detail, code },
        "application/problem+json");
}
