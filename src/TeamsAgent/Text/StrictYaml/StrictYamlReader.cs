using System.Text;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace TeamsAgent.Text.StrictYaml;

/// <summary>
/// Reads the part of YAML 1.2 that reads the same to everybody: one document, maps, lists and texts. What YAML reads otherwise than it
/// looks (anchors, tags, merge keys, doubled keys, tabs, text that runs on over lines, a # that swallows the rest) is refused.
/// </summary>
public sealed class StrictYamlReader
{
    private const int MaxBytes = 256 * 1024;
    private const int MaxDepth = 24;
    private const int MaxNodes = 20_000;
    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    private readonly string _text;
    private readonly Problems _problems;
    private readonly Parser _parser;
    private int _nodes;

    private StrictYamlReader(string text, Problems problems)
    {
        _text = text;
        _problems = problems;
        _parser = new Parser(new Scanner(new StringReader(text), skipComments: true));
    }

    /// <summary>Reads a document whose root is a map. Null when it cannot be read at all; what is wrong is noted.</summary>
    public static MapNode? Read(ReadOnlySpan<byte> bytes, Problems problems)
    {
        if (bytes.Length > MaxBytes)
        {
            problems.Add(1, $"the file has {bytes.Length} bytes; {MaxBytes} are the most");
            return null;
        }

        try
        {
            var text = Utf8.GetString(bytes.StartsWith(Encoding.UTF8.Preamble) ? bytes[3..] : bytes);
            return RawText.IsSound(text, problems) ? new StrictYamlReader(text, problems).DocumentOrNull() : null;
        }
        catch (DecoderFallbackException)
        {
            problems.Add(1, "the file is not UTF-8");
        }
        return null;
    }

    private MapNode? DocumentOrNull()
    {
        try
        {
            return Document();
        }
        catch (YamlException broken)
        {
            _problems.Add((int)Math.Max(1, broken.Start.Line), $"this is not YAML: {FirstSentence(broken.Message)}");
        }
        catch (InvalidOperationException)
        {
            // YamlDotNet's scanner gives up so on some unclosed lists.
            _problems.Add(_parser.Current is { } last ? LineOf(last) : 1, "this is not YAML: something is not closed from here on");
        }
        catch (TooMuchException tooMuch)
        {
            _problems.Add(tooMuch.Line, tooMuch.Message);
        }

        return null;
    }

    private MapNode? Document()
    {
        _parser.Consume<StreamStart>();
        if (_parser.Accept<StreamEnd>(out _))
        {
            _problems.Add(1, "the file is empty");
            return null;
        }

        _parser.Consume<DocumentStart>();
        var root = ReadNode(1);
        _parser.Consume<DocumentEnd>();
        if (_parser.Accept<DocumentStart>(out var second))
        {
            _problems.Add(LineOf(second), "a second document begins here; a file holds one");
            return null;
        }

        if (root is not MapNode)
        {
            _problems.Add(root, "the file must be a map of keys and values");
        }

        return root as MapNode;
    }

    private Node ReadNode(int depth)
    {
        if (_parser.Current is { } here && (++_nodes > MaxNodes || depth > MaxDepth))
        {
            throw new TooMuchException(LineOf(here), depth > MaxDepth ? $"nested deeper than {MaxDepth} levels" : $"more than {MaxNodes} values");
        }

        if (_parser.TryConsume<AnchorAlias>(out var alias))
        {
            _problems.Add(LineOf(alias), $"aliases (*{alias.Value}) are not allowed; write the value out");
            return new TextNode(LineOf(alias), "", Plain: false);
        }

        return _parser.Accept<MappingStart>(out _) ? ReadMap(depth)
            : _parser.Accept<SequenceStart>(out _) ? ReadList(depth)
            : ReadText();
    }

    private MapNode ReadMap(int depth)
    {
        var start = _parser.Consume<MappingStart>();
        RefuseExtras(start);
        var entries = new List<MapEntry>();
        while (!_parser.TryConsume<MappingEnd>(out _))
        {
            var key = ReadNode(depth + 1);
            var value = ReadNode(depth + 1);
            if (key is not TextNode name)
            {
                _problems.Add(key, "a key must be a text");
            }
            else if (name.Value.Length == 0 || name.Value == "<<")
            {
                _problems.Add(key, name.Value.Length == 0 ? "a key is empty" : "merge keys (<<) are not allowed; write the values out");
            }
            else if (entries.Find(entry => entry.Name == name.Value) is { } first)
            {
                _problems.Add(key, $"the key “{name.Value}” is here for the second time; the first is in line {first.Key.Line}");
            }
            else
            {
                entries.Add(new MapEntry(name, value));
            }
        }

        return new MapNode(LineOf(start), entries);
    }

    private ListNode ReadList(int depth)
    {
        var start = _parser.Consume<SequenceStart>();
        RefuseExtras(start);
        var items = new List<Node>();
        while (!_parser.TryConsume<SequenceEnd>(out _))
        {
            items.Add(ReadNode(depth + 1));
        }

        return new ListNode(LineOf(start), items);
    }

    private TextNode ReadText()
    {
        var scalar = _parser.Consume<Scalar>();
        RefuseExtras(scalar);
        var plain = scalar.Style is ScalarStyle.Plain or ScalarStyle.Any;
        var block = scalar.Style is ScalarStyle.Literal or ScalarStyle.Folded;
        if (!block && scalar.End.Line != scalar.Start.Line && scalar.Value.Length > 0)
        {
            _problems.Add(LineOf(scalar), "a text runs on over the next line; check the indent, or begin a text of several lines with | or >");
        }

        if (plain && RawText.CommentWithoutSpace(_text, (int)scalar.End.Index))
        {
            _problems.Add(LineOf(scalar), "the text ends before “#”; put it in quotes, or write a space after # if a comment is meant");
        }

        if (RawText.FirstHidden(scalar.Value) is { } hidden)
        {
            _problems.Add(LineOf(scalar), $"a text holds the invisible character U+{hidden:X4}");
        }

        return new TextNode(LineOf(scalar), scalar.Value, plain);
    }

    private void RefuseExtras(NodeEvent node)
    {
        if (!node.Anchor.IsEmpty)
        {
            _problems.Add(LineOf(node), $"anchors (&{node.Anchor.Value}) are not allowed; write the value out where it is needed");
        }

        if (!node.Tag.IsEmpty)
        {
            _problems.Add(LineOf(node), $"tags ({node.Tag.Value}) are not allowed");
        }
    }

    private static int LineOf(ParsingEvent parsed) => (int)parsed.Start.Line;

    private static string FirstSentence(string message) => message.Split('\n', 2)[0].TrimEnd('.', ' ', '\r');

    private sealed class TooMuchException(int line, string message) : Exception(message)
    {
        public int Line { get; } = line;
    }
}
