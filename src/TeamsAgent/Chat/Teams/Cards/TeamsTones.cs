using AdaptiveCards;
using TeamsAgent.Chat.Cards;
using TeamsAgent.Domain.Outcomes;
using TeamsAgent.Domain.Plans;
using TeamsAgent.Words;

namespace TeamsAgent.Chat.Teams.Cards;

/// <summary>What tones look like. A sign or a word always says the same as the colour.</summary>
internal static class TeamsTones
{
    public static AdaptiveContainerStyle Background(CardTone tone) => tone switch
    {
        CardTone.Active => AdaptiveContainerStyle.Accent,
        CardTone.Good => AdaptiveContainerStyle.Good,
        CardTone.Warning => AdaptiveContainerStyle.Warning,
        CardTone.Bad => AdaptiveContainerStyle.Attention,
        _ => AdaptiveContainerStyle.Emphasis,
    };

    public static string Sign(CardTone tone) => tone switch
    {
        CardTone.Active => "● ",
        CardTone.Good => "✓ ",
        CardTone.Warning => "▲ ",
        CardTone.Bad => "✕ ",
        _ => "",
    };

    public static TextLook Look(CardTone tone) => tone switch
    {
        CardTone.Quiet => TextLook.Quiet,
        CardTone.Strong => TextLook.Bold,
        CardTone.Active => new TextLook { Color = AdaptiveTextColor.Accent },
        CardTone.Good => new TextLook { Color = AdaptiveTextColor.Good },
        CardTone.Bad => new TextLook { Color = AdaptiveTextColor.Attention },
        _ => TextLook.Plain,
    };

    public static AdaptiveTextColor Color(Risk risk) => risk switch
    {
        Risk.Low => AdaptiveTextColor.Good,
        Risk.Medium => AdaptiveTextColor.Default,
        _ => AdaptiveTextColor.Attention,
    };

    public static string Word(Risk risk, Language words) => $"{(risk >= Risk.High ? "▲ " : "")}{words.Beginning(risk)}. ";

    public static (string Sign, AdaptiveTextColor Color) Of(StepProgress progress) => progress switch
    {
        StepProgress.Succeeded => ("✓ ", AdaptiveTextColor.Good),
        StepProgress.Failed => ("✕ ", AdaptiveTextColor.Attention),
        StepProgress.Unknown => ("▲ ", AdaptiveTextColor.Default),
        StepProgress.Claimed or StepProgress.Sending => ("● ", AdaptiveTextColor.Accent),
        _ => ("○ ", AdaptiveTextColor.Default),
    };
}
