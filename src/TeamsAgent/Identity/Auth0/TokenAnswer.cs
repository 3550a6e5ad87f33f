using System.Net;
using System.Text.Json;
using Duende.IdentityModel.Client;

namespace TeamsAgent.Identity.Auth0;

/// <summary>What <c>/oauth/token</c> answered, sorted by what it means for HTTP; what an error code means is the caller's.</summary>
public abstract record TokenAnswer
{
    private const int LongestCode = 64;

    private TokenAnswer()
    {
    }

    /// <summary>Tokens. Prints as its type name.</summary>
    public sealed record Tokens(string? AccessToken, string? IdToken, string? RefreshToken, string? Scope, string? TokenType, string? IssuedTokenType) : TokenAnswer
    {
        /// <inheritdoc/>
        public override string ToString() => nameof(Tokens);
    }

    /// <summary>No, for a reason that repeating does not change.</summary>
    /// <param name="Status">The HTTP status.</param>
    /// <param name="Error">The error code, or <c>unknown</c> when it is not written like one.</param>
    public sealed record Refused(int Status, string Error) : TokenAnswer;

    /// <summary>Not now.</summary>
    public sealed record Unavailable(string Why, TimeSpan? After) : TokenAnswer;

    /// <summary>An answer that is none.</summary>
    public sealed record Unreadable(int Status) : TokenAnswer;

    internal static TokenAnswer Of(TokenResponse response, DateTimeOffset now)
    {
        if (response.HttpResponse is not { } http)
        {
            return response.Exception is HttpRequestException { HttpRequestError: HttpRequestError.ConfigurationLimitExceeded }
                ? new Unreadable(0)
                : new Unavailable("it could not be reached", null);
        }

        var status = (int)http.StatusCode;
        if (http.StatusCode == HttpStatusCode.TooManyRequests || status >= 500)
        {
            return new Unavailable(status == 429 ? "it asks to slow down" : $"it answered {status}", RetryAfter.Of(http, now));
        }

        if (response.Json is not { ValueKind: JsonValueKind.Object })
        {
            return new Unreadable(status);
        }

        return status is >= 200 and < 300
            ? new Tokens(response.AccessToken, response.IdentityToken, response.RefreshToken, response.Scope, response.TokenType, response.TryGet("issued_token_type"))
            : new Refused(status, Code(response.TryGet("error")));
    }

    /// <summary>An error code as it may be logged and stored: codes are lower-case words, anything else is somebody's text.</summary>
    public static string Code(string? error) =>
        error is { Length: > 0 and <= LongestCode } && error.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c is '_' or '-') ? error : "unknown";
}
