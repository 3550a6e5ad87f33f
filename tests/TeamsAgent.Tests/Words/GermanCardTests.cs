using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using TeamsAgent.Chat.Cards;
using TeamsAgent.Chat.Slack;
using TeamsAgent.Chat.Slack.Cards;
using TeamsAgent.Chat.Teams.Cards;
using TeamsAgent.Domain.Outcomes;
using TeamsAgent.Domain.Plans;
using TeamsAgent.Domain.Policies;
using TeamsAgent.Domain.Requests;
using TeamsAgent.Tests.Chat.Cards;
using TeamsAgent.Tests.Conventions;
using TeamsAgent.Words;
using static TeamsAgent.Tests.Chat.Cards.SomeCard;

namespace TeamsAgent.Tests.Words;

/// <summary>Cards as a German reader sees them, each as it was once looked at and found good. TEAMSAGENT_WRITE_GOLDEN=1 writes the files anew.</summary>
public sealed partial class GermanCardTests
{
    private static readonly JsonSerializerOptions Readable = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, NewLine = "\n" };
    private static readonly CultureInfo Culture = CultureInfo.GetCultureInfo("de-DE");

    private static readonly Dictionary<string, Card> Cards = new()
    {
        ["waiting-critical"] = German(OfDefault(Waiting(new Plan([Transfer()], ["List issues in acme/web"]), Level.StepUp, asked: "@TeamsAgent zahle Rechnung 2026-0117")), Context with
        {
            RejectedLately = new RejectedLately(38, "Ben Weber", Monday.AddMinutes(-9)),
        }),
        ["blocked"] = German(Blocked(ExecutionKey.NotConnected.Tell(("provider", "GitHub"))), Context),
        ["running-second-of-three"] = German(Waiting(Issue(), Meeting(), Transfer()).ApprovedBy(Ben).Ran(OutcomeKind.Succeeded, "Issue #12 was opened.").Sending(), Context),
        ["failed"] = German(Failed(ExecutionKey.NotFound.Outcome(OutcomeKind.Failed, 404, Monday, ("provider", "GitHub"), ("status", 404), ("cause", " Not Found"))), Context),
        ["step-up"] = StepUpCard.Of(
            CardStates.Requests["waiting-for-step-up"].Request, new Uri("https://agent.contoso.example/step-up/s_1"), Monday.AddMinutes(24), Context with { Culture = Culture }),
    };

    public static TheoryData<string> Names => [.. Cards.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void Card_in_Teams_is_the_one_that_was_looked_at(string name) => Compare(name + ".teams.json", TeamsCardRenderer.Render(Cards[name]).ToJson());

    [Theory]
    [MemberData(nameof(Names))]
    public void Card_in_Slack_is_the_one_that_was_looked_at(string name)
    {
        var message = SlackCardRenderer.Render(Cards[name]);
        Compare(name + ".slack.json", new JsonObject { ["text"] = message.Text, ["blocks"] = message.Blocks, ["details"] = SlackViews.DetailsView(Cards[name], 41) }.ToJsonString());
    }

    // Everything but what somebody else wrote: the same card in English, with the same data, shares no sentence of ours with it.
    [Theory]
    [MemberData(nameof(CardStates.RequestNames), MemberType = typeof(CardStates))]
    public void No_English_is_left_on_a_German_card(string name)
    {
        var (request, context) = CardStates.Requests[name];
        var english = Ours(RequestCard.Of(request, context)).ToHashSet(StringComparer.Ordinal);
        var german = Ours(RequestCard.Of(request, context with { Culture = Culture })).Where(text => text.Count(char.IsLetter) > 3);

        Assert.DoesNotContain(german, text => english.Contains(text) && text is not "Plan");
    }

    [Fact]
    public void What_is_kept_by_its_key_is_told_to_each_in_their_language_and_its_values_stay_data()
    {
        var outcome = ExecutionKey.NotFound.Outcome(OutcomeKind.Failed, 404, Monday, ("provider", "**Git**"), ("status", 404), ("cause", " {provider}"));

        Assert.Equal("**Git** did not find it (404). {provider}", outcome.Sentence);
        Assert.Equal(outcome.Sentence, Language.English.Say(outcome.Told, outcome.Sentence).Plain());
        var german = Language.Of("de").Say(outcome.Told, outcome.Sentence);
        Assert.Equal("**Git** hat es nicht gefunden (404). {provider}", german.Plain());
        Assert.Equal(3, german.Runs.Count(run => run is Run.Data));

        Assert.Equal("the sentence", Language.Of("de").Say(null, "the sentence").Plain());
        Assert.Equal("the sentence", Language.Of("de").Say(new Told("Card.Approve", new Dictionary<string, string>()), "the sentence").Plain());
        Assert.Equal("the sentence", Language.Of("de").Say(new Told("Execution.NotFound", new Dictionary<string, string>()), "the sentence").Plain());
        Assert.Equal("the sentence", Language.Of("de").Text(new Told("Execution.Nonsense", new Dictionary<string, string>()), "the sentence"));
        Assert.Equal(
            "Es wurde gesendet, die Antwort ging verloren, und es wird nicht noch einmal gesendet. Es war schon einmal gesendet worden und kann damals geschehen sein.",
            Language.Of("de").Text(Told.Of("Execution.AnswerLost") with { Then = Told.Of("Execution.SentBefore") }, ""));
    }

    private static Card German(ApprovalRequest request, CardContext context) => RequestCard.Of(request, context with { Culture = Culture });

    private static ApprovalRequest OfDefault(ApprovalRequest request)
    {
        var tree = request.Verdict.Tree;
        VerdictNode Default(VerdictNode node) => node with { RuleTold = Told.Of("Policy.DefaultCritical"), WhyTold = Told.Of("Policy.OfCritical", "title", request.Plan.Steps[0].Title) };
        return request with { Verdict = request.Verdict with { Tree = Default(tree) with { Children = [.. tree.Children.Select(Default)] } } };
    }

    private static ApprovalRequest Blocked((string Sentence, Told Told) why)
    {
        var request = Waiting(Issue()).ApprovedBy(Ben).BlockedBy(BlockerKind.NotConnected, why.Sentence);
        return request with { Blocker = request.Blocker! with { Told = why.Told } };
    }

    private static ApprovalRequest Failed(Outcome outcome)
    {
        var request = Waiting(Issue()).ApprovedBy(Ben).Ran(OutcomeKind.Failed, outcome.Sentence);
        return request with { Steps = [request.Steps[0] with { Outcome = outcome }] };
    }

    private static IEnumerable<string> Ours(Card card) => card.Parts.SelectMany(Sentences).SelectMany(sentence => sentence.Runs).OfType<Run.Fixed>().Select(run => run.Text.Trim())
        .Concat(card.Buttons.Select(button => button.Title));

    private static IEnumerable<Sentence> Sentences(CardPart part) => part switch
    {
        CardPart.Status status => [status.Text],
        CardPart.Heading heading => [heading.Text],
        CardPart.Say say => [say.Text],
        CardPart.Quote quote => [quote.Lead],
        CardPart.Mentions mentions => [mentions.Text],
        CardPart.Facts facts => facts.Rows.SelectMany(row => new[] { row.Label, row.Value }),
        CardPart.Progress progress => progress.Lines.Select(line => line.Text),
        CardPart.ExactCall call => [call.Lead],
        CardPart.Group group => group.Parts.SelectMany(Sentences),
        CardPart.Detail detail => detail.Parts.SelectMany(Sentences),
        _ => [],
    };

    private static void Compare(string name, string drawn)
    {
        var json = Hash().Replace(JsonNode.Parse(drawn)!.ToJsonString(Readable) + "\n", hash => hash.Length switch { 8 => "⟪head⟫", 64 => "⟪hash⟫", _ => "⟪hash in groups⟫" });
        var folder = Path.Combine(Source.Root, "tests", "TeamsAgent.Tests", "Words", "Golden");
        if (Environment.GetEnvironmentVariable("TEAMSAGENT_WRITE_GOLDEN") == "1")
        {
            Directory.CreateDirectory(folder);
            File.WriteAllText(Path.Combine(folder, name), json);
        }

        Assert.True(File.Exists(Path.Combine(folder, name)), $"There is no golden file “{name}”.");
        Assert.Equal(File.ReadAllText(Path.Combine(folder, name)), json);
    }

    [GeneratedRegex(@"(?<![0-9A-Za-z])(?:[0-9a-f]{64}|[0-9a-f]{8}(?: [0-9a-f]{8}){7}|[0-9a-f]{8})(?![0-9A-Za-z])")]
    private static partial Regex Hash();
}
