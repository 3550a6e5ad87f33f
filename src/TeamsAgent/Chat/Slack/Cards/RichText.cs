using System.Text.Json.Nodes;
using TeamsAgent.Chat.Cards;
using TeamsAgent.Words;

namespace TeamsAgent.Chat.Slack.Cards;

/// <summary>How a run of text looks.</summary>
internal enum Look
{
    /// <summary>As it is.</summary>
    Plain,

    /// <summary>Bold.</summary>
    Bold,

    /// <summary>In letters of one width.</summary>
    Code,
}

/// <summary>
/// Writes lines into <c>rich_text</c> blocks (<see href="https://docs.slack.dev/reference/block-kit/blocks/rich-text-block"/>). Their text elements
/// are read by no parser, so text from outside can be nothing but text there. A block that is full is followed by another one; nothing is cut here.
/// </summary>
internal sealed class RichText(Language? words = null)
{
    private const int WorthFilling = 400;

    private readonly List<JsonObject> _blocks = [];
    private JsonArray? _elements;
    private JsonArray? _section;
    private int _size;

    /// <summary>The language of what is added to the text.</summary>
    public Language Words { get; } = words ?? Language.English;

    /// <summary>All blocks so far.</summary>
    public IReadOnlyList<JsonObject> Blocks => _blocks;

    /// <summary>How much visible text there is, in UTF-16 units.</summary>
    public int Length { get; private set; }

    /// <summary>Whether a text was cut before it came here.</summary>
    public bool Cut { get; private set; }

    /// <summary>A new line.</summary>
    public void Line(params ReadOnlySpan<(string Text, Look Look)> runs)
    {
        Begin(Sum(runs));
        foreach (var (text, look) in runs)
        {
            Put(text, look);
        }
    }

    /// <summary>A new line with a sentence; times are shown in the reader's own zone.</summary>
    public void Line(Sentence sentence, Look look, int max, string sign = "", string label = "")
    {
        Begin(SlackText.Stored(label) + SlackText.Stored(sentence.Plain(max)));
        Put(label, Look.Bold);
        Put(sign, look);
        foreach (var run in sentence.Runs)
        {
            switch (run)
            {
                case Run.Fixed ours:
                    Put(ours.Text, look);
                    break;
                case Run.Data data:
                    Put(Seen(data.Text.CutLine(max)), look);
                    break;
                case Run.Time time:
                    Put(time.At);
                    break;
            }
        }
    }

    /// <summary>The line goes on.</summary>
    public void More(string text) => Put(text, Look.Plain);

    /// <summary>The line goes on with a link whose label is its address.</summary>
    public void Link(string url)
    {
        if (_size + SlackText.Stored(url) > SlackText.Room)
        {
            Break();
        }

        Section().Add(new JsonObject { ["type"] = "link", ["url"] = url, ["text"] = url });
        Count(url);
    }

    /// <summary>Somebody's words, set apart.</summary>
    public void Quote(string text) => Apart("rich_text_quote", text);

    /// <summary>Text in letters of one width, set apart.</summary>
    public void Preformatted(string text) => Apart("rich_text_preformatted", text);

    /// <summary>People who are notified.</summary>
    public void Mentions(IEnumerable<string> userIds, Sentence words, int max)
    {
        Begin(200);
        foreach (var (index, user) in userIds.Index())
        {
            Put(index == 0 ? "" : ", ", Look.Plain);
            Section().Add(new JsonObject { ["type"] = "user", ["user_id"] = user });
            _size += user.Length;
        }

        Put(": " + words.Plain(max), Look.Plain);
    }

    /// <summary>A block of another kind.</summary>
    public void Add(JsonObject block)
    {
        Break();
        _blocks.Add(block);
    }

    /// <summary>A line across.</summary>
    public void Divider()
    {
        if (_blocks.Count > 0 && _blocks[^1]["type"]!.GetValue<string>() != "divider")
        {
            Add(new JsonObject { ["type"] = "divider" });
        }
    }

    /// <summary>What follows stands in a block of its own.</summary>
    public void Break() => (_elements, _section, _size) = (null, null, 0);

    /// <summary>Remembers whether a visible text ends with the mark of a cut, which no text from outside can hold.</summary>
    public string Seen(string text)
    {
        Cut |= text.Contains("⟨… ", StringComparison.Ordinal);
        return text;
    }

    /// <summary>Remembers that something was left out.</summary>
    public void IsCut() => Cut = true;

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
