namespace TeamsAgent.Install.Doctor.Checks;

/// <summary>Whether something can be written into a folder.</summary>
internal static class Folders
{
    /// <summary>Why not, as a part of a sentence; null if it can. A folder that is not there counts as its nearest one that is.</summary>
    public static string? WriteFlaw(string folder)
    {
        var there = new DirectoryInfo(folder);
        while (!there.Exists && there.Parent is { } parent)
        {
            there = parent;
        }

        try
        {
            var probe = Path.Combine(there.FullName, $".teamsagent-doctor-{Guid.NewGuid():N}");
            using (new FileStream(probe, new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write, Options = FileOptions.DeleteOnClose }))
            {
                // Made, and gone again with the end of this block.
            }

            return null;
        }
        catch (Exception refused) when (refused is IOException or UnauthorizedAccessException)
        {
            return $"{there.FullName} cannot be written to";
        }
    }
}
