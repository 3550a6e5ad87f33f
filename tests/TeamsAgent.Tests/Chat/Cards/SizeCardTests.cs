using System.Text;
using CsCheck;
using TeamsAgent.Chat.Cards;
using TeamsAgent.Chat.Teams.Cards;
using TeamsAgent.Domain.Decisions;
using TeamsAgent.Domain.Outcomes;
using TeamsAgent.Domain.Plans;
using TeamsAgent.Domain.Policies;
using TeamsAgent.Domain.Requests;
using Xunit;
using static TeamsAgent.Tests.Chat.Cards.SomeCard;

namespace TeamsAgent.Tests.Chat.Cards;

/// <summary>No card is too large for Teams, and none becomes small by leaving out what people decide by.</summary>
public sealed class SizeCardTests
{
    // Any UTF-16, lone surrogates too, and what grows most when it is escaped.
    private static readonly Gen<string> _piece = Gen.OneOf(
        Gen.String[Gen.Char, 0, 12], Gen.String[Gen.Char.AlphaNumeric, 0, 40],
        Gen.OneOf<string>("\u202e", "\"", "\\", "*", "_", "{{DATE(2026-01-01T00:00:00Z)}}", "😀", "界", "\n\n", "\t", "a\u0430", "<at>", "\0", "     "));

    private static readonly Gen<string> _text = Gen.Select(_piece, Gen.Frequency((20, Gen.Const(1)), (4, Gen.Int[1, 12]), (1, Gen.Int[12, 400])))
        .Select((piece, times) => string.Concat(Enumerable.Repeat(piece, times)));

    private static readonly Gen<StepFact> _fact = Gen.Select(_text, _text, Gen.Bool).Select((label, value, decisive) => new StepFact(label, value, decisive));

    private static readonly Gen<PlanStep> _step = Gen.Select(_text, _text, _text, _fact.Array[0, 6], Gen.Int[0, 60], Gen.Byte.Array[0, 3000]).Select((summary, title, impact, facts, scopes, body) => new PlanStep
    {
        Action = "x.y", Provider = title, Title = title, Summary = summary, Impact = impact, Risk = Risk.Medium, Facts = facts, Arguments = "{}",
        Scopes = [.. Enumerable.Range(0, scopes).Select(_ => new ScopeNeed(title, impact))],
        Call = new SealedCall { Method = "POST", Url = "https://x.example/" + title, Connection = title, Scopes = [title], Body = body, Headers = [.. Enumerable.Range(0, scopes).Select(_ => new CallHeader(title, summary))] },
    });

    private static readonly Gen<(ApprovalRequest Request, CardContext Context)> _request = Gen.Select(
        _step.Array[1, 6], _text, _text, Gen.Enum<RequestState>(), Gen.Enum<StepProgress>(), Gen.Int[0, 12]).Select((steps, words, name, state, progress, many) =>
        {
            var plan = new Plan(steps, [.. Enumerable.Repeat(words, many)]);
            var request = Waiting(plan, Level.StepUp, asked: words, requester: Somebody("a1", name));
            var outcome = new Outcome(OutcomeKind.Unknown, words, "https://x.example/" + new string('y', 480), null, Monday);
            return (request with
            {
                State = state,
                Steps = [.. steps.Select(_ => new StepState(progress, 1, Monday, 1, outcome with { Kind = progress == StepProgress.Succeeded ? OutcomeKind.Succeeded : OutcomeKind.Failed }))],
                Blocker = new Blocker(BlockerKind.Operator, words, words, Monday),
                Decisions = [.. Enumerable.Range(0, many).Select(i => new Decision { Id = "d", By = Ben.Id, Name = name, Via = Ben.Chats[0], Choice = i == 7 ? Choice.Reject : Choice.Approve, Reason = words, Plan = request.PlanHash, At = Monday })],
                Verdict = request.Verdict with { Approvers = [.. Enumerable.Range(0, many).Select(i => new ApproverRule(name, i))] },
            }, Context with
            {
                Approvers = new Dictionary<string, IReadOnlyList<string>> { [name] = [.. Enumerable.Repeat(words, many)] },
                Mentions = [.. Enumerable.Range(0, many).Select(i => new Mention(name, "29:" + new string('m', 150)))],
                RejectedLately = new RejectedLately(1, name, Monday),
                Twin = new Twin(2, [.. Enumerable.Repeat(name, many)]),
            });
        });

    /// <summary>Requests of any text, length and number, in any state; for every platform's cards.</summary>
    internal static Gen<(ApprovalRequest Request, CardContext Context)> Requests => _request;

    [Fact]
    public void Every_card_fits_into_25_KB() => _request.Sample(
        sample => Assert.InRange(Encoding.UTF8.GetByteCount(TeamsCardRenderer.Render(RequestCard.Of(sample.Request, sample.Context)).ToJson()), 1, 25_000),
        iter: 300, threads: 1, print: Print);

    [Fact]
    public void T12_A_plan_that_fits_shows_all_that_people_decide_by_and_one_that_is_not_shown_cannot_be_approved() => _request.Sample(
        sample =>
        {
            var json = CardJson.Of(RequestCard.Of(sample.Request, sample.Context));
            var whole = Decisive(sample.Request.Plan).All(text => json.BodyText.Contains(text, StringComparison.Ordinal) && json.FallbackAsSeen.Contains(text, StringComparison.Ordinal));
            var canBeDecided = json.Of("Action.Execute").Any();
            Assert.True(whole || !canBeDecided);
            Assert.True(whole || !RequestCard.Fits(sample.Request.Plan, out _));
        },
        iter: 300, threads: 1, print: Print);

