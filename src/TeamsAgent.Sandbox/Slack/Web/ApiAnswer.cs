using System.Text.Json.Nodes;

namespace TeamsAgent.Sandbox.Slack.Web;

/// <summary>The answers of the Web API: HTTP 200 and a word.</summary>
internal static class ApiAnswer
{
    public static JsonObject Ok(params IEnumerable<(string Name, JsonNode? Value)> members)
    {
        var answer = new JsonObject { ["ok"] = true };
        foreach (var (name, value) in members)
        {
            answer[name] = value;
        }

        return answer;
    }

    public static JsonObject Error(string error) => new() { ["ok"] = false, ["error"] = error };

    /// <summary>An error with sentences, as <c>invalid_blocks</c> and <c>invalid_arguments</c> have them.</summary>
    public static JsonObject Error(string error, IReadOnlyList<string> sentences)
    {
        var answer = Error(error);
        if (error == "invalid_blocks")
        {
            answer["errors"] = new JsonArray([.. sentences.Select(sentence => JsonValue.Create(sentence))]);
        }

        answer["response_metadata"] = new JsonObject { ["messages"] = new JsonArray([.. sentences.Select(sentence => JsonValue.Create($"[ERROR] {sentence}"))]) };
        return answer;
    }

    public static JsonObject Missing(string argument) => Error("invalid_arguments", [$"missing required field: {argument}"]);
}
