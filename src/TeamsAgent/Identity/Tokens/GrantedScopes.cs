namespace TeamsAgent.Identity;

/// <summary>Compares what was granted with what is needed: as sets, whatever separates the names and whichever name a scope goes by.</summary>
internal static class GrantedScopes
{
    // Google reports canonical names: https://developers.google.com/identity/protocols/oauth2/scopes.
    private static readonly Dictionary<string, string> Canonical = new(StringComparer.Ordinal)
    {
        ["email"] = "https://www.googleapis.com/auth/userinfo.email",
        ["profile"] = "https://www.googleapis.com/auth/userinfo.profile",
    };

    /// <summary>The names in a <c>scope</c> value. GitHub separates by commas.</summary>
    public static IReadOnlyList<string> Read(string? scope) =>
        (scope ?? "").Split([' ', ',', '\t', '\n', '\r'], StringSplitOptions.RemoveEmptyEntries).Distinct(StringComparer.Ordinal).ToList();

    /// <summary>What is needed and was not granted.</summary>
    public static IReadOnlyList<string> Missing(IEnumerable<string> needed, IEnumerable<string> granted)
    {
        var have = granted.Select(Name).ToHashSet(StringComparer.Ordinal);
        return needed.Where(scope => !have.Contains(Name(scope))).Distinct(StringComparer.Ordinal).ToList();
    }

    private static string Name(string scope) => Canonical.GetValueOrDefault(scope, scope);
}
