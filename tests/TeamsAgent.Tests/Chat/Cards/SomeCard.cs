using System.Globalization;
using System.Text;
using System.Text.Json;
using TeamsAgent.Chat.Cards;
using TeamsAgent.Domain.Decisions;
using TeamsAgent.Domain.Outcomes;
using TeamsAgent.Domain.People;
using TeamsAgent.Domain.Plans;
using TeamsAgent.Domain.Policies;
using TeamsAgent.Domain.Requests;
using Xunit;

namespace TeamsAgent.Tests.Chat.Cards;

/// <summary>Requests in every state, made by the domain's own commands, and what surrounds their cards.</summary>
internal static class SomeCard
{
    public static readonly DateTimeOffset Monday = new(2026, 3, 2, 8, 0, 0, TimeSpan.Zero);

    public static readonly Person Ana = Somebody("a1", "Ana Ortiz");
    public static readonly Person Ben = Somebody("b2", "Ben Weber");
    public static readonly Person Ada = Somebody("ad", "Ada Novak");

    public static readonly Dictionary<string, Group> Groups = new()
    {
        ["managers"] = new Group("managers", [.. Ben.Chats, .. Ada.Chats], []),
    };

    public static CardContext Context { get; } = new()
    {
        Nonce = "n_4f6d0c2a91b84e5c",
        Zone = TimeZoneInfo.FindSystemTimeZoneById("Europe/Madrid"),
        Culture = CultureInfo.GetCultureInfo("en-GB"),
        Approvers = new Dictionary<string, IReadOnlyList<string>> { ["managers"] = ["Ben Weber", "Ada Novak"] },
        DetailsUrl = new Uri("https://agent.contoso.example/requests/41"),
    };

    public static PlanStep Issue(string title = "Checkout fails in Safari") => new()
    {
        Action = "github.create_issue", Provider = "GitHub", Title = "Open an issue",
        Summary = $"Open issue “{title}” in acme/web",
        Impact = "Everybody who watches acme/web is notified; a public repository's issue is public.",
        Risk = Risk.Medium,
        Facts =
        [
            new StepFact("owner", "acme", true), new StepFact("repo", "web", true), new StepFact("title", title, true),
            new StepFact("body", "Paying with a saved card ends on a blank page.\nSafari 19.1, since Friday's release.", false),
            new StepFact("labels", "bug", false),
        ],
        Scopes = [new ScopeNeed("repo", "Read and change your repositories")],
        Arguments = "{}",
        Call = Call("POST", "https://api.github.com/repos/acme/web/issues", "github", "repo", new { title, body = "Paying with a saved card ends on a blank page.\nSafari 19.1, since Friday's release.", labels = new[] { "bug" } }),
        Result = "Issue #{number}: {html_url}",
    };

    public static PlanStep Meeting() => new()
    {
        Action = "google_calendar.create_event", Provider = "Google Calendar", Title = "Create an event",
        Summary = "Put “Triage: Safari checkout” in the calendar, 3 March 2026, 10:00 to 10:30 (Europe/Madrid)",
        Impact = "Ben Weber is invited and sees it in his calendar.",
        Risk = Risk.Medium,
        Facts =
        [
            new StepFact("summary", "Triage: Safari checkout", true), new StepFact("start", "2026-03-03T10:00:00+01:00", true),
            new StepFact("end", "2026-03-03T10:30:00+01:00", true), new StepFact("attendees", "ben@contoso.example", true),
            new StepFact("calendar", "primary", false), new StepFact("time zone", "Europe/Madrid", false),
        ],
        Scopes = [new ScopeNeed("https://www.googleapis.com/auth/calendar.events", "See and change events in your calendars")],
        Arguments = "{}",
        Call = Call("POST", "https://www.googleapis.com/calendar/v3/calendars/primary/events", "google-oauth2", "https://www.googleapis.com/auth/calendar.events", new { summary = "Triage: Safari checkout" }),
    };

    public static PlanStep Transfer() => new()
    {
        Action = "payments.transfer", Provider = "Payments", Title = "Transfer money",
        Summary = "Transfer 1250.00 EUR to DE89 3704 0044 0532 0130 00",
        Impact = "The money leaves the company's account at once and cannot be called back.",
        Risk = Risk.Critical,
        Facts =
        [
            new StepFact("to", "DE89370400440532013000", true), new StepFact("amount", "1250.00", true),
            new StepFact("currency", "EUR", true), new StepFact("reference", "Invoice 2026-0117", true),
        ],
        Scopes = [new ScopeNeed("payments:transfer", "Transfer money in your name")],
        Arguments = "{}",
        Call = Call("POST", "https://payments.contoso.example/v1/transfers", "payments", "payments:transfer", new { to = "DE89370400440532013000", amount = "1250.00", currency = "EUR" }),
    };

