using System.Text.Json.Nodes;
using TeamsAgent.Actions.Arguments;
using TeamsAgent.Text;
using TeamsAgent.Text.StrictYaml;

namespace TeamsAgent.Actions.Http;

/// <summary>Compiles a pack's <c>body</c>. Keys that begin with $ are ours: <c>$each</c> with <c>$node</c>, and <c>$mime</c>.</summary>
internal sealed class BodyReader(TemplateScope scope)
{
    private static readonly string[] MimeFields = ["to", "cc", "bcc", "subject", "text"];

    private Problems Problems => scope.Problems;

    /// <summary>The body's node; mistakes are noted.</summary>
    public BodyNode Read(Node node) => node switch
    {
        MapNode map when map.Entries.Any(entry => entry.Name.StartsWith('$')) => Directive(map),
        MapNode map => new BodyNode.Object(map.Entries.Select(entry => KeyValuePair.Create(Name(entry), Read(entry.Value))).ToList()),
        ListNode list => new BodyNode.List(list.Items.Select(Read).ToList()),
        TextNode text when text.Value.AsSpan().ContainsAny('{', '}') => Text(text),
        _ => new BodyNode.Literal(YamlJson.Convert(node, Problems) ?? JsonValue.Create("")),
    };

    private string Name(MapEntry entry)
    {
        if (entry.Name.AsSpan().ContainsAny('{', '}'))
        {
            Problems.Add(entry.Key, $"the key “{entry.Name}” must not depend on a value");
        }

        return entry.Name;
    }

    private BodyNode Text(TextNode text)
    {
        var template = scope.Text(text, "body", always: false, lists: IsWhole(text));
        return template.Whole is { } whole && whole != TemplateScope.Key ? new BodyNode.Argument(whole) : new BodyNode.Text(template);
    }

    private static bool IsWhole(Node node) => node is TextNode text && Template.Parse(text.Value, _ => { }).Whole is not null;

    private BodyNode Directive(MapNode map)
    {
        var reader = new MapReader(map, Problems);
        BodyNode built = map.Find("$mime") is not null ? Mime(reader) : Each(reader);
        reader.Done();
        return built;
    }

    private BodyNode Each(MapReader reader)
    {
        var list = reader.Required("$each");
        var node = reader.Required("$node");
        var name = list is TextNode text ? Template.Parse(text, Problems).Whole : null;
        if (name is null || scope.Find(name) is not { Type: "array" } parameter)
        {
            Problems.Add(list ?? reader.Map, "“$each” must be {name}, where name is a parameter of type array");
            return new BodyNode.Literal(new JsonArray());
        }

        if (scope.Find(TemplateScope.Item) is not null)
        {
            Problems.Add(reader.Map, "inside “$each” {item} is the list's value: no parameter may have that name, and no list be inside another");
        }

        var item = new Parameter(TemplateScope.Item, TemplateScope.Item, parameter.Schema["items"] as JsonObject ?? [], Required: true);
        return new BodyNode.Each(name, node is null ? new BodyNode.Literal(new JsonObject()) : new BodyReader(scope.Inside(item)).Read(node));
    }

    private BodyNode.Mime Mime(MapReader reader)
    {
        var fields = new Dictionary<string, Template>();
        foreach (var entry in reader.Entries("$mime"))
        {
            if (!MimeFields.Contains(entry.Name))
            {
                Problems.Add(entry.Key, $"unknown key “{entry.Name}”{Nearest.Question(entry.Name, MimeFields)}");
                continue;
            }

            var address = entry.Name is "to" or "cc" or "bcc";
            fields[entry.Name] = scope.Text(entry.Value, entry.Name, always: !address || entry.Name == "to", lists: address && IsWhole(entry.Value));
        }

        foreach (var missing in new[] { "to", "subject", "text" }.Where(name => !fields.ContainsKey(name)))
        {
            Problems.Add(reader.Map, $"“{missing}” is missing in “$mime”");
            fields[missing] = new Template([]);
        }

        return new BodyNode.Mime(fields);
    }
}
