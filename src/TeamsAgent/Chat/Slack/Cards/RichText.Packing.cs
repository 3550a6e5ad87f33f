using System.Text.Json.Nodes;
using TeamsAgent.Chat.Cards;
using TeamsAgent.Words;

namespace TeamsAgent.Chat.Slack.Cards;

/// <content>How runs are packed into blocks, none of which is longer than Slack takes.</content>
internal sealed partial class RichText
{
    private const int WorthFilling = 400;

    private void Begin(int size)
    {
        // Rather a new block than a line that is torn in two; too long a line begins here and goes on in the next.
        if (_size > 0 && _size + size + 1 > SlackText.Room && (size <= SlackText.Room || SlackText.Room - _size < WorthFilling))
        {
            Break();
        }

        if (_section is { Count: > 0 })
        {
            Put("\n", Look.Plain);
        }
    }

    private void Put(string text, Look look)
    {
        while (text.Length > 0)
        {
            var room = SlackText.Room - _size;
            var taken = SlackText.Stored(text) <= room ? text.Length : room < 20 ? 0 : SlackText.Fitting(text, room);
            if (taken == 0)
            {
                Break();
                continue;
            }

            Append(Section(), text[..taken], look);
            text = text[taken..];
            if (text.Length > 0)
            {
                Break();
            }
        }
    }

    private void Put(Moment at)
    {
        var fallback = at.ToString();
        if (_size + fallback.Length > SlackText.Room)
        {
            Break();
        }

        Section().Add(new JsonObject
        {
            ["type"] = "date", ["timestamp"] = at.At.ToUnixTimeSeconds(), ["format"] = Words.Text(DrawingKey.DateAndTime, ("date", "{date_short}"), ("time", "{time}")), ["fallback"] = fallback,
        });
        Count(fallback);
    }

    private void Apart(string type, string text)
    {
        while (text.Length > 0)
        {
            if (_size > 0 && SlackText.Room - _size < Math.Min(SlackText.Stored(text), WorthFilling))
            {
                Break();
            }

            var taken = SlackText.Fitting(text, SlackText.Room - _size);
            var inner = new JsonArray();
            Append(inner, text[..taken], Look.Plain);
            Elements().Add(new JsonObject { ["type"] = type, ["elements"] = inner });
            _section = null;
            text = text[taken..];
        }
    }

    private JsonArray Elements()
    {
        if (_elements is null)
        {
            _elements = [];
            _blocks.Add(new JsonObject { ["type"] = "rich_text", ["elements"] = _elements });
        }

        return _elements;
    }

    private JsonArray Section()
    {
        if (_section is null)
        {
            _section = [];
            Elements().Add(new JsonObject { ["type"] = "rich_text_section", ["elements"] = _section });
        }

        return _section;
    }

    private void Append(JsonArray elements, string text, Look look)
    {
        if (elements.Count > 0 && elements[^1] is JsonObject last && last["type"]!.GetValue<string>() == "text" && LookOf(last) == look)
        {
            last["text"] = last["text"]!.GetValue<string>() + text;
        }
        else
        {
            var run = new JsonObject { ["type"] = "text", ["text"] = text };
            if (look != Look.Plain)
            {
                run["style"] = new JsonObject { [look == Look.Bold ? "bold" : "code"] = true };
            }

            elements.Add(run);
        }

        Count(text);
    }

    private void Count(string text)
    {
        _size += SlackText.Stored(text);
        Length += text.Length;
    }

    private static Look LookOf(JsonObject run) => run["style"] switch { null => Look.Plain, var style => style["bold"] is not null ? Look.Bold : Look.Code };

    private static int Sum(ReadOnlySpan<(string Text, Look Look)> runs)
    {
        var sum = 0;
        foreach (var (text, _) in runs)
        {
            sum += SlackText.Stored(text);
        }

        return sum;
    }
}
