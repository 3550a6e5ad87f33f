using System.Text.Encodings.Web;
using System.Text.Json;

namespace TeamsAgent.Chat.Slack;

/// <summary>How JSON is written for Slack: as short as it can be, and readable in any language.</summary>
internal static class SlackJson
{
    /// <summary>The options.</summary>
    public static JsonSerializerOptions Options { get; } = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
}
