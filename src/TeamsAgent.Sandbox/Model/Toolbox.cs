using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using TeamsAgent.Sandbox.Model.Rules;
using TeamsAgent.Sandbox.Model.Wire;

namespace TeamsAgent.Sandbox.Model;

/// <summary>The functions on offer, found by what stands behind their provider's name.</summary>
internal sealed class Toolbox(IReadOnlyList<OfferedTool> tools)
{
    private static readonly JsonSerializerOptions Json = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private static readonly (string Action, string Phrase)[] Phrases =
    [
        ("list_issues", "list issues"), ("create_issue", "open an issue"), ("comment_on_issue", "comment on an issue"), ("close_issue", "close an issue"),
        ("list_events", "show the calendar"), ("create_event", "put an event into the calendar"), ("delete_event", "cancel an event"),
        ("send_message", "send a mail"), ("transfer", "transfer money"),
    ];

    public IReadOnlyList<OfferedTool> Tools => tools;

    public OfferedTool? Find(string action) =>
        tools.FirstOrDefault(tool => tool.Name == action || tool.Name.EndsWith($"-{action}", StringComparison.Ordinal))
        ?? tools.FirstOrDefault(tool => tool.Name.EndsWith($"_{action}", StringComparison.Ordinal));

    /// <summary>A call with the arguments that the function has; null when it is not on offer.</summary>
    public ToolCall? Call(Wish wish)
    {
        if (Find(wish.Action) is not { } tool)
        {
            return null;
        }

        var known = tool.Parameters.ValueKind is JsonValueKind.Object && tool.Parameters.TryGetProperty("properties", out var properties)
            ? properties.EnumerateObject().Select(property => property.Name).ToHashSet()
            : null;
        var arguments = new JsonObject(wish.Arguments
            .Where(argument => argument.Value is not null && known?.Contains(argument.Key) != false)
            .Select(argument => KeyValuePair.Create(argument.Key, argument.Value?.DeepClone())));
        return new(NewId(), tool.Name, arguments.ToJsonString(Json));
    }

    public static string NewId() => $"call_{Guid.NewGuid():N}"[..29];

    /// <summary>What a function does, in a few words: ours for those that we know, else the first of its own.</summary>
    public static string Phrase(string name)
    {
        var known = Phrases.FirstOrDefault(entry => name == entry.Action || name.EndsWith($"-{entry.Action}", StringComparison.Ordinal) || name.EndsWith($"_{entry.Action}", StringComparison.Ordinal));
        return known.Phrase ?? name;
    }

    public string Capabilities()
    {
        var phrases = tools.Select(tool => Phrase(tool.Name)).Distinct().ToList();
        return phrases switch
        {
            [] => "nothing at all here: no function is offered to me",
            [var only] => only,
            [.. var most, var last] => $"{string.Join(", ", most)} and {last}",
        };
    }
}
