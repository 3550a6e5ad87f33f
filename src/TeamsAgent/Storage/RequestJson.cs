using System.Text.Json;
using System.Text.Json.Serialization;
using TeamsAgent.Domain.People;
using TeamsAgent.Domain.Plans;
using TeamsAgent.Domain.Requests;

namespace TeamsAgent.Storage;

/// <summary>An approval request as JSON for its row, and back. The row carries the form's version.</summary>
internal static class RequestJson
{
    /// <summary>The form that is written today.</summary>
    public const int Version = 1;

    private static readonly JsonSerializerOptions Options = new()
    {
        Converters =
        {
            new JsonStringEnumConverter(),
            new AsText<RequestId>(RequestId.Parse, id => id.Value),
            new AsText<PersonId>(PersonId.Parse, id => id.Value),
            new AsText<Sha256Hash>(Sha256Hash.Parse, hash => hash.Hex),
        },
        IgnoreReadOnlyProperties = true,
        RespectRequiredConstructorParameters = true,
    };

    public static string Write(ApprovalRequest request) => JsonSerializer.Serialize(request, Options);

    /// <exception cref="JsonException">The text is not a request of a version that this release reads.</exception>
    public static ApprovalRequest Read(string body, int version) => version == Version
        ? JsonSerializer.Deserialize<ApprovalRequest>(body, Options) ?? throw new JsonException("A request's row is empty.")
        : throw new JsonException($"A request's row has version {version}; this release reads {Version}.");

    private sealed class AsText<T>(Func<string, T> parse, Func<T, string> print) : JsonConverter<T>
    {
        public override T Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
        {
            try
            {
                return parse(reader.GetString() ?? "");
            }
            catch (FormatException wrong)
            {
                throw new JsonException(wrong.Message, wrong);
            }
        }

        public override void Write(Utf8JsonWriter writer, T value, JsonSerializerOptions options) => writer.WriteStringValue(print(value));
    }
}
