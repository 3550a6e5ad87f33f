using System.Globalization;

namespace TeamsAgent.Identity.Auth0;

/// <summary>The pause that an answer asks for: <c>Retry-After</c> (RFC 9110 §10.2.3), or Auth0's <c>x-ratelimit-reset</c>.</summary>
internal static class RetryAfter
{
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(5);

    public static TimeSpan? Of(HttpResponseMessage response, DateTimeOffset now)
    {
        var pause = response.Headers.RetryAfter is { } header
            ? header.Delta ?? header.Date - now
            : response.Headers.TryGetValues("x-ratelimit-reset", out var values)
                && long.TryParse(values.First(), NumberStyles.None, CultureInfo.InvariantCulture, out var reset) && reset < 100_000_000_000
                ? DateTimeOffset.FromUnixTimeSeconds(reset) - now
                : null;
        return pause is { } asked ? TimeSpan.FromTicks(Math.Clamp(asked.Ticks, TimeSpan.TicksPerSecond, Longest.Ticks)) : null;
    }
}