    [Fact]
    public void A_plan_at_the_limit_is_shown_in_every_state()
    {
        // One sign after the other until it is too much: what still fits must be shown by all states.
        foreach (var sign in (string[])["x", "*", "\u202e", "界", "😀", "\"", "\\", "{{DATE(2026-01-01T00:00:00Z)}}"])
        {
            var step = Largest(1, 5000, times => Issue(string.Concat(Enumerable.Repeat(sign, times))));
            AssertShownInEveryState(new Plan([step], []));
        }

        var many = Enumerable.Range(1, 40).Select(count => new Plan([.. Enumerable.Repeat(Issue("t"), count)], [])).Last(plan => RequestCard.Fits(plan, out _));
        Assert.InRange(many.Steps.Count, 6, 20);
        AssertShownInEveryState(many);
    }

    [Fact]
    public void A_plan_that_does_not_fit_is_refused_in_a_sentence()
    {
        Assert.False(RequestCard.Fits(new Plan([Issue(new string('x', 20_000))], []), out var why));
        Assert.StartsWith("The plan is too large for one card", why, StringComparison.Ordinal);
        Assert.True(RequestCard.Fits(new Plan([Issue(), Meeting(), Transfer()], []), out _));
    }

    [Fact]
    public void A_card_that_cannot_be_shown_whole_offers_nothing_but_its_page()
    {
        var json = CardJson.Of(RequestCard.Of(Waiting(Issue(new string('x', 20_000))), Context));
        Assert.Contains("nothing can be decided here", json.BodyText, StringComparison.Ordinal);
        Assert.Equal(["Action.OpenUrl"], json.Root.GetProperty("actions").EnumerateArray().Select(action => action.GetProperty("type").GetString()));
    }

    private static void AssertShownInEveryState(Plan plan)
    {
        foreach (var (state, card) in InEveryState(plan))
        {
            var json = CardJson.Of(card);
            Assert.All(Decisive(plan), text => Assert.Contains(text, json.BodyText, StringComparison.Ordinal));
            Assert.Equal(state is RequestState.AwaitingDecision, json.Of("Action.Execute").Any(e => e.GetProperty("verb").GetString() == "approve"));
        }
    }

    /// <summary>A plan's cards in every state, with everything around the plan as long as it can get.</summary>
    internal static IEnumerable<(RequestState State, Card Card)> InEveryState(Plan plan)
    {
        var (name, words) = (new string('界', 300), new string('界', 5000));
        var request = Waiting(plan with { ReadBefore = [.. Enumerable.Repeat(words, 20)] }, Level.StepUp, asked: words, requester: Somebody("a1", name));
        request = request with
        {
            Blocker = new Blocker(BlockerKind.Operator, name, words, Monday),
            Decisions = [.. Enumerable.Range(0, 12).Select(i => new Decision { Id = "d", By = Ben.Id, Name = name, Via = Ben.Chats[0], Choice = i == 7 ? Choice.Reject : Choice.Approve, Reason = words, Plan = request.PlanHash, At = Monday })],
            Verdict = request.Verdict with { Tree = new VerdictNode(words, words, Level.StepUp, []), Approvers = [.. Enumerable.Range(0, 12).Select(i => new ApproverRule(name, i))] },
        };
        var context = Context with
        {
            Approvers = new Dictionary<string, IReadOnlyList<string>> { [name] = [.. Enumerable.Repeat(name, 12)] },
            Mentions = [.. Enumerable.Range(0, 12).Select(i => new Mention(name, "29:" + new string('m', 150)))],
            RejectedLately = new RejectedLately(1, name, Monday),
        };
        foreach (var state in Enum.GetValues<RequestState>())
        {
            var steps = plan.Steps.Select(_ => new StepState(StepProgress.Unknown, 1, Monday, 1, new Outcome(OutcomeKind.Failed, words, null, null, Monday))).ToList();
            yield return (state, RequestCard.Of(request with { State = state, Steps = steps }, context));
        }
    }

    internal static PlanStep Largest(int low, int high, Func<int, PlanStep> make)
    {
        while (high - low > 1)
        {
            var middle = (low + high) / 2;
            (low, high) = RequestCard.Fits(new Plan([make(middle)], []), out _) ? (middle, high) : (low, middle);
        }

        return make(low);
    }

    internal static IEnumerable<string> Decisive(Plan plan) => plan.Steps
        .SelectMany(step => step.Facts.Where(fact => fact.Decisive && fact.Value.Length > 0).Select(fact => fact.Value).Append(step.Summary))
        .Select(text => Untrusted.Of(text).Line);

    private static string Print((ApprovalRequest Request, CardContext Context) sample) =>
        $"{sample.Request.State}, {sample.Request.Plan.Steps.Count} steps, {sample.Request.Plan.Steps.Sum(step => step.Facts.Count)} facts, fits: {RequestCard.Fits(sample.Request.Plan, out var why)} {why}, "
        + $"{TeamsCardRenderer.Render(RequestCard.Of(sample.Request, sample.Context)).ToJson().Length}";
}
