using System.Globalization;
using System.Runtime.CompilerServices;

namespace TeamsAgent.Chat.Cards;

/// <summary>A piece of a sentence.</summary>
public abstract record Run
{
    private Run()
    {
    }

    /// <summary>Words of our own.</summary>
    public sealed record Fixed(string Text) : Run;

    /// <summary>Text from outside.</summary>
    public sealed record Data(Untrusted Text) : Run;

    /// <summary>A moment; a platform that prints times in its reader's zone does so.</summary>
    public sealed record Time(Moment At) : Run;
}

/// <summary>
/// A sentence, written as an interpolated string: the letters between the holes are ours, and whatever is put into a hole is text from
/// outside, unless its type says otherwise. A sentence cannot be made from a string, so nothing from outside can become our own words.
/// </summary>
[InterpolatedStringHandler]
public sealed class Sentence
{
    private readonly List<Run> _runs;

    /// <summary>Called by the compiler.</summary>
    public Sentence(int literalLength, int formattedCount) => _runs = new List<Run>((2 * formattedCount) + Math.Min(literalLength, 1));

    /// <summary>The pieces.</summary>
    public IReadOnlyList<Run> Runs => _runs;

    /// <summary>Whether all of it is ours.</summary>
    public bool IsFixed => _runs.TrueForAll(run => run is Run.Fixed);

    /// <summary>Nothing.</summary>
    public static Sentence None => new(0, 0);

    /// <summary>Sentences one after the other.</summary>
    public static Sentence Join(IEnumerable<Sentence> sentences, Sentence between)
    {
        var joined = new Sentence(0, 4);
        foreach (var (index, sentence) in sentences.Index())
        {
            joined.AppendFormatted(index == 0 ? None : between);
            joined.AppendFormatted(sentence);
        }

        return joined;
    }

    /// <summary>The sentence as plain text in one line; what is not decisive is cut at so many characters.</summary>
    public string Plain(int max = int.MaxValue) => string.Concat(_runs.Select(run => run switch
    {
        Run.Fixed ours => ours.Text,
        Run.Data data => data.Text.CutLine(max),
        Run.Time time => time.At.ToString(),
        _ => "",
    }));

    /// <summary>Called by the compiler.</summary>
    public void AppendLiteral(string value)
    {
        if (_runs is [.., Run.Fixed last])
        {
            _runs[^1] = new Run.Fixed(last.Text + value);
        }
        else if (value.Length > 0)
        {
            _runs.Add(new Run.Fixed(value));
        }
    }

    /// <summary>Text from outside.</summary>
    public void AppendFormatted(Untrusted value) => _runs.Add(new Run.Data(value));

    /// <summary>Any string is text from outside.</summary>
    public void AppendFormatted(string? value) => AppendFormatted(Untrusted.Of(value));

    /// <summary>A number of ours.</summary>
    public void AppendFormatted(int value) => AppendLiteral(value.ToString(CultureInfo.InvariantCulture));

    /// <summary>A moment.</summary>
    public void AppendFormatted(Moment value) => _runs.Add(new Run.Time(value));

    /// <summary>A sentence in a sentence.</summary>
    public void AppendFormatted(Sentence value)
    {
        foreach (var run in value.Runs)
        {
            if (run is Run.Fixed ours)
            {
                AppendLiteral(ours.Text);
            }
            else
            {
                _runs.Add(run);
            }
        }
    }

    /// <inheritdoc/>
    public override string ToString() => Plain();
}
