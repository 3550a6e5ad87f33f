using System.Text;
using System.Text.RegularExpressions;

namespace TeamsAgent.Chat.Slack;

/// <summary>
/// What somebody wrote, from what Slack made of it: references in angle brackets become readable, what Slack escaped is unescaped, once
/// (https://docs.slack.dev/messaging/formatting-message-text).
/// </summary>
internal static partial class SlackWords
{
    /// <summary>The words without the mention of the bot.</summary>
    public static string Read(string? text, string botUserId)
    {
        var words = new StringBuilder();
        var at = 0;
        foreach (Match reference in Reference().Matches(text ?? ""))
        {
            words.Append(Unescape(text![at..reference.Index])).Append(Unescape(Readable(reference.Groups["what"].Value, reference.Groups["label"].Value, botUserId)));
            at = reference.Index + reference.Length;
        }

        return words.Append(Unescape((text ?? "")[at..])).Replace('\u00a0', ' ').ToString().Trim();
    }

    // Their ids tell people apart; names are theirs to change.
    private static string Readable(string what, string label, string botUserId) => what switch
    {
        _ when what == "@" + botUserId => "",
        ['@', ..] => $"<{what}>",
        ['#', ..] => label.Length > 0 ? "#" + label : what,
        "!here" or "!channel" or "!everyone" => "@" + what[1..],
        ['!', ..] => label.Length > 0 ? label : what[1..],
        _ when label.Length == 0 => what,
        _ when IsWhatWasTyped(what, label) => label,
        _ => $"{label} ({what})",
    };

    // Slack makes links of addresses that were typed without http:// or mailto:.
    private static bool IsWhatWasTyped(string address, string label) =>
        address == label || address == "mailto:" + label || address == "tel:" + label || address == "http://" + label || address == "https://" + label
        || address == $"http://{label}/" || address == $"https://{label}/";

    private static string Unescape(string text) =>
        text.Contains('&', StringComparison.Ordinal) ? Escaped().Replace(text, entity => entity.Value switch { "&lt;" => "<", "&gt;" => ">", _ => "&" }) : text;

    [GeneratedRegex(@"<(?<what>[^<>|]+)(?:\|(?<label>[^<>]*))?>")]
    private static partial Regex Reference();

    // One pass: what was unescaped is not looked at again.
    [GeneratedRegex("&(?:amp|lt|gt);")]
    private static partial Regex Escaped();
}
