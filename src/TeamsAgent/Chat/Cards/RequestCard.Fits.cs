using System.Diagnostics.CodeAnalysis;
using System.Text.Encodings.Web;
using System.Text.Json;
using TeamsAgent.Domain.Plans;
using TeamsAgent.Words;

namespace TeamsAgent.Chat.Cards;

/// <content>What fits on a card.</content>
public static partial class RequestCard
{
    // A card may have 25 KB. What people decide by stands in its body and once more in its fallback, in the worst case as escapes;
    // the frame, the buttons and shortened rest need what is left.
    private const int Room = 12_000;
    private const int StepFrame = 700;
    private const int FactFrame = 230;

    /// <summary>
    /// Whether all that people decide by fits on a card: it is never cut, so a plan that does not fit must not be put up.
    /// </summary>
    /// <param name="plan">The plan.</param>
    /// <param name="why">If not, a sentence for the requester and the planner.</param>
    /// <param name="words">The requester's language.</param>
    public static bool Fits(Plan plan, [NotNullWhen(false)] out string? why, Language? words = null)
    {
        var needed = plan.Steps.Sum(SizeOf);
        why = needed <= Room
            ? null
            : (words ?? Language.English).Text(CardKey.TooLarge, ("needed", needed), ("room", Room));
        return why is null;
    }

    private static int SizeOf(PlanStep step) =>
        StepFrame + SizeOf(step.Summary) + SizeOf(step.Title, 80) + SizeOf(step.Provider, 40)
        + step.Facts.Where(fact => fact.Decisive).Sum(fact => FactFrame + SizeOf(fact.Label) + SizeOf(fact.Value));

    // Twice; where it is read as markup, every sign may have to be escaped, and what looks like a macro is broken up.
    private static int SizeOf(string text, int max = int.MaxValue)
    {
        var visible = Untrusted.Of(text).CutLine(max);
        var bytes = JsonEncodedText.Encode(visible, JavaScriptEncoder.UnsafeRelaxedJsonEscaping).EncodedUtf8Bytes.Length;
        return (2 * bytes) + (2 * visible.Count(IsSign)) + (40 * visible.AsSpan().Count("{{"));
    }

    private static bool IsSign(char c) => char.IsAscii(c) && !char.IsAsciiLetterOrDigit(c) && c != ' ';
}
