using System.Globalization;
using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace TeamsAgent.Sandbox.Chat.Wire;

/// <summary>A typed message as Teams sends it: <c>@names</c> become mention entities, and there is an HTML copy of the text.</summary>
/// <param name="Text">The text with <c>&lt;at&gt;…&lt;/at&gt;</c> in the place of mentions.</param>
/// <param name="Html">The HTML copy.</param>
/// <param name="Entities">The mentions.</param>
internal sealed record Mentions(string Text, string Html, IReadOnlyList<JsonObject> Entities)
{
    // Full names before first names, and never inside of an e-mail address.
    private static readonly Regex AtName = new(
        $@"(?<![\w.@])@({string.Join('|', People.All.Select(person => person.Name).Append(Activities.BotName).Concat(People.All.Select(person => person.Key)).Select(Regex.Escape))})\b",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, TimeSpan.FromSeconds(1));

    /// <summary>Reads what a person typed.</summary>
    /// <param name="typed">What was typed.</param>
    /// <param name="toBot">Whether the bot is mentioned even if it was not: it hears nothing else in a channel.</param>
    public static Mentions Of(string typed, bool toBot)
    {
        if (toBot && !AtName.Matches(typed).Any(match => IsBot(match.Groups[1].Value)))
        {
            typed = $"@{Activities.BotName} {typed}";
        }

        var text = new StringBuilder();
        var html = new StringBuilder("<div>");
        var entities = new List<JsonObject>();
        var done = 0;
        foreach (Match match in AtName.Matches(typed))
        {
            var (id, name) = AccountOf(match.Groups[1].Value);
            var between = typed[done..match.Index];
            text.Append(between).Append(CultureInfo.InvariantCulture, $"<at>{name}</at>");
            html.Append(WebUtility.HtmlEncode(between))
                .Append(CultureInfo.InvariantCulture, $"<span itemscope=\"\" itemtype=\"http://schema.skype.com/Mention\" itemid=\"{entities.Count}\">{name}</span>");
            entities.Add(new JsonObject
            {
                ["type"] = "mention", ["text"] = $"<at>{name}</at>", ["mentioned"] = new JsonObject { ["id"] = id, ["name"] = name },
            });
            done = match.Index + match.Length;
        }

        text.Append(typed[done..]);
        html.Append(WebUtility.HtmlEncode(typed[done..])).Append("</div>");
        return new Mentions(text.ToString(), html.ToString().ReplaceLineEndings("<br>"), entities);
    }

    private static bool IsBot(string name) => name.Equals(Activities.BotName, StringComparison.OrdinalIgnoreCase);

    private static (string Id, string Name) AccountOf(string name) => IsBot(name)
        ? (Activities.BotId, Activities.BotName)
        : People.All.Where(person => name.Equals(person.Name, StringComparison.OrdinalIgnoreCase) || name.Equals(person.Key, StringComparison.OrdinalIgnoreCase))
            .Select(person => (person.TeamsId, person.Name)).First();
}
