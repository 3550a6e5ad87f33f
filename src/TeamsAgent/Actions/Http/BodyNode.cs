using System.Text.Json.Nodes;
using TeamsAgent.Actions.Arguments;

namespace TeamsAgent.Actions.Http;

/// <summary>
/// One node of a body, compiled from the pack. A value takes the place of a node; it is never pasted into JSON text, so it cannot leave its
/// place. A node whose value is absent is left out.
/// </summary>
internal abstract record BodyNode
{
    private BodyNode()
    {
    }

    /// <summary>The node with its values, or null when it is left out.</summary>
    public abstract JsonNode? Build(ArgumentValues values, List<string> problems);

    /// <summary>A value that is always the same.</summary>
    internal sealed record Literal(JsonNode Value) : BodyNode
    {
        public override JsonNode? Build(ArgumentValues values, List<string> problems) => Value.DeepClone();
    }

    /// <summary>An argument with its own JSON type.</summary>
    internal sealed record Argument(string Name) : BodyNode
    {
        public override JsonNode? Build(ArgumentValues values, List<string> problems) => values.Find(Name)?.DeepClone();
    }

    /// <summary>A text with arguments inside.</summary>
    internal sealed record Text(Template Template) : BodyNode
    {
        public override JsonNode? Build(ArgumentValues values, List<string> problems) => Template.Fill(values) is { } text ? JsonValue.Create(text) : null;
    }

    /// <summary>An object; left out when all that it would hold is.</summary>
    internal sealed record Object(IReadOnlyList<KeyValuePair<string, BodyNode>> Members) : BodyNode
    {
        public override JsonNode? Build(ArgumentValues values, List<string> problems)
        {
            var built = Members.Select(member => KeyValuePair.Create(member.Key, member.Value.Build(values, problems))).Where(pair => pair.Value is not null).ToList();
            return built.Count == 0 && Members.Count > 0 ? null : new JsonObject(built);
        }
    }

    /// <summary>A list.</summary>
    internal sealed record List(IReadOnlyList<BodyNode> Items) : BodyNode
    {
        public override JsonNode? Build(ArgumentValues values, List<string> problems)
        {
            var built = Items.Select(item => item.Build(values, problems)).Where(item => item is not null).ToArray();
            return built.Length == 0 && Items.Count > 0 ? null : new JsonArray(built);
        }
    }

    /// <summary>One node for every value of a list.</summary>
    internal sealed record Each(string Name, BodyNode Node) : BodyNode
    {
        public override JsonNode? Build(ArgumentValues values, List<string> problems) => values.Find(Name) is JsonArray list
            ? new JsonArray(list.Select(item => Node.Build(values.With(TemplateScope.Item, item!), problems)).Where(node => node is not null).ToArray())
            : null;
    }

    /// <summary>An e-mail message in base64url, as Gmail's <c>raw</c> takes it.</summary>
    internal sealed record Mime(IReadOnlyDictionary<string, Template> Fields) : BodyNode
    {
        public override JsonNode? Build(ArgumentValues values, List<string> problems)
        {
            var message = new MailMessageText(problems);
            foreach (var name in new[] { "to", "cc", "bcc" }.Where(Fields.ContainsKey))
            {
                message.Addresses(name, Fields[name].Whole is { } whole ? Addresses(values.Find(whole)) : [Fields[name].Fill(values) ?? ""]);
            }

            return JsonValue.Create(message.Finish(Fields["subject"].Fill(values) ?? "", Fields["text"].Fill(values) ?? ""));
        }

        private static IEnumerable<string> Addresses(JsonNode? value) => value switch
        {
            null => [],
            JsonArray list => list.Select(item => ArgumentValues.Text(item!)),
            _ => [ArgumentValues.Text(value)],
        };
    }
}
