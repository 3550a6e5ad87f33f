using System.Text.Json.Serialization;

namespace AdaptiveCards;

/// <summary>What people fill in. The checks are the client's; the server makes its own.</summary>
public abstract class AdaptiveInput : AdaptiveElement
{
    /// <summary>What it is for.</summary>
    [JsonPropertyOrder(-8)]
    public string? Label { get; set; }

    /// <summary>Whether it must be filled in.</summary>
    public bool IsRequired { get; set; }

    /// <summary>What is said when it is not filled in as it must be.</summary>
    public string? ErrorMessage { get; set; }
}

/// <summary>A text (<see href="https://adaptivecards.io/explorer/Input.Text.html"/>).</summary>
public sealed class AdaptiveTextInput : AdaptiveInput
{
    /// <inheritdoc/>
    [JsonPropertyOrder(-10)]
    public override string Type => "Input.Text";

    /// <summary>An example, or what to write.</summary>
    public string? Placeholder { get; set; }

    /// <summary>Whether it has more lines than one.</summary>
    public bool IsMultiline { get; set; }

    /// <summary>How many characters at most; zero for any.</summary>
    public int MaxLength { get; set; }

    /// <summary>What is in it at first.</summary>
    public string? Value { get; set; }
}

/// <summary>A choice (<see href="https://adaptivecards.io/explorer/Input.ChoiceSet.html"/>).</summary>
public sealed class AdaptiveChoiceSetInput : AdaptiveInput
{
    /// <inheritdoc/>
    [JsonPropertyOrder(-10)]
    public override string Type => "Input.ChoiceSet";

    /// <summary>How the choices are offered.</summary>
    public AdaptiveChoiceInputStyle Style { get; set; }

    /// <summary>Whether more than one may be chosen.</summary>
    public bool IsMultiSelect { get; set; }

    /// <summary>Whether long choices go on in the next line.</summary>
    public bool Wrap { get; set; }

    /// <summary>What is chosen at first.</summary>
    public string? Value { get; set; }

    /// <summary>The choices.</summary>
    public IList<AdaptiveChoice> Choices { get; set; } = [];
}

/// <summary>One choice of an <see cref="AdaptiveChoiceSetInput"/>.</summary>
public sealed class AdaptiveChoice
{
    /// <summary>What is read.</summary>
    public string Title { get; set; } = "";

    /// <summary>What comes back.</summary>
    public string Value { get; set; } = "";
}
