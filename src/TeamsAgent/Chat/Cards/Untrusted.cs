using TeamsAgent.Text;

namespace TeamsAgent.Chat.Cards;

/// <summary>
/// Text that somebody outside wrote: a requester, a model, a provider, a chat profile. It reaches a card in its visible form alone: what
/// would be invisible, or would change how its surroundings look, is written out between ⟨ and ⟩ (which it cannot contain itself).
/// </summary>
public sealed class Untrusted
{
    private readonly string _raw;
    private string? _visible;
    private string? _line;
    private int? _length;

    private Untrusted(string raw, bool decisive) => (_raw, IsDecisive) = (raw, decisive);

    /// <summary>Whether people decide by it: it is never cut.</summary>
    public bool IsDecisive { get; }

    /// <summary>Whether there is nothing in it.</summary>
    public bool IsEmpty => string.IsNullOrWhiteSpace(_raw);

    /// <summary>How many characters it has, as they came.</summary>
    public int Length => _length ??= VisibleText.CountOf(_raw);

    /// <summary>The whole in its visible form, in lines.</summary>
    public string Visible => _visible ??= VisibleText.Of(_raw, asLine: false, int.MaxValue).Text;

    /// <summary>The whole in its visible form, in one line: a line break is ⏎.</summary>
    public string Line => _line ??= VisibleText.Of(_raw, asLine: true, int.MaxValue).Text;

    /// <summary>Takes text from outside.</summary>
    public static Untrusted Of(string? text) => new(text ?? "", decisive: false);

    /// <summary>Takes text from outside that people decide by.</summary>
    public static Untrusted Decisive(string? text) => new(text ?? "", decisive: true);

    /// <summary>The visible form in lines, cut with a visible mark at about so many characters; whole if it is decisive.</summary>
    public string Cut(int max) => IsDecisive ? Visible : VisibleText.Of(_raw, asLine: false, max).Marked;

    /// <summary>The visible form in one line, cut with a visible mark at about so many characters; whole if it is decisive.</summary>
    public string CutLine(int max) => IsDecisive || max == int.MaxValue ? Line : VisibleText.Of(_raw, asLine: true, max).Marked;

    /// <summary>The beginning of the visible form in lines, and how many characters of the whole it stands for.</summary>
    public (string Text, int Shown) Beginning(int max)
    {
        var visible = VisibleText.Of(_raw, asLine: false, max);
        return (visible.Text, Length - visible.Left);
    }

    /// <inheritdoc/>
    public override string ToString() => Line;
}
