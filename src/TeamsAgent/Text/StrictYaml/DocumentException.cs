namespace TeamsAgent.Text.StrictYaml;

/// <summary>One mistake in a document: where, and what.</summary>
public sealed record DocumentProblem(string File, int Line, string Reason)
{
    /// <inheritdoc/>
    public override string ToString() => $"{File}:{Line}: {Reason}";
}

/// <summary>A document that cannot be used; its message has a line for every mistake, each as <c>file:line: reason</c>.</summary>
public sealed class DocumentException : Exception
{
    /// <summary>Says what is wrong.</summary>
    public DocumentException(string file, int line, string reason)
        : this([new DocumentProblem(file, line, reason)])
    {
    }

    /// <summary>Says all that is wrong.</summary>
    /// <param name="problems">At least one.</param>
    public DocumentException(IReadOnlyList<DocumentProblem> problems)
        : base(string.Join(Environment.NewLine, problems)) => Problems = problems;

    /// <summary>All mistakes, in the order in which they were found.</summary>
    public IReadOnlyList<DocumentProblem> Problems { get; }

    /// <summary>The file of the first mistake.</summary>
    public string File => Problems[0].File;

    /// <summary>The line of the first mistake, from 1.</summary>
    public int Line => Problems[0].Line;

    /// <summary>What is wrong there.</summary>
    public string Reason => Problems[0].Reason;
}
