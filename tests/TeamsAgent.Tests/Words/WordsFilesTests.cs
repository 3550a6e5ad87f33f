using System.Text.RegularExpressions;
using TeamsAgent.Tests.Conventions;
using TeamsAgent.Words;

namespace TeamsAgent.Tests.Words;

/// <summary>The files with the texts: complete, alike, used.</summary>
public sealed partial class WordsFilesTests
{
    private static readonly string Code = string.Join('\n', Source.Files("src/TeamsAgent").Where(file => !file.Path.StartsWith("src/TeamsAgent/Words/", StringComparison.Ordinal))
        .Concat(Source.Files("src/TeamsAgent.Domain")).Select(file => file.Text));

    public static TheoryData<string> Languages => [.. WordsFiles.All.Keys];

    [Fact]
    public void There_is_a_file_for_every_language_and_a_language_for_every_file() =>
        Assert.Equal(WordsFiles.All.Keys.Order(StringComparer.Ordinal), Language.All.Select(language => language.Code).Order(StringComparer.Ordinal));

    [Theory]
    [MemberData(nameof(Languages))]
    public void Every_file_has_the_same_entries_with_the_same_places_and_none_is_empty(string code)
    {
        var texts = WordsFiles.All[code];
        Assert.Equal(WordsFiles.English.Keys.Order(StringComparer.Ordinal), texts.Keys.Order(StringComparer.Ordinal));
        Assert.All(texts, text => Assert.False(string.IsNullOrWhiteSpace(text.Value), text.Key));
        Assert.All(texts, text => Assert.Equal(WordsFiles.PlacesIn(WordsFiles.English[text.Key]), WordsFiles.PlacesIn(text.Value)));

        // What stands between two pieces stays there: “ and ” without its spaces would glue them together.
        Assert.All(texts, text => Assert.Equal(WordsFiles.English[text.Key].StartsWith(' '), text.Value.StartsWith(' ')));
        Assert.All(texts, text => Assert.Equal(WordsFiles.English[text.Key].EndsWith(' '), text.Value.EndsWith(' ')));
    }

    [Fact]
    public void Every_entry_has_its_key_and_every_key_its_entry()
    {
        var keys = WordsFiles.Enums.SelectMany(type => Enum.GetNames(type).Select(member => $"{Keys.Prefix(type)}.{member}"));
        Assert.Equal(keys.Order(StringComparer.Ordinal), WordsFiles.English.Keys.Select(WordsFiles.KeyOf).Distinct().Order(StringComparer.Ordinal));
    }

    [Fact]
    public void A_text_about_a_number_has_both_forms_and_both_name_it()
    {
        var forms = WordsFiles.English.Keys.Where(entry => WordsFiles.KeyOf(entry) != entry).GroupBy(WordsFiles.KeyOf).ToList();
        Assert.NotEmpty(forms);
        Assert.All(forms, form => Assert.Equal([form.Key + ".one", form.Key + ".other"], form.Order(StringComparer.Ordinal)));
        Assert.All(forms, form => Assert.DoesNotContain(form.Key, WordsFiles.English.Keys));
        Assert.All(WordsFiles.All.Values, texts => Assert.All(forms.SelectMany(form => form), entry => Assert.Contains("{count}", texts[entry], StringComparison.Ordinal)));
    }

    [Fact]
    public void Every_key_of_ours_is_used()
    {
        var unused = WordsFiles.Enums.Where(type => type.Name.EndsWith("Key", StringComparison.Ordinal) && type != typeof(PolicyKey) && type != typeof(CommandKey))
            .SelectMany(type => Enum.GetNames(type).Where(member => !Regex.IsMatch(Code, $@"\b{type.Name}\.{member}\b") && !Code.Contains($"\"{Keys.Prefix(type)}.{member}\"", StringComparison.Ordinal))
                .Select(member => $"{type.Name}.{member}"));
        Assert.Empty(unused);
    }

    [Fact]
    public void What_the_domain_tells_by_a_key_has_its_text()
    {
        var named = Told().Matches(Code).Select(match => match.Groups[1].Value).ToList();
        var known = WordsFiles.English.Keys.ToHashSet(StringComparer.Ordinal);
        Assert.True(named.Count >= 6);
        Assert.All(named.Where(name => !name.Contains('{', StringComparison.Ordinal)), name => Assert.Contains(name, known));
        Assert.All(Enum.GetNames<Domain.Plans.Risk>(), risk => Assert.Contains($"Policy.Default{risk}", known));
        Assert.All(Enum.GetNames<Domain.Plans.Risk>(), risk => Assert.Contains($"Policy.Of{risk}", known));
        Assert.All(Enum.GetNames<Domain.Plans.Risk>().Skip(1), risk => Assert.Contains($"Policy.RaisedTo{risk}", known));
    }

    [Fact]
    public void German_is_written_as_German()
    {
        Assert.All(WordsFiles.All["de"], text => Assert.DoesNotContain('”', text.Value));
        Assert.All(WordsFiles.All["de"], text => Assert.Equal(text.Value.Count(c => c == '„'), text.Value.Count(c => c == '“')));
        Assert.All(WordsFiles.All["de"], text => Assert.DoesNotMatch(@"\b(the|your|with|has|please|you|and|not|is)\b", text.Value));

        // What is the same word in both.
        string[] same = ["{", "Name", "Plan", "status", "Status", "Details"];
        var untranslated = WordsFiles.English.Where(text => text.Value.Count(char.IsLetter) > 12 && WordsFiles.All["de"][text.Key] == text.Value && !same.Any(word => text.Value.StartsWith(word, StringComparison.Ordinal)));
        Assert.DoesNotContain(untranslated, text => WordsFiles.PlacesIn(text.Value).Sum(place => place.Length) < text.Value.Length / 2);
    }

    [Theory]
    [MemberData(nameof(Languages))]
    public void Every_refusal_is_a_sentence_that_names_the_next_step(string code)
    {
        var words = Language.Of(code);
        Assert.All(Enum.GetValues<Domain.Requests.Refusal>(), refusal => Assert.EndsWith(".", words.Text(refusal), StringComparison.Ordinal));

        // Where to look, what to press, whom to ask.
        var next = code == "en"
            ? @"card|Press|Send|ask|[Aa]sk again|has to log in|can reject"
            : @"Karte|Drücken|Senden|fragen|Fragen|Anmelden muss|können Sie";
        Assert.All(Enum.GetValues<Domain.Requests.Refusal>(), refusal => Assert.Matches(next, words.Text(refusal)));
    }

    [GeneratedRegex(@"Told\.Of\(\$?""([^""]+)""")]
    private static partial Regex Told();
}
