using System.Text;

namespace TeamsAgent.Planning.Transcripts;

/// <summary>Keeps a transcript within its size: the oldest data from outside go first, then the oldest other results; what people and the model said stays.</summary>
internal static class TranscriptSize
{
    /// <summary>What stands where a result was dropped: every function call must keep its answer.</summary>
    public const string Dropped = """{"note":"dropped to save room"}""";

    /// <summary>The transcript cut to the size, or null when what must stay is too much by itself.</summary>
    public static Transcript? Fit(Transcript transcript, int maxBytes)
    {
        foreach (var untrusted in (bool[])[true, false])
        {
            while (SizeOf(transcript) > maxBytes && Oldest(transcript, untrusted) is { } index)
            {
                transcript = Drop(transcript, index);
            }
        }

        return SizeOf(transcript) <= maxBytes ? transcript : null;
    }

    private static int SizeOf(Transcript transcript) => Encoding.UTF8.GetByteCount(TranscriptJson.Write(transcript));

    private static int? Oldest(Transcript transcript, bool untrusted) => transcript.Entries.Index()
        .Where(entry => entry.Item is Entry.Result result && result.Untrusted == untrusted && result.Text.Length > Dropped.Length)
        .Select(entry => (int?)entry.Index).FirstOrDefault();

    private static Transcript Drop(Transcript transcript, int index) => transcript with
    {
        Entries = transcript.Entries.Select((entry, at) => at == index ? ((Entry.Result)entry) with { Text = Dropped, Untrusted = false } : entry).ToList(),
    };
}
