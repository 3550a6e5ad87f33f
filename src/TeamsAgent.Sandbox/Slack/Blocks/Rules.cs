using System.Text.Json;
using System.Text.Json.Nodes;

namespace TeamsAgent.Sandbox.Slack.Blocks;

/// <summary>Checks a node and notes what is wrong with it, with the JSON pointer to it.</summary>
internal delegate void Rule(JsonNode? node, string at, List<string> found);

/// <summary>A member of an object.</summary>
internal sealed record Member(string Name, Rule Rule, bool Required = false);

/// <summary>What rules are made of; the sentences are Slack's.</summary>
internal static class Rules
{
    public static readonly Rule Anything = (_, _, _) => { };

    public static readonly Rule YesNo = (node, at, found) => Require(node?.GetValueKind() is JsonValueKind.True or JsonValueKind.False, "must be a boolean", at, found);

    public static Rule Characters(int most, int least = 1) => (node, at, found) =>
    {
        if (Require(node?.GetValueKind() == JsonValueKind.String, "must be a string", at, found))
        {
            Length(((string?)node)!.Length, most, least, at, found);
        }
    };

    public static Rule Number(long least, long most) => (node, at, found) => Require(
        node?.GetValueKind() == JsonValueKind.Number && node.AsValue().TryGetValue<long>(out var number) && number >= least && number <= most,
        $"must be an integer from {least} to {most}", at, found);

    public static Rule OneOf(params string[] values) => (node, at, found) => Require(
        node?.GetValueKind() == JsonValueKind.String && values.Contains((string?)node), "must be a valid enum value", at, found);

    public static Rule List(Rule each, int most, int least = 1) => (node, at, found) =>
    {
        if (!Require(node is JsonArray, "must be an array", at, found))
        {
            return;
        }

        var items = (JsonArray)node!;
        Require(items.Count <= most, $"no more than {most} items allowed", at, found);
        Require(items.Count >= least, $"no fewer than {least} items allowed", at, found);
        for (var i = 0; i < items.Count; i++)
        {
            each(items[i], $"{at}/{i}", found);
        }
    };

    /// <summary>An object with these members and no others; <c>type</c> is checked by whoever chose it.</summary>
    public static Rule Shape(params Member[] members) => (node, at, found) =>
    {
        if (!Require(node is JsonObject, "must be an object", at, found))
        {
            return;
        }

        var item = (JsonObject)node!;
        foreach (var (name, _) in item)
        {
            Require(name == "type" || members.Any(member => member.Name == name), $"invalid additional property: {name}", at, found);
        }

        foreach (var member in members)
        {
            if (item[member.Name] is { } value)
            {
                member.Rule(value, $"{at}/{member.Name}", found);
            }
            else
            {
                Require(!member.Required, $"missing required field: {member.Name}", at, found);
            }
        }
    };

    /// <summary>An object whose shape its <c>type</c> says.</summary>
    public static Rule ByType(IReadOnlyDictionary<string, Rule> shapes) => (node, at, found) =>
    {
        if (!Require(node is JsonObject, "must be an object", at, found))
        {
            return;
        }

        var type = ((JsonObject)node!).Text("type");
        if (Require(type is not null, "missing required field: type", at, found) && Require(shapes.ContainsKey(type!), $"unsupported type: {type}", $"{at}/type", found))
        {
            shapes[type!](node, at, found);
        }
    };

    /// <summary>A plain_text or mrkdwn object, measured as it is kept.</summary>
    public static Rule Words(int most, bool plainOnly = false) => (node, at, found) =>
    {
        var shape = plainOnly ? Plain : AnyText;
        var before = found.Count;
        shape(node, at, found);
        if (found.Count == before)
        {
            Length(Escaping.Length((JsonObject)node!), most, 1, $"{at}/text", found);
        }
    };

    public static Rule Also(this Rule rule, Rule other) => (node, at, found) =>
    {
        rule(node, at, found);
        other(node, at, found);
    };

    public static bool Require(bool condition, string sentence, string at, List<string> found)
    {
        if (!condition)
        {
            found.Add($"{sentence} [json-pointer:{at}]");
        }

        return condition;
    }

    private static readonly Rule PlainShape = Shape(new Member("text", Characters(int.MaxValue), true), new Member("emoji", YesNo));
    private static readonly Rule MrkdwnShape = Shape(new Member("text", Characters(int.MaxValue), true), new Member("verbatim", YesNo));
    private static readonly Rule Plain = ByType(new Dictionary<string, Rule> { ["plain_text"] = PlainShape });
    private static readonly Rule AnyText = ByType(new Dictionary<string, Rule> { ["plain_text"] = PlainShape, ["mrkdwn"] = MrkdwnShape });

    private static void Length(int length, int most, int least, string at, List<string> found)
    {
        Require(length <= most, $"must be less than {most + 1} characters", at, found);
        Require(length >= least, $"must be more than {least - 1} characters", at, found);
    }
}
