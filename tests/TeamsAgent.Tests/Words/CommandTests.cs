using TeamsAgent.Chat;
using TeamsAgent.Words;

namespace TeamsAgent.Tests.Words;

public sealed class CommandTests
{
    [Theory]
    [InlineData("help", typeof(ChatCommand.Help))]
    [InlineData("  HELP! ", typeof(ChatCommand.Help))]
    [InlineData("???", typeof(ChatCommand.Help))]
    [InlineData("hilfe", typeof(ChatCommand.Help))]
    [InlineData("Hallo!", typeof(ChatCommand.Help))]
    [InlineData("status", typeof(ChatCommand.Status))]
    [InlineData("my  requests", typeof(ChatCommand.MyRequests))]
    [InlineData("Meine Anfragen", typeof(ChatCommand.MyRequests))]
    [InlineData("waiting for me?", typeof(ChatCommand.WaitingForMe))]
    [InlineData("wartet auf mich", typeof(ChatCommand.WaitingForMe))]
    [InlineData("link", typeof(ChatCommand.Link))]
    [InlineData("verknüpfen", typeof(ChatCommand.Link))]
    [InlineData("VERKNUEPFEN", typeof(ChatCommand.Link))]
    [InlineData("unlink", typeof(ChatCommand.Unlink))]
    [InlineData("Verknüpfung lösen", typeof(ChatCommand.Unlink))]
    [InlineData("my accounts", typeof(ChatCommand.MyAccounts))]
    [InlineData("meine konten", typeof(ChatCommand.MyAccounts))]
    public void A_command_is_understood_in_every_language(string text, Type command) => Assert.IsType(command, ChatCommand.Read(text, personal: false));

    [Theory]
    [InlineData("ask me in Slack", "slack")]
    [InlineData("Frag mich in Teams.", "teams")]
    [InlineData("ask me anywhere", "*")]
    [InlineData("frag mich überall", "*")]
    [InlineData("ask me", "")]
    public void Somebody_says_where_to_be_asked(string text, string where) => Assert.Equal(new ChatCommand.AskMe(where), ChatCommand.Read(text, personal: false));

    [Fact]
    public void Where_else_is_an_ask() => Assert.IsType<ChatCommand.Ask>(ChatCommand.Read("ask me in an hour whether the build is green", personal: false));

    [Theory]
    [InlineData("withdraw #41", 41)]
    [InlineData("withdraw 41", 41)]
    [InlineData("Zurückziehen #41", 41)]
    [InlineData("zurueckziehen 41.", 41)]
    [InlineData("withdraw", null)]
    [InlineData("zurückziehen", null)]
    public void A_request_is_taken_back_by_its_number(string text, int? number) => Assert.Equal(new ChatCommand.Withdraw(number), ChatCommand.Read(text, personal: false));

    [Theory]
    [InlineData("connect GitHub", "github")]
    [InlineData("verbinde google calendar", "google calendar")]
    [InlineData("connect", "")]
    [InlineData("Verbinden", "")]
    public void An_account_is_connected_by_the_providers_name(string text, string provider) => Assert.Equal(new ChatCommand.Connect(provider), ChatCommand.Read(text, personal: false));

    [Theory]
    [InlineData("disconnect github", "github")]
    [InlineData("trenne github", "github")]
    [InlineData("trennen", "")]
    public void An_account_is_disconnected_by_the_providers_name(string text, string provider) => Assert.Equal(new ChatCommand.Disconnect(provider), ChatCommand.Read(text, personal: false));

    [Theory]
    [InlineData("hlep", "help")]
    [InlineData("hepl", "help")]
    [InlineData("my reqests", "my requests")]
    [InlineData("My Request", "my requests")]
    [InlineData("waitng for me", "waiting for me")]
    [InlineData("wating for me?", "waiting for me")]
    [InlineData("stauts", "status")]
    [InlineData("unlnik", "unlink")]
    [InlineData("my acounts", "my accounts")]
    [InlineData("witdraw 41", "withdraw #41")]
    [InlineData("withdrwa #41", "withdraw #41")]
    [InlineData("conect github", "connect github")]
    [InlineData("conect git", "connect github")]
    [InlineData("disconect github", "disconnect github")]
    [InlineData("hifle", "hilfe")]
    [InlineData("meine anfrgen", "meine anfragen")]
    [InlineData("verbinnde github", "verbinde github")]
    [InlineData("zurückzihen 41", "zurückziehen #41")]
    [InlineData("conect", "connect")]
    public void A_slip_is_asked_about(string text, string meant)
    {
        Assert.IsNotType<ChatCommand.Help>(ChatCommand.Read(text, personal: true));
        Assert.Equal(meant, CommandWords.Guess(text, Provider));
    }

