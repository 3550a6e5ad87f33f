using System.Text.Json;
using System.Text.Json.Serialization;

namespace AdaptiveCards;

/// <summary>Colours by meaning; the host chooses them for its theme.</summary>
[JsonConverter(typeof(CamelCase<AdaptiveTextColor>))]
public enum AdaptiveTextColor
{
    /// <summary>As the surroundings.</summary>
    Default,

    /// <summary>Darker.</summary>
    Dark,

    /// <summary>Lighter.</summary>
    Light,

    /// <summary>Highlighted.</summary>
    Accent,

    /// <summary>Positive.</summary>
    Good,

    /// <summary>Look out.</summary>
    Warning,

    /// <summary>Bad or dangerous.</summary>
    Attention,
}

/// <summary>Sizes of text.</summary>
[JsonConverter(typeof(CamelCase<AdaptiveTextSize>))]
public enum AdaptiveTextSize
{
    /// <summary>As the surroundings.</summary>
    Default,

    /// <summary>Small.</summary>
    Small,

    /// <summary>Medium.</summary>
    Medium,

    /// <summary>Large.</summary>
    Large,

    /// <summary>Larger still.</summary>
    ExtraLarge,
}

/// <summary>Weights of text.</summary>
[JsonConverter(typeof(CamelCase<AdaptiveTextWeight>))]
public enum AdaptiveTextWeight
{
    /// <summary>As the surroundings.</summary>
    Default,

    /// <summary>Light.</summary>
    Lighter,

    /// <summary>Bold.</summary>
    Bolder,
}

/// <summary>Kinds of letters.</summary>
[JsonConverter(typeof(CamelCase<AdaptiveFontType>))]
public enum AdaptiveFontType
{
    /// <summary>As the host writes.</summary>
    Default,

    /// <summary>All of one width.</summary>
    Monospace,
}

/// <summary>What a text block is to a screen reader.</summary>
[JsonConverter(typeof(CamelCase<AdaptiveTextBlockStyle>))]
public enum AdaptiveTextBlockStyle
{
    /// <summary>A paragraph.</summary>
    Default,

    /// <summary>A heading.</summary>
    Heading,
}

/// <summary>The space above an element.</summary>
[JsonConverter(typeof(CamelCase<AdaptiveSpacing>))]
public enum AdaptiveSpacing
{
    /// <summary>As the host likes it.</summary>
    Default,

    /// <summary>None.</summary>
    None,

    /// <summary>Small.</summary>
    Small,

    /// <summary>Medium.</summary>
    Medium,

    /// <summary>Large.</summary>
    Large,

    /// <summary>Larger still.</summary>
    ExtraLarge,

    /// <summary>The host's own padding.</summary>
    Padding,
}

/// <summary>Backgrounds by meaning.</summary>
[JsonConverter(typeof(CamelCase<AdaptiveContainerStyle>))]
public enum AdaptiveContainerStyle
{
    /// <summary>As the surroundings.</summary>
    Default,

    /// <summary>Set off a little.</summary>
    Emphasis,

    /// <summary>Positive.</summary>
    Good,

    /// <summary>Bad or dangerous.</summary>
    Attention,

    /// <summary>Look out.</summary>
    Warning,

    /// <summary>Highlighted.</summary>
    Accent,
}

/// <summary>Where content stands in a line.</summary>
[JsonConverter(typeof(CamelCase<AdaptiveHorizontalAlignment>))]
public enum AdaptiveHorizontalAlignment
{
    /// <summary>At the start.</summary>
    Left,

    /// <summary>In the middle.</summary>
    Center,

    /// <summary>At the end.</summary>
    Right,
}

/// <summary>Where content stands from top to bottom.</summary>
[JsonConverter(typeof(CamelCase<AdaptiveVerticalContentAlignment>))]
public enum AdaptiveVerticalContentAlignment
{
    /// <summary>At the top.</summary>
    Top,

    /// <summary>In the middle.</summary>
    Center,

    /// <summary>At the bottom.</summary>
    Bottom,
}

/// <summary>How choices are offered.</summary>
[JsonConverter(typeof(CamelCase<AdaptiveChoiceInputStyle>))]
public enum AdaptiveChoiceInputStyle
{
    /// <summary>A list that opens.</summary>
    Compact,

    /// <summary>All of them at once.</summary>
    Expanded,
}

/// <summary>Where an action is offered.</summary>
[JsonConverter(typeof(CamelCase<AdaptiveActionMode>))]
public enum AdaptiveActionMode
{
    /// <summary>As a button.</summary>
    Primary,

    /// <summary>In the menu behind the buttons.</summary>
    Secondary,
}

/// <summary>Which inputs an action takes along.</summary>
[JsonConverter(typeof(CamelCase<AdaptiveAssociatedInputs>))]
public enum AdaptiveAssociatedInputs
{
    /// <summary>All of the card and its parents; they are validated first.</summary>
    Auto,

    /// <summary>None.</summary>
    None,
}

internal sealed class CamelCase<T>() : JsonStringEnumConverter<T>(JsonNamingPolicy.CamelCase, allowIntegerValues: false)
    where T : struct, Enum;
