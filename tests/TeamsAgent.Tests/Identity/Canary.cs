using System.Text;
using Microsoft.Data.Sqlite;

namespace TeamsAgent.Tests.Identity;

/// <summary>Looks for what must be nowhere: in the database with its journal, and in every line of the log.</summary>
internal static class Canary
{
    public static void AssertNowhere(IdentityHost host, params string[] secrets)
    {
        SqliteConnection.ClearAllPools();
        var files = Directory.GetFiles(Path.GetDirectoryName(host.DatabasePath)!).ToDictionary(path => path, path => Encoding.Latin1.GetString(Read(path)));
        Assert.NotEmpty(files);
        foreach (var secret in secrets)
        {
            Assert.All(files, file => Assert.False(file.Value.Contains(secret, StringComparison.Ordinal), $"A secret is in {Path.GetFileName(file.Key)}."));
            Assert.False(host.Log.All.Contains(secret, StringComparison.Ordinal), "A secret is in the log.");
        }
    }

    private static byte[] Read(string path)
    {
        using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        using var copy = new MemoryStream();
        file.CopyTo(copy);
        return copy.ToArray();
    }
}
