namespace TeamsAgent.Sandbox;

/// <summary>Where a world keeps its things: a given folder that stays, or one of its own that goes with it.</summary>
internal sealed class WorldFolder : IDisposable
{
    private readonly bool _own;

    private WorldFolder(string path, bool own)
    {
        (Path, _own) = (path, own);
        Directory.CreateDirectory(path);
    }

    public string Path { get; }

    public static WorldFolder Of(string? given) => given is null
        ? new WorldFolder(System.IO.Path.Combine(System.IO.Path.GetTempPath(), $"teamsagent-{Guid.NewGuid():N}"), own: true)
        : new WorldFolder(System.IO.Path.GetFullPath(given), own: false);

    /// <summary>A folder for a stand-in's state; none when nothing is kept.</summary>
    public string? Kept(string name)
    {
        if (_own)
        {
            return null;
        }

        var path = System.IO.Path.Combine(Path, name);
        Directory.CreateDirectory(path);
        return path;
    }

    public string In(string name) => System.IO.Path.Combine(Path, name);

    public void Dispose()
    {
        if (_own)
        {
            Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
            Directory.Delete(Path, recursive: true);
        }
    }
}
