using System.Text.Json;
using System.Text.Json.Serialization;

namespace AdaptiveCards;

/// <summary>What stands in a place for hosts that do not know what should: another element, or nothing.</summary>
[JsonConverter(typeof(Writer))]
public sealed class AdaptiveFallbackElement
{
    /// <summary>Nothing.</summary>
    public AdaptiveFallbackElement()
    {
    }

    /// <summary>Another element.</summary>
    public AdaptiveFallbackElement(AdaptiveTypedElement content) => Content = content;

    /// <summary>The other element; null for nothing.</summary>
    public AdaptiveTypedElement? Content { get; set; }

    internal sealed class Writer : JsonConverter<AdaptiveFallbackElement>
    {
        public override AdaptiveFallbackElement Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            throw new NotSupportedException("Cards are written, never read.");

        public override void Write(Utf8JsonWriter writer, AdaptiveFallbackElement value, JsonSerializerOptions options)
        {
            if (value.Content is { } content)
            {
                JsonSerializer.Serialize(writer, content, options.GetTypeInfo(content.GetType()));
            }
            else
            {
                writer.WriteStringValue("drop");
            }
        }
    }
}
