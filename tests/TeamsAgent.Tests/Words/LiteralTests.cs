using System.Text.RegularExpressions;
using TeamsAgent.Tests.Conventions;

namespace TeamsAgent.Tests.Words;

/// <summary>What people read stands in the files with the texts; in the code that shows it there is none of it.</summary>
public sealed partial class LiteralTests
{
    private static readonly string[] Rooms =
    [
        "src/TeamsAgent/Chat/", "src/TeamsAgent/Identity/", "src/TeamsAgent/Execution/", "src/TeamsAgent/Planning/", "src/TeamsAgent/Requests/",
    ];

    // Read by operators, by the model, or by another program: logs, settings, audit, vendors' errors, the wire.
    private static readonly string[] NotForPeople =
    [
        "Options.cs", "OptionsCheck.cs", "/Log.cs", "/Credentials/", "/Auth0/", "/Tokens/", "/Prompts/", "/Model/", "StepReports.cs", "/Sockets/", "/Web/", "ConnectorErrors.cs", "PublicAddress.cs",
        "/SlackEventReader.cs", "/SlackInteractionReader.cs", "/SlackDoor.cs", "/SlackLookUp.cs", "/TeamsLookUp.cs", "/SlackTokenRefresh.cs", "/SlackResponder.cs", "/Sending/", "/TeamsChannel.cs",
        "/IdentityOptions.cs", "/PageHeaders.cs", "/SlackScopes.cs", "/SlackOwnWorkspace.cs", "/SlackSelfTest.cs", "/Prompt.cs", "/TeamsAuthentication.cs",
    ];

    [Fact]
    public void No_sentence_for_people_is_left_in_the_code()
    {
        var strays = Source.Files("src/TeamsAgent")
            .Where(file => Rooms.Any(room => file.Path.StartsWith(room, StringComparison.Ordinal)) && !NotForPeople.Any(part => file.Path.Contains(part, StringComparison.Ordinal)))
            .SelectMany(file => Lines(file.Text).Where(line => !IsForOthers(line.Text)).SelectMany(line => Literal().Matches(line.Text).Select(match => match.Groups[1].Value)
                .Where(IsSentence).Select(literal => $"{file.Path}:{line.Number}: {literal}")))
            .ToList();
        Assert.True(strays.Count == 0, string.Join('\n', strays));
    }

    private static IEnumerable<(int Number, string Text)> Lines(string text) => text.Split('\n').Select((line, index) => (index + 1, line))
        .Where(line => !line.line.TrimStart().StartsWith("//", StringComparison.Ordinal));

    private static bool IsForOthers(string line) => Others().IsMatch(line);

    // Two words with a space between them, after what is put in and what is markup are taken out.
    private static bool IsSentence(string literal) => Words().IsMatch(Markup().Replace(Hole().Replace(literal, " "), " "));

    [GeneratedRegex(@"(?<!')""((?:[^""\\]|\\.)*)""")]
    private static partial Regex Literal();

    [GeneratedRegex(@"\{[^{}]*\}")]
    private static partial Regex Hole();

    [GeneratedRegex(@"<[^<>]*>|&#?\w+;")]
    private static partial Regex Markup();

    [GeneratedRegex(@"[A-Za-z]{3,} [a-zA-Z]{2,}")]
    private static partial Regex Words();

    [GeneratedRegex(@"throw new|: Exception\(|Exception\(\$?""|AuditEntry\(|\.Audit\(|Entry\(""|Log\.|\[Range|ErrorMessage|new ChatResult\.|new PrivateChat\.Closed|new ChatAccount\.|""openid|Header|TryAgain|new Blockers\.Later|new Later\(|SlackRead\.|NotKnown\(""|InvokeAnswer\.BadRequest|const string (NobodyKnows|NotThere|SenderIsGone)|ReadWrong|Validate|CommandText|SELECT |UPDATE |INSERT |PRAGMA |Event\(EventKind|SlackStanding\.MayNot\(|PressedCard\.Altered\(|card-altered|color-scheme|did not succeed|TicketKind\.\w+ => ""A login", RegexOptions.CultureInvariant)]
    private static partial Regex Others();
}
