namespace TeamsAgent.Sandbox.Providers.GitHub;

/// <summary>A repository and who may see and change it.</summary>
public sealed record Repository(string Owner, string Name, long Id, bool IsPrivate, bool HasIssues, IReadOnlyList<string> Members)
{
    /// <summary><c>owner/name</c>.</summary>
    public string FullName => $"{Owner}/{Name}";
}

/// <summary>An issue as it stands now.</summary>
public sealed record Issue
{
    /// <summary><c>owner/name</c> of its repository.</summary>
    public required string Repository { get; init; }

    /// <summary>Its number within the repository.</summary>
    public required int Number { get; init; }

    /// <summary>Its number within GitHub.</summary>
    public required long Id { get; init; }

    /// <summary>The title.</summary>
    public required string Title { get; init; }

    /// <summary>The description, if any.</summary>
    public string? Body { get; init; }

    /// <summary>The names of its labels.</summary>
    public IReadOnlyList<string> Labels { get; init; } = [];

    /// <summary>The login of who opened it.</summary>
    public required string Author { get; init; }

    /// <summary>When it was opened.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>When it last changed.</summary>
    public required DateTimeOffset UpdatedAt { get; init; }

    /// <summary>When it was closed; null while it is open.</summary>
    public DateTimeOffset? ClosedAt { get; init; }

    /// <summary>The login of who closed it.</summary>
    public string? ClosedBy { get; init; }

    /// <summary><c>completed</c>, <c>not_planned</c>, <c>duplicate</c> or <c>reopened</c>.</summary>
    public string? StateReason { get; init; }

    /// <summary>Deleted issues answer 410.</summary>
    public bool IsDeleted { get; init; }

    /// <summary>Oldest first.</summary>
    public IReadOnlyList<IssueComment> Comments { get; init; } = [];

    /// <summary><c>open</c> or <c>closed</c>.</summary>
    public string State => ClosedAt is null ? "open" : "closed";
}

/// <summary>A comment on an issue.</summary>
public sealed record IssueComment(long Id, string Author, string Body, DateTimeOffset At);
