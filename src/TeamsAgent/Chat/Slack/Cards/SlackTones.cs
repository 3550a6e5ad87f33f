using TeamsAgent.Chat.Cards;
using TeamsAgent.Domain.Outcomes;
using TeamsAgent.Domain.Plans;
using TeamsAgent.Words;

namespace TeamsAgent.Chat.Slack.Cards;

/// <summary>What tones look like: a sign, and always a word with it.</summary>
internal static class SlackTones
{
    public static string Sign(CardTone tone) => tone switch
    {
        CardTone.Active => "● ",
        CardTone.Good => "✓ ",
        CardTone.Warning => "▲ ",
        CardTone.Bad => "✕ ",
        _ => "",
    };

    public static Look Of(CardTone tone) => tone is CardTone.Strong or CardTone.Warning or CardTone.Bad ? Look.Bold : Look.Plain;

    public static string Word(Risk risk, Language words) => $"{(risk >= Risk.High ? "▲ " : "")}{words.Beginning(risk)}. ";

    public static string Sign(StepProgress progress) => progress switch
    {
        StepProgress.Succeeded => "✓ ",
        StepProgress.Failed => "✕ ",
        StepProgress.Unknown => "▲ ",
        StepProgress.Claimed or StepProgress.Sending => "● ",
        _ => "○ ",
    };
}
