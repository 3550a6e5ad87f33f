namespace TeamsAgent.Install;

/// <summary>Values that nobody meant: what a sample has, or what somebody wrote to come back to it.</summary>
internal static class Placeholder
{
    private static readonly string[] Words = ["change-me", "changeme", "your-", "your_", "placeholder", "<", ">", "{", "}", "…"];
    private static readonly string[] Whole = ["todo", "tbd", "xxx", "sample", "example"];

    public static bool IsText(string value) => string.IsNullOrWhiteSpace(value)
        || Words.Any(word => value.Contains(word, StringComparison.OrdinalIgnoreCase)) || Whole.Contains(value.Trim(), StringComparer.OrdinalIgnoreCase);

    /// <summary>Not a GUID, or one that nobody is given: all of one digit.</summary>
    public static bool IsGuid(string value) => !Guid.TryParseExact(value, "D", out _) || value.Replace("-", "", StringComparison.Ordinal).Distinct().Count() < 3;
}
