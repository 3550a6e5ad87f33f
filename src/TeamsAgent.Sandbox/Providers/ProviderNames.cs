namespace TeamsAgent.Sandbox.Providers;

/// <summary>The four APIs; the names are also their path prefixes.</summary>
public static class ProviderNames
{
    /// <summary>Shaped like api.github.com.</summary>
    public const string GitHub = "github";

    /// <summary>Shaped like www.googleapis.com (Calendar).</summary>
    public const string Google = "google";

    /// <summary>Shaped like gmail.googleapis.com.</summary>
    public const string Gmail = "gmail";

    /// <summary>The installation's own payments API.</summary>
    public const string Payments = "payments";

    /// <summary>All of them.</summary>
    public static IReadOnlyList<string> All { get; } = [GitHub, Google, Gmail, Payments];

    /// <summary>The connection at the tenant whose tokens a provider takes.</summary>
    public static string ConnectionOf(string provider) => provider switch
    {
        GitHub => "github",
        Google or Gmail => "google-oauth2",
        Payments => "payments",
        _ => throw new ArgumentOutOfRangeException(nameof(provider), provider, "No such provider."),
    };

    internal static string? OfPath(PathString path) =>
        All.FirstOrDefault(name => path.StartsWithSegments($"/{name}", StringComparison.Ordinal));
}
