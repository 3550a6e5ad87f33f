using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace TeamsAgent.Sandbox.Model.Rules;

/// <summary>Sentences about the calendar.</summary>
internal static partial class CalendarRules
{
    private static readonly TimeSpan Usual = TimeSpan.FromMinutes(30);

    private static readonly Slot NameSlot = new(
        "Which event? Please give its id.",
        (text, arguments, time) => Id().Match(text) is { Success: true } id && Phrases.Into("event_id")(id.Value, arguments, time));

    public static readonly Rule Create = new(CreateHead(), (text, time) =>
    {
        var arguments = new JsonObject();
        var rest = CreateVerb().Replace(text, "", 1);
        var name = Phrases.Take(ref rest, Called(), out var called) ? called.Groups["text"].Value : null;
        var duration = When.TakeDuration(ref rest) ?? Usual;
        Phrases.Take(ref rest, InCalendar(), out _);
        if (Phrases.Take(ref rest, With(), out var with))
        {
            arguments["attendees"] = new JsonArray([.. Phrases.People(with.Groups["people"].Value).Select(email => (JsonNode)email)]);
        }

        var moment = rest;
        var missing = new List<Slot>();
        if (!SetTime(ref rest, arguments, time, duration))
        {
            missing.Add(TimeSlot(moment, duration));
            When.TakeDay(ref rest, time);
            When.TakeTime(ref rest);
        }

        arguments["summary"] = Summary(name, rest);
        return new Wish("create_event", arguments) { Missing = missing };
    });

    public static readonly Rule List = new(ListHead(), (text, time) =>
    {
        var (from, days) = (time.Today, 7);
        if (When.TakeDay(ref text, time) is { } day)
        {
            (from, days) = (day, 1);
        }

        return ListBetween(from, days, time);
    });

    public static readonly Rule Delete = new(DeleteHead(), (text, time) =>
    {
        if (Id().Match(text) is { Success: true } id)
        {
            return new Wish("delete_event", new() { ["event_id"] = id.Value });
        }

        var rest = DeleteHead().Replace(text, "", 1);
        Phrases.Take(ref rest, InCalendar(), out _);
        var day = When.TakeDay(ref rest, time);
        When.TakeTime(ref rest);
        rest = Filler().Replace(rest, " ").Trim(' ', '.', '!');
        var words = Phrases.NullIfEmpty(rest);
        return words is null
            ? new Wish("delete_event", []) { Missing = [NameSlot] }
            : new Wish("delete_event", []) { Pick = ByName(words, day, time) };
    });

    private static Pick ByName(string words, DateOnly? day, LocalTime time) => new(
        day is { } known ? ListBetween(known, 1, time) : ListBetween(time.Today, 14, time),
        "event_id",
        result => ToolResults.Event(result, words),
        $"I found no event called “{Phrases.OneLine(words, 80)}”.");

    private static Wish ListBetween(DateOnly from, int days, LocalTime time) => new("list_events", new()
    {
        ["time_min"] = LocalTime.Text(time.At(from, TimeOnly.MinValue)),
        ["time_max"] = LocalTime.Text(time.At(from.AddDays(days), TimeOnly.MinValue)),
    });

    private static bool SetTime(ref string text, JsonObject arguments, LocalTime time, TimeSpan duration)
    {
        var rest = text;
        if (When.TakeDay(ref rest, time) is not { } day || When.TakeTime(ref rest) is not { } moment)
        {
            return false;
        }

        var start = time.At(day, moment.Start);
        var end = moment.End is { } until && until > moment.Start ? time.At(day, until) : time.Add(start, duration);
        arguments["start"] = LocalTime.Text(start);
        arguments["end"] = LocalTime.Text(end);
        arguments["time_zone"] = time.Zone.Id;
        text = rest;
        return true;
    }

    /// <summary>What the first sentence said about the time counts together with the answer.</summary>
    private static Slot TimeSlot(string said, TimeSpan duration) => new(
        "When should it begin? Please give a day and a time.",
        (answer, arguments, time) =>
        {
            var bare = BareHour().IsMatch(answer) ? $"at {answer.Trim()}" : answer;
            var both = $"{bare} {said}";
            return SetTime(ref both, arguments, time, duration);
        });

    private static string Summary(string? name, string rest)
    {
        var words = Phrases.NullIfEmpty(name) ?? Article().Replace(Filler().Replace(rest, " ").Trim(' ', ',', '.', ':', '!'), "", 1).Trim();
        return words.Length == 0 ? "Meeting" : Phrases.Capital(Phrases.OneLine(words, 200));
    }

    private const RegexOptions Loose = RegexOptions.IgnoreCase | RegexOptions.CultureInvariant;

    [GeneratedRegex(@"^(?:(?:put|schedule|book|set\s+up|arrange)\s+(?:an?\b|the\b|half\b|\d)|(?:add|create|plan|make)\s+(?=.*\b(?:calendar|meeting|event|appointment)\b))", Loose)]
    private static partial Regex CreateHead();

    [GeneratedRegex(@"^(?:put|schedule|book|set\s+up|arrange|add|create|plan|make)\s+", Loose)]
    private static partial Regex CreateVerb();

    [GeneratedRegex(@"^(?:list|show|read|get|check|see|what\s+is|what['’]s|what\s+are)\s+(?:me\s+)?(?=[^:]*\b(?:calendar|events|meetings|appointments)\b)", Loose)]
    private static partial Regex ListHead();

    [GeneratedRegex(@"^(?:cancel|delete|remove)\s+(?:(?:the|my|our)\s+)?(?:(?:calendar\s+)?(?:event|meeting|appointment)\b|(?<=(?:the|my|our)\s+))", Loose)]
    private static partial Regex DeleteHead();

    [GeneratedRegex(@"\b(?:in|into|to|on|from)\s+(?:the|my|our)\s+calendar\b", Loose)]
    private static partial Regex InCalendar();

    [GeneratedRegex(@"(?:\b(?:called|titled|named|about)\s+|:\s+)(?:[""“](?<text>[^""”]+)[""”]|(?<text>.+?)(?=\s+(?:with|today|tomorrow|on|at|next|in\s+(?:the|my)\s+calendar)\b|$))", Loose)]
    private static partial Regex Called();

    [GeneratedRegex(@"\bwith\s+(?<people>" + Phrases.PeoplePattern + ")", Loose)]
    private static partial Regex With();

    [GeneratedRegex(@"\b(?:please|called|named|titled)\b|\bwith\s+(?:the\s+)?id\b", Loose)]
    private static partial Regex Filler();

    [GeneratedRegex(@"^(?:an?|the)\s+", Loose)]
    private static partial Regex Article();

    [GeneratedRegex(@"\b(?=[a-v]*\d)[a-v0-9]{8,}\b")]
    private static partial Regex Id();

    [GeneratedRegex(@"^\s*\d{1,2}(?:[:.]\d\d)?\s*(?:am|pm)?\s*\.?\s*$", Loose)]
    private static partial Regex BareHour();
}
