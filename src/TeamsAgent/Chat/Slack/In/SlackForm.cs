using System.Text;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Primitives;

namespace TeamsAgent.Chat.Slack;

/// <summary>A form as Slack sends it: every field once.</summary>
internal sealed class SlackForm
{
    private const int MostFields = 100;
    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    private readonly Dictionary<string, StringValues> _fields;

    private SlackForm(Dictionary<string, StringValues> fields) => _fields = fields;

    /// <summary>Whether no field is there twice: two readers would read two things.</summary>
    public bool IsUnambiguous => _fields.Values.All(values => values.Count == 1);

    /// <summary>A field that is there exactly once, or null.</summary>
    public string? One(string name) => _fields.TryGetValue(name, out var values) && values is [{ } only] ? only : null;

    /// <summary>Reads a body; null if it is no form.</summary>
    public static SlackForm? Read(byte[] body)
    {
        try
        {
            using var reader = new FormReader(Strict.GetString(body)) { ValueCountLimit = MostFields, ValueLengthLimit = body.Length + 1 };
            return new SlackForm(reader.ReadForm());
        }
        catch (Exception unreadable) when (unreadable is DecoderFallbackException or InvalidDataException)
        {
            return null;
        }
    }
}
