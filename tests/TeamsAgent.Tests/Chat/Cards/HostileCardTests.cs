using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using TeamsAgent.Chat.Cards;
using TeamsAgent.Domain.Outcomes;
using TeamsAgent.Domain.People;
using TeamsAgent.Domain.Plans;
using TeamsAgent.Domain.Policies;
using TeamsAgent.Domain.Requests;
using Xunit;
using static TeamsAgent.Tests.Chat.Cards.SomeCard;

namespace TeamsAgent.Tests.Chat.Cards;

/// <summary>Cards full of text that wants to be something else.</summary>
public sealed partial class HostileCardTests
{
    // All words of ours that stand in places that are read as Markdown, with numbers made alike.
    private static readonly HashSet<string> _ours =
    [
        .. Cards("plain").SelectMany(card => MarkdownPlaces(CardJson.Of(card))),
        "Shortened: there is no room here for the details. The fingerprint covers them.",
        "Shortened: N of N characters. The hash below is that of the whole.",
        "Shortened: N more values. The fingerprint covers them.",
        "Body, N bytes that are no text, as BaseN",
        "This is too large to be shown here whole, so nothing can be decided here.",
        "(empty)",
        "It does not run. Nothing was sent.",
    ];

    [Theory]
    [MemberData(nameof(HostileTexts.Places), MemberType = typeof(HostileTexts))]
    public void T12_Text_from_outside_is_never_read_as_markup(int place)
    {
        foreach (var card in Cards(HostileTexts.All[place]))
        {
            var json = CardJson.Of(card);
            Assert.Empty(CardSchema.Mistakes(json));
            Assert.Empty(json.Of("FactSet"));
            Assert.Empty(MarkdownPlaces(json).Except(_ours));
            Assert.All(json.Strings, text => Assert.True(UntrustedCardTests.IsVisible(text), text));
            Assert.All(json.Of("TextRun"), run => Assert.DoesNotMatch(Macro(), run.GetProperty("text").GetString()!));
            Assert.DoesNotMatch(Macro(), json.FallbackText);
            Assert.DoesNotContain(json.Of("TextRun"), run => run.TryGetProperty("selectAction", out _));
        }
    }

    [Theory]
    [MemberData(nameof(HostileTexts.Places), MemberType = typeof(HostileTexts))]
    public void T12_Card_shows_the_truth_or_the_plan_is_refused(int place)
    {
        var hostile = HostileTexts.All[place];
        var plan = new Plan([Step(hostile)], []);
        var card = RequestCard.Of(Waiting(plan, Level.Approval), Context);
        if (RequestCard.Fits(plan, out _))
        {
            var json = CardJson.Of(card);
            Assert.All((string[])[json.BodyText, json.FallbackAsSeen, card.Summary], text =>
                Assert.Contains(Untrusted.Of(plan.Steps[0].Summary).Line, text, StringComparison.Ordinal));
            Assert.Contains(hostile.Length == 0 ? "(empty)" : Untrusted.Of(hostile).Line, json.BodyText, StringComparison.Ordinal);
            Assert.Single(json.Of("Action.Execute"), execute => execute.GetProperty("verb").GetString() == "approve");
        }
    }

    [Fact]
    public void T12_Most_of_the_corpus_fits_so_that_its_truth_is_looked_at() =>
        Assert.True(HostileTexts.All.Count(text => RequestCard.Fits(new Plan([Step(text)], []), out _)) >= 150);

    internal static IEnumerable<Card> Cards(string text)
    {
        var person = Somebody("e1", text);
        var context = Context with
        {
            Approvers = new Dictionary<string, IReadOnlyList<string>> { ["managers"] = [text, text] },
            RejectedLately = new RejectedLately(7, text, Monday),
            Twin = new Twin(6, [text, text]),
            Mentions = [new Mention(text, "29:x")],
        };
        var plan = new Plan([Step(text), Step(text)], [text]);
        var waiting = Waiting(plan, Level.Approval, asked: text, requester: person);
        yield return RequestCard.Of(waiting, context);
        var named = new Person { Id = Ben.Id, Name = text, Chats = Ben.Chats, Auth0User = Ben.Auth0User };
        yield return RequestCard.Of(waiting.RejectedBy(named, text), context);
        yield return RequestCard.Of(waiting with { State = RequestState.Approved, Blocker = new Blocker(BlockerKind.NotConnected, text, text, Monday) }, context);
        var outcome = new Outcome(OutcomeKind.Failed, text, text, 500, Monday);
        yield return RequestCard.Of(waiting with { State = RequestState.Failed, Steps = [new(StepProgress.Succeeded, 1, Monday, 1, outcome with { Kind = OutcomeKind.Succeeded }), new(StepProgress.Failed, 1, Monday, 1, outcome)] }, context);
        yield return ConnectCard.Of(text, new Uri("https://a.example/"), waiting with { Blocker = new Blocker(BlockerKind.Reconnect, text, text, Monday) });
        yield return ConnectCard.Of(text, new Uri("https://a.example/"), null);
        yield return StepUpCard.Of(waiting, new Uri("https://a.example/"), Monday, context);
        yield return LinkCard.Of($"{text}", new Uri("https://a.example/"));
        yield return LinkCodeCard.Of(text);
    }

    internal static PlanStep Step(string text) => new()
    {
        Action = text, Provider = text, Title = text, Summary = $"Do {text} now", Impact = text, Risk = Risk.High,
        Facts = [new StepFact(text, text, true), new StepFact("decides", text, true), new StepFact("body", text, false), new StepFact(text, text, false)],
        Scopes = [new ScopeNeed(text, text)], Arguments = "{}",
        Call = new SealedCall { Method = "POST", Url = text, Connection = text, Scopes = [text], Headers = [new CallHeader(text, text)], Body = Encoding.Unicode.GetBytes(text) },
    };

    // Names in mentions are reduced to harmless letters; that has its own test.
    private static IEnumerable<string> MarkdownPlaces(CardJson json) => json.Typed
        .SelectMany(element => new[] { "text", "title", "label", "placeholder", "errorMessage", "tooltip", "altText" }
            .Where(member => element.GetProperty("type").GetString() is not ("TextRun" or "mention") && element.TryGetProperty(member, out _))
            .Select(member => element.GetProperty(member).GetString()!))
        .Select(words => words.StartsWith("<at>", StringComparison.Ordinal) ? HarmlessMention(words) : words)
        .Select(words => Number().Replace(words, "N"));

    private static string HarmlessMention(string words)
    {
        var end = words.IndexOf("</at>", StringComparison.Ordinal);
        var name = words["<at>".Length..end].Replace("&amp;", "&", StringComparison.Ordinal);
        Assert.All(name.EnumerateRunes(), rune => Assert.True(Rune.IsLetterOrDigit(rune) || " .,'’-&".Contains(rune.ToString(), StringComparison.Ordinal)
            || Rune.GetUnicodeCategory(rune) is UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark, name));
        return "<at>A</at>" + words[(end + "</at>".Length)..];
    }

    [GeneratedRegex("[0-9]+(?:,[0-9]{3})*")]
    private static partial Regex Number();

    [GeneratedRegex(@"\{\{(DATE|TIME)\(\d{4}-")]
    private static partial Regex Macro();
}
