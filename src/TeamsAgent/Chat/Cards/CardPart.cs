using TeamsAgent.Domain.Outcomes;
using TeamsAgent.Domain.Plans;

namespace TeamsAgent.Chat.Cards;

/// <summary>One kind of content.</summary>
public abstract record CardPart
{
    private CardPart()
    {
    }

    /// <summary>What has become of the matter, in a few words of ours, and its number.</summary>
    public sealed record Status(CardTone Tone, Sentence Text, Sentence Number) : CardPart;

    /// <summary>What it is about.</summary>
    public sealed record Heading(Sentence Text) : CardPart;

    /// <summary>A sentence or two.</summary>
    public sealed record Say(Sentence Text, CardTone Tone = CardTone.Plain) : CardPart;

    /// <summary>Somebody's words, in lines as they were written, and who said them.</summary>
    public sealed record Quote(Sentence Lead, Untrusted Text) : CardPart;

    /// <summary>People who are notified, and what is said to them.</summary>
    public sealed record Mentions(IReadOnlyList<Mention> People, Sentence Text) : CardPart;

    /// <summary>Names and values.</summary>
    public sealed record Facts(IReadOnlyList<CardFact> Rows) : CardPart;

    /// <summary>What a token will be allowed to do.</summary>
    public sealed record Scopes(IReadOnlyList<ScopeNeed> Needs) : CardPart;

    /// <summary>How much it can hurt, and why it is judged so.</summary>
    public sealed record RiskBadge(Risk Risk, Sentence Why) : CardPart;

    /// <summary>How far each step is.</summary>
    public sealed record Progress(IReadOnlyList<ProgressLine> Lines) : CardPart;

    /// <summary>A call to the byte.</summary>
    public sealed record ExactCall(Sentence Lead, SealedCall Call) : CardPart;

    /// <summary>Parts that belong together: a step of the plan, or the terms of the decision.</summary>
    public sealed record Group(IReadOnlyList<CardPart> Parts) : CardPart;

    /// <summary>Parts that are folded away until somebody asks for them.</summary>
    public sealed record Detail(string Id, IReadOnlyList<CardPart> Parts) : CardPart;

    /// <summary>A choice that goes along with the buttons.</summary>
    public sealed record Choice(string InputId, Sentence Label, IReadOnlyList<ChoiceOption> Options) : CardPart;
}

/// <summary>A name and a value. What is not decisive may be cut or left out where there is no room.</summary>
public sealed record CardFact(Sentence Label, Sentence Value)
{
    /// <summary>Whether people decide by it.</summary>
    public bool IsDecisive { get; init; }
}

/// <summary>A person to notify.</summary>
/// <param name="Name">The name as the platform knows it.</param>
/// <param name="UserId">The platform's id of the person.</param>
public sealed record Mention(string Name, string UserId);

/// <summary>How far one step is, in words.</summary>
public sealed record ProgressLine(StepProgress Progress, Sentence Text);

/// <summary>One of several to choose.</summary>
/// <param name="Value">What comes back.</param>
/// <param name="Title">What is read.</param>
public sealed record ChoiceOption(string Value, Untrusted Title);
