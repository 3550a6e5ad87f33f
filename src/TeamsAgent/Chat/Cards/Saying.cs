using TeamsAgent.Words;

namespace TeamsAgent.Chat.Cards;

/// <summary>
/// Makes sentences from the texts of a language: the letters of the text are ours, and whatever is put into its places stays what it is.
/// </summary>
public static class Saying
{
    /// <summary>A text as a sentence, with its values put in.</summary>
    public static Sentence Say<TKey>(this Language words, TKey key, params ReadOnlySpan<(string Name, Part Part)> parts)
        where TKey : struct, Enum => Fill(words.Template(key), parts);

    /// <summary>A text about a number of things, which goes into it as <c>{count}</c>.</summary>
    public static Sentence SayCounted<TKey>(this Language words, TKey key, int count, params ReadOnlySpan<(string Name, Part Part)> parts)
        where TKey : struct, Enum
    {
        var number = Sentence.None;
        number.AppendLiteral(words.Number(count));
        return Fill(words.Template(key, count), [("count", number), .. parts]);
    }

    private static Sentence Fill(Template template, ReadOnlySpan<(string Name, Part Part)> parts)
    {
        template.Check(NamesOf(parts));
        var sentence = new Sentence(1, template.Pieces.Count);
        foreach (var piece in template.Pieces)
        {
            if (piece.IsPlace)
            {
                sentence.AppendFormatted(Find(parts, piece.Text));
            }
            else
            {
                sentence.AppendLiteral(piece.Text);
            }
        }

        return sentence;
    }

    private static string[] NamesOf(ReadOnlySpan<(string Name, Part Part)> parts)
    {
        var names = new string[parts.Length];
        for (var i = 0; i < parts.Length; i++)
        {
            names[i] = parts[i].Name;
        }

        return names;
    }

    private static Sentence Find(ReadOnlySpan<(string Name, Part Part)> parts, string name)
    {
        foreach (var (candidate, part) in parts)
        {
            if (candidate == name)
            {
                return part.Sentence;
            }
        }

        return Sentence.None;
    }
}

/// <summary>What is put into a place of a text. Any string is text from outside.</summary>
public readonly struct Part
{
    private readonly Sentence? _sentence;

    private Part(Sentence sentence) => _sentence = sentence;

    internal Sentence Sentence => _sentence ?? Sentence.None;

    /// <summary>A sentence in a sentence.</summary>
    public static implicit operator Part(Sentence sentence) => new(sentence);

    /// <summary>Text from outside.</summary>
    public static implicit operator Part(Untrusted text) => new($"{text}");

    /// <summary>Any string is text from outside.</summary>
    public static implicit operator Part(string? text) => new($"{text}");

    /// <summary>A moment.</summary>
    public static implicit operator Part(Moment moment) => new($"{moment}");

    /// <summary>A number as it is: a request's, a step's.</summary>
    public static implicit operator Part(int number) => new($"{number}");
}
