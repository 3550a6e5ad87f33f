namespace TeamsAgent.Actions;

/// <summary>Settings under <c>Catalogue</c>.</summary>
public sealed class CatalogueOptions
{
    /// <summary>The settings' section.</summary>
    public const string Section = "Catalogue";

    /// <summary>The installation's own packs: files, or folders of <c>*.yaml</c> files. Relative paths begin at the content root.</summary>
    public IList<string> Paths { get; init; } = [];

    /// <summary>Another base URL per provider (a GitHub Enterprise server, the sandbox); the pack's rules for base URLs hold for it too.</summary>
    public IDictionary<string, string> BaseUrls { get; init; } = new Dictionary<string, string>();

    /// <summary>Whether a base URL may be on loopback, and plain HTTP there. For development alone.</summary>
    public bool AllowLoopback { get; set; }
}
