using System.Text.Json;
using TeamsAgent.Planning.Transcripts;

namespace TeamsAgent.Tests.Planning;

/// <summary>The stored form of a task's conversation.</summary>
public sealed class TranscriptTests
{
    private static readonly Transcript Some = new()
    {
        TimeZone = "Europe/Berlin", Locale = "de-DE", Request = "r_1", Turns = 2, Plans = 1, Revivals = 1, Private = true, Reads = ["List the open issues of acme/web"],
        Entries =
        [
            new Entry.Words("what is open?"), new Entry.Proposed(null, [new ToolCall("c0_0", "github-list_issues", "{\"owner\":\"acme\"}")]),
            new Entry.Result("c0_0", "{}", Untrusted: true), new Entry.Said("Nothing."),
        ],
    };

    [Fact]
    public void A_transcript_is_read_as_it_was_written()
    {
        var read = TranscriptJson.Read(TranscriptJson.Write(Some));

        Assert.Equal(TranscriptJson.Write(Some), TranscriptJson.Write(read));
        Assert.Equal(Some.Entries.Select(entry => entry.GetType()), read.Entries.Select(entry => entry.GetType()));
        Assert.Equal(["what is open?"], read.Words);
    }

    [Fact]
    public void T43_A_transcript_of_a_later_release_is_refused() =>
        Assert.Throws<JsonException>(() => TranscriptJson.Read(TranscriptJson.Write(Some with { Form = 2 })));

    [Fact]
    public void The_oldest_data_from_outside_go_first_and_words_stay()
    {
        var full = Some with { Entries = [] };
        full = full.With(
            new Entry.Words(new string('w', 1000)), new Entry.Result("a", new string('a', 1000), Untrusted: true),
            new Entry.Result("b", new string('b', 1000), Untrusted: false), new Entry.Result("c", new string('c', 1000), Untrusted: true));

        var once = TranscriptSize.Fit(full, 3_900)!;
        var twice = TranscriptSize.Fit(full, 2_800)!;
        var thrice = TranscriptSize.Fit(full, 1_800)!;

        Assert.Equal(["w", "{", "b", "c"], once.Entries.Select(First));
        Assert.Equal(["w", "{", "b", "{"], twice.Entries.Select(First));
        Assert.Equal(["w", "{", "{", "{"], thrice.Entries.Select(First));
        Assert.Null(TranscriptSize.Fit(full, 1_000));
        Assert.Same(full, TranscriptSize.Fit(full, 10_000));
    }

    private static string First(Entry entry) => (entry is Entry.Words words ? words.Text : ((Entry.Result)entry).Text)[..1];
}
