namespace TeamsAgent.Storage;

/// <summary>Where the product keeps its data.</summary>
public sealed class StorageOptions
{
    /// <summary>The settings' section.</summary>
    public const string Section = "Storage";

    /// <summary>The path of the SQLite file; its folder is made if it does not exist.</summary>
    public string SqlitePath { get; set; } = "data/teamsagent.db";
}
