using System.Globalization;
using System.Text;
using System.Text.Json;
using TeamsAgent.Actions.Http;
using TeamsAgent.Domain.Plans;

namespace TeamsAgent.Actions;

/// <summary>An answer in one sentence. Both parts come from outside: untrusted.</summary>
/// <param name="Sentence">For people.</param>
/// <param name="Link">Where the result can be seen, or null.</param>
public sealed record RenderedResult(string Sentence, string? Link);

/// <summary>Turns a provider's answer into the sentence that the pack asks for, and into the excerpt that the planner goes on with.</summary>
public static class ResultText
{
    private const int MaxSentence = 400;
    private const int MaxValue = 200;
    private const int MaxLink = 2000;
    private static readonly string[] LinkFields = ["html_url", "htmlLink", "webViewLink", "webLink", "permalink"];

    /// <summary>The sentence and the link.</summary>
    /// <param name="step">The step that was answered.</param>
    /// <param name="answer">The answer's body, if it was JSON.</param>
    /// <param name="allowLoopback">Whether a link may lead to loopback, as in the sandbox.</param>
    public static RenderedResult Render(PlanStep step, JsonElement? answer, bool allowLoopback = false)
    {
        var template = step.Result is null ? null : Template.Parse(step.Result, _ => { });
        var sentence = answer is { } body ? template?.Fill(name => Value(body, name)) : null;
        return new RenderedResult(Cut(sentence ?? $"{step.Title}: done.", MaxSentence), answer is { } found ? Link(template, found, allowLoopback) : null);
    }

    /// <summary>What the planner is told: the sentence and as much of the answer as fits, as JSON of at most so many bytes.</summary>
    /// <param name="step">The step that was answered.</param>
    /// <param name="answer">The answer's body.</param>
    /// <param name="maxBytes">The most; at least 1000.</param>
    public static string PlannerResult(PlanStep step, JsonElement answer, int maxBytes) =>
        AnswerExcerpt.Of(Render(step, answer).Sentence, answer, Math.Max(1000, maxBytes));

    private static string? Value(JsonElement answer, string name) => Find(answer, name) switch
    {
        { ValueKind: JsonValueKind.String } text when Outside.Text(() => text.GetString()!) is { Length: > 0 } value => Cut(value, MaxValue),
        { ValueKind: JsonValueKind.Number or JsonValueKind.True or JsonValueKind.False } other => Cut(other.GetRawText(), MaxValue),
        null when name == "count" || name.EndsWith(".count", StringComparison.Ordinal) => Count(answer, name),
        _ => null,
    };

    // {items.count} and {count}: how many a list has.
    private static string? Count(JsonElement answer, string name) =>
        (name == "count" ? answer : Find(answer, name[..^".count".Length])) is { ValueKind: JsonValueKind.Array } list
            ? list.GetArrayLength().ToString(CultureInfo.InvariantCulture)
            : null;

    private static JsonElement? Find(JsonElement answer, string path)
    {
        var at = answer;
        foreach (var name in path.Split('.'))
        {
            if (at.ValueKind == JsonValueKind.Object && at.TryGetProperty(name, out var inner))
            {
                at = inner;
            }
            else if (at.ValueKind == JsonValueKind.Array && int.TryParse(name, NumberStyles.None, CultureInfo.InvariantCulture, out var index) && index < at.GetArrayLength())
            {
                at = at[index];
            }
            else
            {
                return null;
            }
        }

        return at;
    }

    private static string? Link(Template? template, JsonElement answer, bool allowLoopback) => (template?.Names ?? []).Concat(LinkFields)
        .Select(name => Find(answer, name))
        .Select(value => value is { ValueKind: JsonValueKind.String } text ? Outside.Text(() => text.GetString()!) : null)
        .FirstOrDefault(value => value is { Length: <= MaxLink } && IsLink(value, allowLoopback));

    private static bool IsLink(string text, bool allowLoopback) =>
        text.All(c => c is > ' ' and <= '~') && Uri.TryCreate(text, UriKind.Absolute, out var url) && url.UserInfo.Length == 0
        && (url.Scheme == Uri.UriSchemeHttps || (allowLoopback && url.Scheme == Uri.UriSchemeHttp && url.IsLoopback));

    private static string Cut(string text, int most)
    {
        var line = new StringBuilder();
        foreach (var rune in text.EnumerateRunes().Take(most + 1))
        {
            line.Append(Rune.IsControl(rune) ? " " : rune.ToString());
        }

        return text.EnumerateRunes().Count() > most ? $"{string.Concat(line.ToString().EnumerateRunes().Take(most - 1))}…" : line.ToString();
    }
}
