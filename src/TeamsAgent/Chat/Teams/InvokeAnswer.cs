using System.Text.Json;
using Microsoft.Bot.Builder;
using Newtonsoft.Json.Linq;
using TeamsAgent.Chat.Teams.Cards;
using TeamsAgent.Words;

namespace TeamsAgent.Chat.Teams;

/// <summary>
/// The bodies that answer an <c>adaptiveCard/action</c> (Teams, "Universal Actions for Adaptive Cards"): the HTTP status is 200, the outcome is
/// inside. Handed to Bot Builder as raw JSON, because its writer drops what it does not know.
/// </summary>
internal static class InvokeAnswer
{
    private const string CardType = "application/vnd.microsoft.card.adaptive";
    private const string MessageType = "application/vnd.microsoft.activity.message";
    private const string ErrorType = "application/vnd.microsoft.error";

    public static InvokeResponse Of(PressAnswer answer) => answer switch
    {
        PressAnswer.Show show => Raw(Body(200, CardType, writer => writer.WriteRawValue(TeamsCardRenderer.Render(show.Card).ToJson()))),
        PressAnswer.Say say => Raw(Body(200, MessageType, writer => writer.WriteStringValue(say.Sentence))),
        _ => throw new InvalidOperationException("An answer shows or says."),
    };

    public static InvokeResponse Raw(string body) => new() { Status = 200, Body = new JRaw(body) };

    /// <summary>Whether the answer says that something broke; such an answer is not kept.</summary>
    public static bool HasFailed(InvokeResponse answer) => answer.Body is Broken;

    public static InvokeResponse BadRequest(string message) => Raw(ErrorBody(400, "BadRequest", message));

    public static InvokeResponse Failed(string reference, Language words) => new()
    {
        Status = 200,
        Body = new Broken(ErrorBody(500, "Failed", words.Text(TeamsKey.Failed, ("reference", reference)))),
    };

    /// <summary>The body of an answer as text.</summary>
    public static string Text(InvokeResponse answer) => ((JRaw)answer.Body).Value?.ToString() ?? "";

    private sealed class Broken(string body) : JRaw(body);

    private static string ErrorBody(int status, string code, string message) => Body(status, ErrorType, writer =>
    {
        writer.WriteStartObject();
        writer.WriteString("code", code);
        writer.WriteString("message", message);
        writer.WriteEndObject();
    });

    private static string Body(int status, string type, Action<Utf8JsonWriter> value)
    {
        using var buffer = new MemoryStream();
        using (var writer = new Utf8JsonWriter(buffer))
        {
            writer.WriteStartObject();
            writer.WriteNumber("statusCode", status);
            writer.WriteString("type", type);
            writer.WritePropertyName("value");
            value(writer);
            writer.WriteEndObject();
        }

        return System.Text.Encoding.UTF8.GetString(buffer.GetBuffer(), 0, (int)buffer.Length);
    }
}
