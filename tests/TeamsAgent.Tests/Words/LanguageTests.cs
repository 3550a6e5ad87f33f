using System.Globalization;
using TeamsAgent.Words;

namespace TeamsAgent.Tests.Words;

public sealed class LanguageTests
{
    [Theory]
    [InlineData("de", "de", "Genehmigen")]
    [InlineData("de-DE", "de-DE", "Genehmigen")]
    [InlineData("de-AT", "de-AT", "Genehmigen")]
    [InlineData("de_CH", "de-CH", "Genehmigen")]
    [InlineData("DE-de", "de-DE", "Genehmigen")]
    [InlineData("en", "en-GB", "Approve")]
    [InlineData("en-GB", "en-GB", "Approve")]
    [InlineData("en-US", "en-US", "Approve")]
    [InlineData("fr-FR", "en-GB", "Approve")]
    [InlineData("zh-Hant-TW", "en-GB", "Approve")]
    [InlineData("xx-YY", "en-GB", "Approve")]
    [InlineData("deutsch", "en-GB", "Approve")]
    [InlineData("d", "en-GB", "Approve")]
    [InlineData("", "en-GB", "Approve")]
    [InlineData(null, "en-GB", "Approve")]
    [InlineData("de-DE; DROP TABLE people", "en-GB", "Approve")]
    [InlineData("../../de", "en-GB", "Approve")]
    [InlineData("de\u0000", "en-GB", "Approve")]
    [InlineData("🦄", "en-GB", "Approve")]
    public void A_locale_leads_to_a_language_and_nonsense_to_English(string? locale, string culture, string approve)
    {
        var words = Language.Of(locale);

        Assert.Equal((culture, approve), (words.Culture.Name, words.Text(CardKey.Approve)));
    }

    [Fact]
    public void A_locale_of_any_length_and_any_letters_is_never_an_exception()
    {
        var random = new Random(41);
        for (var i = 0; i < 2000; i++)
        {
            var locale = string.Concat(Enumerable.Range(0, random.Next(60)).Select(_ => (char)random.Next(32, i % 2 == 0 ? 127 : 0x2FFF)));
            Assert.NotNull(Language.Of(locale).Text(CardKey.Approve));
        }

        Assert.NotNull(Language.Of(new string('d', 1_000_000)));
    }

    [Fact]
    public void Where_the_locale_is_none_of_ours_the_installations_language_counts()
    {
        var german = new WordsOptions { Language = "de-AT" };

        Assert.Equal("de-AT", german.Of(null).Culture.Name);
        Assert.Equal("de-AT", german.Of("fr-FR").Culture.Name);
        Assert.Equal("en-US", german.Of("en-US").Culture.Name);
        Assert.Equal("en-GB", new WordsOptions().Of("nonsense").Culture.Name);
        Assert.True(new WordsOptionsCheck().Validate(null, german).Succeeded);
        Assert.Equal("Chat:Language is “fr”, and there are no texts in that language. There are: en, de.", new WordsOptionsCheck().Validate(null, new WordsOptions { Language = "fr" }).FailureMessage);
    }

    [Fact]
    public void Numbers_of_things_are_written_as_the_language_writes_them_and_have_their_forms()
    {
        Assert.Equal("Body, 1,234,567 bytes", Language.English.Counted(DrawingKey.Body, 1_234_567));
        Assert.Equal("Body, 1 byte", Language.English.Counted(DrawingKey.Body, 1));
        Assert.Equal("Inhalt, 1.234.567 Bytes", Language.Of("de").Counted(DrawingKey.Body, 1_234_567));
        Assert.Equal("Inhalt, 1 Byte", Language.Of("de").Counted(DrawingKey.Body, 1));

        // What is no quantity is a name, and stays as it is.
        Assert.Equal("Sie haben keine Anfrage #1234. „meine anfragen“ zeigt Ihre.", Language.Of("de").Text(ChatKey.NoSuchRequest, ("number", 1234)));
    }

    [Fact]
    public void A_value_is_never_read_as_a_text()
    {
        Assert.Equal("Your chat account is linked to {help} {email}.", Language.English.Text(ChatKey.LinkedTo, ("email", "{help} {email}")));
    }

    [Fact]
    public void A_value_too_many_or_too_few_is_a_mistake_of_ours()
    {
        Assert.Throws<InvalidOperationException>(() => Language.English.Text(ChatKey.LinkedTo));
        Assert.Throws<InvalidOperationException>(() => Language.English.Text(ChatKey.LinkedTo, ("email", "a"), ("name", "b")));
        Assert.Throws<InvalidOperationException>(() => Language.English.Text(ChatKey.LinkedTo, ("mail", "a")));
    }

    [Fact]
    public void What_the_machine_is_set_to_does_not_matter()
    {
        var (culture, ui) = (CultureInfo.CurrentCulture, CultureInfo.CurrentUICulture);
        try
        {
            (CultureInfo.CurrentCulture, CultureInfo.CurrentUICulture) = (CultureInfo.GetCultureInfo("de-DE"), CultureInfo.GetCultureInfo("de-DE"));
            Assert.Equal("Withdraw", Language.English.Text(CardKey.Withdraw));
            Assert.Equal("Impact", Language.Of("en-US").Text(CardKey.Impact));
        }
        finally
        {
            (CultureInfo.CurrentCulture, CultureInfo.CurrentUICulture) = (culture, ui);
        }
    }
}