    public static SealedCall Call(string method, string url, string connection, string scope, object body) => new()
    {
        Method = method, Url = url, Connection = connection, Scopes = [scope],
        Headers = [new CallHeader("Accept", "application/json"), new CallHeader("Content-Type", "application/json")],
        Body = JsonSerializer.SerializeToUtf8Bytes(body),
    };

    public static Verdict Verdict(Plan plan, Level level, int approvals = 1) => new()
    {
        Level = level, Risk = plan.Risk, Approvers = [new ApproverRule("managers", approvals)], ExpiresAfter = TimeSpan.FromHours(24), PolicyHash = "0",
        Tree = new VerdictNode("default", $"“{plan.Steps.MaxBy(step => step.Risk)!.Title}” is of {Terms.Of(plan.Risk)} risk.", level,
            [new VerdictNode($"default for {Terms.Of(plan.Risk)} risk", $"“{plan.Steps.MaxBy(step => step.Risk)!.Title}” is of {Terms.Of(plan.Risk)} risk.", level, [])]),
    };

    public static ApprovalRequest Waiting(params IReadOnlyList<PlanStep> steps) => Waiting(new Plan(steps, []), Level.Approval);

    public static ApprovalRequest Waiting(Plan plan, Level level, int approvals = 1, string asked = "@TeamsAgent open an issue in acme/web: checkout fails in Safari", Person? requester = null) =>
        ApprovalRequest.Submit(
            RequestId.Parse("r_00000000000000000000000000000041"), 41, null, requester ?? Ana, new Place("teams", "t", "c", false),
            asked, plan, Verdict(plan, level, approvals), Monday).Request;

    public static ApprovalRequest ApprovedBy(this ApprovalRequest request, Person person, bool loggedIn = true)
    {
        var now = Monday.AddMinutes(14);
        var pressed = Done(request.Decide(Decision(request, person, Choice.Approve, null), person, Groups, now));
        var preimage = $"d_{person.Id.Value[2..]} {request.PlanHash.Hex}";
        var proof = new StepUpProof(
            person.Auth0User!, now.AddMinutes(1), ["pwd", "mfa"], null, null, Sha256Hash.Of([1]), StepUpProof.NonceOf(preimage), preimage, now.AddMinutes(2));
        return request.Verdict.NeedsStepUp && loggedIn
            ? Done(pressed.CompleteStepUp("d_" + person.Id.Value[2..], proof, person, Groups, now.AddMinutes(2)))
            : pressed;
    }

    public static ApprovalRequest RejectedBy(this ApprovalRequest request, Person person, string? because) =>
        Done(request.Decide(Decision(request, person, Choice.Reject, because), person, Groups, Monday.AddMinutes(20)));

    public static ApprovalRequest Claimed(this ApprovalRequest request) =>
        Done(request.Claim(new[] { Ana, Ben, Ada }.ToDictionary(p => p.Id), Groups, TimeSpan.FromMinutes(1), Monday.AddMinutes(30)));

    public static ApprovalRequest Sending(this ApprovalRequest request)
    {
        var claimed = request.Claimed();
        return Done(claimed.BeginSending(claimed.NextStep, claimed.Steps[claimed.NextStep].Claim, Monday.AddMinutes(31)));
    }

    public static ApprovalRequest Ran(this ApprovalRequest request, OutcomeKind kind, string sentence, string? link = null)
    {
        var sending = request.Sending();
        var step = sending.Steps.Index().First(s => s.Item.Progress == StepProgress.Sending);
        return Done(sending.Record(step.Index, step.Item.Claim, new Outcome(kind, sentence, link, null, Monday.AddMinutes(32)), Monday.AddMinutes(32)));
    }

    public static ApprovalRequest BlockedBy(this ApprovalRequest request, BlockerKind kind, string sentence)
    {
        var claimed = request.Claimed();
        return Done(claimed.Block(claimed.NextStep, claimed.Steps[claimed.NextStep].Claim, new Blocker(kind, "github", sentence, Monday), Monday.AddMinutes(31)));
    }

    public static ApprovalRequest Done(Transition transition) => Assert.IsType<Transition.Done>(transition).Request;

    private static Decision Decision(ApprovalRequest request, Person by, Choice choice, string? reason) => new()
    {
        Id = "d_" + by.Id.Value[2..], By = by.Id, Name = by.Name, Via = by.Chats[0], Choice = choice, Reason = reason, Plan = request.PlanHash, At = Monday,
    };

    public static Person Somebody(string tail, string name) => new()
    {
        Id = PersonId.Parse("p_" + tail.PadLeft(32, '0')), Name = name, Chats = [new ChatIdentity("teams", "t", tail)], Auth0User = "auth0|" + tail,
    };
}
