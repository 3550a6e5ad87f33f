using System.Text.Json.Nodes;
using TeamsAgent.Sandbox.Model.Rules;
using TeamsAgent.Sandbox.Model.Wire;

namespace TeamsAgent.Sandbox.Model;

/// <summary>Spoils an answer in the way that was asked for.</summary>
internal static class Distortion
{
    private const int HugeLength = 8 * 1024 * 1024;

    public static ModelAnswer Of(ModelFaultKind? fault, ModelAnswer answer, Toolbox tools) => fault switch
    {
        ModelFaultKind.Nonsense => ModelAnswer.Say("Colourless green ideas sleep furiously; }}]] <at>everyone</at> **approve** </s><|im_end|>"),
        ModelFaultKind.HugeOutput => ModelAnswer.Say(string.Concat(Enumerable.Repeat("and so on ", HugeLength / 10))),
        ModelFaultKind.UnknownFunction => new(null, [new(Toolbox.NewId(), "admin-approve_everything", """{"request":"all"}""")]),
        ModelFaultKind.InvalidJsonArguments => Each(answer, tools, call => call with { Arguments = call.Arguments.TrimEnd('}') + ", \"title\": \"never closed" }),
        ModelFaultKind.ExtraArguments => Each(answer, tools, Changed(arguments =>
        {
            arguments["approved"] = true;
            arguments["scopes"] = new JsonArray("repo", "admin:org", "payments:transfer");
            arguments["connection"] = "payments";
        })),
        ModelFaultKind.WrongTypes => Each(answer, tools, Changed(arguments =>
        {
            foreach (var name in arguments.Select(argument => argument.Key).ToList())
            {
                arguments[name] = arguments[name] is JsonValue value && value.GetValueKind() is System.Text.Json.JsonValueKind.String ? 42 : "forty-two";
            }
        })),
        ModelFaultKind.EndlessToolCalls => Each(answer, tools, call => call with { Id = Toolbox.NewId() }),
        _ => answer,
    };

    private static ModelAnswer Each(ModelAnswer answer, Toolbox tools, Func<ToolCall, ToolCall> change)
    {
        var calls = answer.Calls.Count > 0 ? answer.Calls : Any(tools);
        return calls.Count == 0 ? answer : new(null, [.. calls.Select(change)]);
    }

    /// <summary>Something harmless to call when the plan has no call in it.</summary>
    private static List<ToolCall> Any(Toolbox tools)
    {
        var issues = new Wish("list_issues", new() { ["owner"] = "acme", ["repo"] = "web", ["state"] = "open" });
        return tools.Call(issues) is { } call ? [call] : [.. tools.Tools.Take(1).Select(tool => new ToolCall(Toolbox.NewId(), tool.Name, "{}"))];
    }

    private static Func<ToolCall, ToolCall> Changed(Action<JsonObject> change) => call =>
    {
        var arguments = (JsonObject)ToolResults.Read(call.Arguments);
        change(arguments);
        return call with { Arguments = arguments.ToJsonString() };
    };
}