    [Theory]
    [InlineData("hold the door")]
    [InlineData("help me open an issue in acme/web")]
    [InlineData("list my requests for leave in the calendar")]
    [InlineData("withdraw the offer to Acme")]
    [InlineData("withdraw 1250 EUR from the account")]
    [InlineData("contact github")]
    [InlineData("contact Ben")]
    [InlineData("conect the dots")]
    [InlineData("connect me with Ben please")]
    [InlineData("unlike this")]
    [InlineData("state of acme/web")]
    [InlineData("yes")]
    [InlineData("no")]
    [InlineData("ok")]
    [InlineData("approve")]
    [InlineData("transfer")]
    [InlineData("acme/web")]
    [InlineData("tomorrow at ten")]
    [InlineData("my regrets to the team")]
    [InlineData("wartet auf den Chef")]
    [InlineData("open an issue in acme/web: my reqests fail, and the status page says hlep")]
    [InlineData("👍")]
    [InlineData("")]
    public void An_ordinary_ask_is_left_to_the_agent(string text) => Assert.Null(CommandWords.Guess(text, Provider));

    [Fact]
    public void No_spelling_means_two_things()
    {
        var spellings = Language.All.SelectMany(language => Enum.GetValues<CommandKey>().SelectMany(command => language.Text(command).Split(',', StringSplitOptions.TrimEntries).Select(spelling => (spelling, command))));
        Assert.All(spellings.GroupBy(pair => pair.spelling), same => Assert.Single(same.Select(pair => pair.command).Distinct()));
    }

    [Fact]
    public void Help_names_the_commands_as_they_are_understood()
    {
        foreach (var language in Language.All)
        {
            var lines = language.Text(ChatKey.Help).Split('\n').Where(line => line.Contains(": ", StringComparison.Ordinal)).Select(line => line[..line.IndexOf(':', StringComparison.Ordinal)]).ToList();
            // “anywhere” is no command, but what may follow one.
            Assert.Equal(Enum.GetValues<CommandKey>().Length - 1, lines.Count);
            Assert.All(lines, line => Assert.IsNotType<ChatCommand.Ask>(ChatCommand.Read(line.Replace("<number>", "41", StringComparison.Ordinal).Replace("<Nummer>", "41", StringComparison.Ordinal)
                .Replace("<Teams or Slack>", "Teams", StringComparison.Ordinal).Replace("<Teams oder Slack>", "Teams", StringComparison.Ordinal), personal: false)));
        }
    }

    // “Send “link””: what a text tells somebody to write has to be understood.
    [Fact]
    public void Every_command_that_a_text_quotes_is_understood()
    {
        foreach (var (code, texts) in WordsFiles.All)
        {
            var quoted = texts.Where(text => !text.Key.StartsWith("Policy.", StringComparison.Ordinal))
                .SelectMany(text => System.Text.RegularExpressions.Regex.Matches(text.Value, code == "de" ? "„([^“]+)“" : "“([^”]+)”").Select(match => match.Groups[1].Value))
                .Where(words => words is not ("{command}" or "{group}" or "Details" or "Einzelheiten" or "Basic Information" or "Apps")).Distinct().ToList();
            Assert.NotEmpty(quoted);
            Assert.All(quoted, words => Assert.IsNotType<ChatCommand.Ask>(ChatCommand.Read(words.Replace("{number}", "41", StringComparison.Ordinal).Replace("{provider}", "github", StringComparison.Ordinal).Replace("{platform}", "Slack", StringComparison.Ordinal), personal: false)));
        }
    }

    private static string? Provider(string words) => "github".StartsWith(words.ToLowerInvariant(), StringComparison.Ordinal) && words.Length >= 3 ? "github" : null;
}
