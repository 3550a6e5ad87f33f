using System.Text.Json;
using System.Text.Json.Serialization;

namespace AdaptiveCards;

/// <summary>The version of the schema that a card needs. Teams knows up to 1.5.</summary>
/// <param name="Major">The first number.</param>
/// <param name="Minor">The second number.</param>
[JsonConverter(typeof(Writer))]
public sealed record AdaptiveSchemaVersion(int Major, int Minor)
{
    /// <inheritdoc/>
    public override string ToString() => FormattableString.Invariant($"{Major}.{Minor}");

    internal sealed class Writer : JsonConverter<AdaptiveSchemaVersion>
    {
        public override AdaptiveSchemaVersion Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            throw new NotSupportedException("Cards are written, never read.");

        public override void Write(Utf8JsonWriter writer, AdaptiveSchemaVersion value, JsonSerializerOptions options) =>
            writer.WriteStringValue(value.ToString());
    }
}
