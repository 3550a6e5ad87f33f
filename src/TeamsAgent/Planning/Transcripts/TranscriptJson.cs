using System.Text.Json;
using System.Text.Json.Serialization;

namespace TeamsAgent.Planning.Transcripts;

/// <summary>A transcript as JSON for its row, and back.</summary>
internal static class TranscriptJson
{
    public static string Write(Transcript transcript) => JsonSerializer.Serialize(transcript, TranscriptContext.Default.Transcript);

    /// <exception cref="JsonException">The text is not a transcript of a form that this release reads.</exception>
    public static Transcript Read(string text)
    {
        var transcript = JsonSerializer.Deserialize(text, TranscriptContext.Default.Transcript) ?? throw new JsonException("A task's transcript is empty.");
        return transcript.Form == Transcript.CurrentForm
            ? transcript
            : throw new JsonException($"A task's transcript has form {transcript.Form}; this release reads {Transcript.CurrentForm}.");
    }
}

[JsonSerializable(typeof(Transcript))]
[JsonSourceGenerationOptions(DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull, PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
internal sealed partial class TranscriptContext : JsonSerializerContext;
