using Microsoft.Extensions.Options;

namespace TeamsAgent.Words;

/// <summary>In which language people are written to who are not known to read one of ours.</summary>
public sealed class WordsOptions
{
    /// <summary>The settings' section: the language is a matter of the chat.</summary>
    public const string Section = "Chat";

    /// <summary>A language that there are texts in, with a region or without: <c>en</c>, <c>de</c>, <c>de-AT</c>.</summary>
    public string Language { get; set; } = "en";

    /// <summary>The language of a locale, or else this one.</summary>
    internal Language Of(string? locale) => Words.Language.Find(locale) ?? Words.Language.Of(Language);
}

/// <summary>A language that there are no texts in stops the start.</summary>
internal sealed class WordsOptionsCheck : IValidateOptions<WordsOptions>
{
    /// <inheritdoc/>
    public ValidateOptionsResult Validate(string? name, WordsOptions options) => Language.Find(options.Language) is null
        ? ValidateOptionsResult.Fail($"Chat:Language is “{options.Language}”, and there are no texts in that language. There are: {string.Join(", ", Language.All.Select(language => language.Code))}.")
        : ValidateOptionsResult.Success;
}
