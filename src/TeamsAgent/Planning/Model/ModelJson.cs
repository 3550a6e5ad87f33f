using System.Text.Encodings.Web;
using System.Text.Json;

namespace TeamsAgent.Planning.Model;

/// <summary>How JSON for the model is written: for a model, not for a page, so letters stay letters.</summary>
internal static class ModelJson
{
    public static JsonSerializerOptions Options { get; } = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
}
