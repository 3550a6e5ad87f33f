using System.IO.Compression;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using TeamsAgent.Chat.Teams;
using TeamsAgent.Install.Icons;

namespace TeamsAgent.Install.Teams;

/// <summary>
/// The zip that an administrator uploads: manifest, icons and languages in its root (https://learn.microsoft.com/microsoftteams/platform/concepts/build-and-test/apps-package). The
/// same settings give the same bytes.
/// </summary>
internal static class TeamsPackage
{
    /// <summary>The file that it is written to.</summary>
    public const string FileName = "teams.zip";

    private const int ColourSide = 192;
    private const int OutlineSide = 32;
    private static readonly DateTimeOffset NoTime = new(1980, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly JsonSerializerOptions Readable = new() { WriteIndented = true, NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Makes the package, or says what is wrong with its manifest.</summary>
    public static (byte[] Zip, IReadOnlyList<string> Mistakes) Of(Installation installation, TeamsOptions teams)
    {
        var manifest = TeamsManifest.Of(installation, teams);
        var languages = TeamsManifest.Languages(manifest).Select(one => (one.File, Words: TeamsManifest.WordsOf(one.Language, installation, teams))).ToList();
        IReadOnlyList<string> mistakes = [.. TeamsManifestCheck.Mistakes(manifest), .. languages.SelectMany(language => TeamsManifestCheck.Mistakes(language.Words, manifest, language.File))];
        return mistakes.Count > 0
            ? ([], mistakes)
            : (Zip([
                ("manifest.json", Bytes(manifest)),
                ("color.png", AppIcon.Colour(ColourSide, installation.Manifest.AccentColor)),
                ("outline.png", AppIcon.Outline(OutlineSide)),
                .. languages.Select(language => (language.File, Bytes(language.Words)))]), []);
    }

    /// <summary>A document as a file for people: UTF-8 without a mark, indented.</summary>
    public static byte[] Bytes(JsonObject document) => Encoding.UTF8.GetBytes(document.ToJsonString(Readable) + "\n");

    private static byte[] Zip(IEnumerable<(string Name, byte[] Bytes)> files)
    {
        using var written = new MemoryStream();
        using (var zip = new ZipArchive(written, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var (name, bytes) in files)
            {
                var entry = zip.CreateEntry(name, CompressionLevel.SmallestSize);
                entry.LastWriteTime = NoTime;
                entry.ExternalAttributes = 0;
                using var content = entry.Open();
                content.Write(bytes);
            }
        }

        return written.ToArray();
    }
}
