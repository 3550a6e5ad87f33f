namespace TeamsAgent.Sandbox.Providers.Google;

/// <summary>A point in time as the Calendar API writes it: a day, or an instant and, where given, a zone.</summary>
public sealed record EventTime(DateOnly? Date, DateTimeOffset? At, string? TimeZone)
{
    /// <summary>The instant; a day begins at midnight UTC here.</summary>
    public DateTimeOffset Instant => At ?? new DateTimeOffset(Date!.Value.ToDateTime(TimeOnly.MinValue), TimeSpan.Zero);
}

/// <summary>An event; it stands in its organiser's calendar and in those of the attendees that the sandbox knows.</summary>
public sealed record CalendarEvent
{
    /// <summary>The event's id.</summary>
    public required string Id { get; init; }

    /// <summary>The e-mail address of the calendar that it was put into.</summary>
    public required string Organizer { get; init; }

    /// <summary>The e-mail address of who put it there.</summary>
    public required string Creator { get; init; }

    /// <summary>The title.</summary>
    public string? Summary { get; init; }

    /// <summary>The description.</summary>
    public string? Description { get; init; }

    /// <summary>Where.</summary>
    public string? Location { get; init; }

    /// <summary>When it begins.</summary>
    public required EventTime Start { get; init; }

    /// <summary>When it ends.</summary>
    public required EventTime End { get; init; }

    /// <summary>The e-mail addresses of those invited.</summary>
    public IReadOnlyList<string> Attendees { get; init; } = [];

    /// <summary>Attendees who deleted their copy.</summary>
    public IReadOnlyList<string> Declined { get; init; } = [];

    /// <summary>When it was made.</summary>
    public required DateTimeOffset Created { get; init; }

    /// <summary>When it last changed.</summary>
    public required DateTimeOffset Updated { get; init; }

    /// <summary>Deleted events stay, as <c>cancelled</c>.</summary>
    public bool IsCancelled { get; init; }

    /// <summary>Counts changes; the ETag is made of it.</summary>
    public int Revision { get; init; } = 1;

    /// <summary>Whether it stands in somebody's calendar.</summary>
    public bool IsIn(string calendar) =>
        Organizer.Equals(calendar, StringComparison.OrdinalIgnoreCase)
        || (Attendees.Contains(calendar, StringComparer.OrdinalIgnoreCase) && !Declined.Contains(calendar, StringComparer.OrdinalIgnoreCase));
}
