namespace TeamsAgent.Chat.Teams.Sending;

/// <summary>
/// How much may go into one conversation, a little below what Teams takes, since not everything that it counts is counted here
/// (<see href="https://learn.microsoft.com/microsoftteams/platform/bots/how-to/rate-limit"/>).
/// </summary>
/// <param name="AtOnce">How many calls may be under way at the same time.</param>
/// <param name="Windows">How many may begin within each span.</param>
internal sealed record SendLimits(int AtOnce, IReadOnlyList<(TimeSpan Span, int Most)> Windows)
{
    /// <summary>Messages and new conversations: 7, 8, 60, 1800. One after the other, so that they arrive in order and no two meet (412).</summary>
    public static SendLimits Messages { get; } = new(1, Spans(6, 7, 55, 1_700));

    /// <summary>Questions about members: 14, 16, 120, 3600.</summary>
    public static SendLimits Members { get; } = new(8, Spans(13, 15, 110, 3_500));

    /// <summary>All calls into one tenant; the documents say 30 in one place and 50 in another.</summary>
    public static IReadOnlyList<(TimeSpan Span, int Most)> Tenant { get; } = [(TimeSpan.FromSeconds(1), 25)];

    private static (TimeSpan, int)[] Spans(int second, int two, int thirty, int hour) =>
        [(TimeSpan.FromSeconds(1), second), (TimeSpan.FromSeconds(2), two), (TimeSpan.FromSeconds(30), thirty), (TimeSpan.FromHours(1), hour)];
}
