using TeamsAgent.Domain.Requests;
using TeamsAgent.Identity.Auth0;
using TeamsAgent.Words;

namespace TeamsAgent.Identity;

/// <summary>How a link or a login ends, as its page says it.</summary>
/// <param name="Code">The name under which it is stored and logged.</param>
/// <param name="Status">The page's HTTP status.</param>
/// <param name="Title">The heading.</param>
/// <param name="Sentence">What happened, and what did not.</param>
/// <param name="Next">What to do now.</param>
public sealed record Ending(string Code, int Status, EndingKey Title, EndingKey Sentence, EndingKey Next)
{
    private IdTokenFlaw? Flaw { get; init; }

    private Refusal? Refusal { get; init; }

    /// <summary>A link that never was one.</summary>
    public static readonly Ending NoSuchLink = new("no-such-link", 404, EndingKey.NoSuchLinkTitle, EndingKey.NoSuchLink, EndingKey.NoSuchLinkNext);

    /// <summary>A link whose time is over.</summary>
    public static readonly Ending LinkExpired = new("link-expired", 410, EndingKey.LinkExpiredTitle, EndingKey.LinkExpired, EndingKey.NextAskAgain);

    /// <summary>A link that has done its work.</summary>
    public static readonly Ending LinkUsed = new("link-used", 410, EndingKey.LinkUsedTitle, EndingKey.LinkUsed, EndingKey.NextMayClose);

    /// <summary>A form that did not come from our page, or too late.</summary>
    public static readonly Ending FormInvalid = new("form-invalid", 400, EndingKey.FormInvalidTitle, EndingKey.FormInvalid, EndingKey.FormInvalidNext);

    /// <summary>A callback that belongs to no login.</summary>
    public static readonly Ending NoSuchSignIn = new("no-such-sign-in", 400, EndingKey.NoSuchSignInTitle, EndingKey.NoSuchSignIn, EndingKey.NextAskAgain);

    /// <summary>A callback in another browser than the one that began.</summary>
    public static readonly Ending OtherBrowser = new("other-browser", 400, EndingKey.OtherBrowserTitle, EndingKey.OtherBrowser, EndingKey.OtherBrowserNext);

    /// <summary>A login that took too long.</summary>
    public static readonly Ending SignInExpired = new("sign-in-expired", 410, EndingKey.SignInExpiredTitle, EndingKey.SignInExpired, EndingKey.NextOpenAgain);

    /// <summary>The process ended in the middle.</summary>
    public static readonly Ending Interrupted = new("interrupted", 503, EndingKey.InterruptedTitle, EndingKey.Interrupted, EndingKey.NextOpenAgain);

    /// <summary>The answer came from another identity provider.</summary>
    public static readonly Ending IssuerMixedUp = new("issuer-mixed-up", 400, EndingKey.IssuerMixedUpTitle, EndingKey.IssuerMixedUp, EndingKey.NextOpenAgainOrTell);

    /// <summary>The person said no at the tenant.</summary>
    public static readonly Ending Cancelled = new("cancelled", 200, EndingKey.CancelledTitle, EndingKey.Cancelled, EndingKey.NextOpenAgainIfWanted);

    /// <summary>The tenant refused the person.</summary>
    public static readonly Ending RefusedByTenant = new("refused-by-tenant", 403, EndingKey.RefusedByTenantTitle, EndingKey.RefusedByTenant, EndingKey.RefusedByTenantNext);

    /// <summary>The code was refused.</summary>
    public static readonly Ending CodeRefused = new("code-refused", 400, EndingKey.CodeRefusedTitle, EndingKey.CodeRefused, EndingKey.NextOpenAgain);

    /// <summary>The tenant is out of reach.</summary>
    public static readonly Ending TenantUnreachable = new("tenant-unreachable", 503, EndingKey.TenantUnreachableTitle, EndingKey.TenantUnreachable, EndingKey.NextTryLater);

    /// <summary>The tenant's set-up is at fault.</summary>
    public static readonly Ending TenantMisconfigured = new("tenant-misconfigured", 502, EndingKey.TenantMisconfiguredTitle, EndingKey.TenantMisconfigured, EndingKey.NextAskOperator);

    /// <summary>No refresh token came with a login.</summary>
    public static readonly Ending NoRefreshToken = new("no-refresh-token", 502, EndingKey.TenantMisconfiguredTitle, EndingKey.NoRefreshToken, EndingKey.NextAskOperator);

    /// <summary>A code is to be typed back.</summary>
    public static readonly Ending LinkCode = new("link-code", 200, EndingKey.LinkCodeTitle, EndingKey.LinkCode, EndingKey.LinkCodeNext);

    /// <summary>The Auth0 user is somebody else's already.</summary>
    public static readonly Ending UserTaken = new("user-taken", 409, EndingKey.UserTakenTitle, EndingKey.UserTaken, EndingKey.UserTakenNext);

    /// <summary>The person has another Auth0 user.</summary>
    public static readonly Ending OtherUserLinked = new("other-user-linked", 409, EndingKey.OtherUserLinkedTitle, EndingKey.OtherUserLinked, EndingKey.OtherUserLinkedNext);

    /// <summary>The person is blocked.</summary>
    public static readonly Ending PersonBlocked = new("person-blocked", 403, EndingKey.PersonBlockedTitle, EndingKey.PersonBlocked, EndingKey.PersonBlockedNext);

    /// <summary>The chat account is not linked.</summary>
    public static readonly Ending NotLinked = new("not-linked", 409, EndingKey.NotLinkedTitle, EndingKey.NotLinked, EndingKey.NotLinkedNext);

    /// <summary>The stored session has ended.</summary>
    public static readonly Ending LinkAgain = new("link-again", 409, EndingKey.LinkAgainTitle, EndingKey.LinkAgain, EndingKey.LinkAgainNext);

    /// <summary>The request of a step-up is gone.</summary>
    public static readonly Ending NoSuchRequest = new("no-such-request", 404, EndingKey.NoSuchRequestTitle, EndingKey.NoSuchRequest, EndingKey.NextAskAgain);

    /// <summary>The stored plan is not the approved one.</summary>
    public static readonly Ending PlanAltered = new("plan-altered", 409, EndingKey.PlanAlteredTitle, EndingKey.PlanAltered, EndingKey.NextAskOperator);

    /// <summary>The proof is in.</summary>
    public static readonly Ending StepUpDone = new("step-up-done", 200, EndingKey.StepUpDoneTitle, EndingKey.StepUpDone, EndingKey.NextSeeCardGoOn);

    /// <summary>The account is connected.</summary>
    public static readonly Ending Connected = new("connected", 200, EndingKey.ConnectedTitle, EndingKey.Connected, EndingKey.NextMayClose);

    /// <summary>The provider, or the person there, said no.</summary>
    public static readonly Ending ConnectRefused = new("connect-refused", 200, EndingKey.ConnectRefusedTitle, EndingKey.ConnectRefused, EndingKey.NextOpenAgainIfWanted);

    /// <summary>The vault did not take the account.</summary>
    public static readonly Ending ConnectFailed = new("connect-failed", 502, EndingKey.ConnectFailedTitle, EndingKey.ConnectFailed, EndingKey.NextOpenAgainOrShow);

    private static readonly Dictionary<string, Ending> All = Fixed()
        .Concat(Enum.GetValues<IdTokenFlaw>().Select(Of)).Concat(Enum.GetValues<Refusal>().Select(Of)).ToDictionary(ending => ending.Code);

    /// <summary>The ending for a proof that proves nothing.</summary>
    public static Ending Of(IdTokenFlaw flaw) => new($"id-token-{flaw}", 403, EndingKey.FlawTitle, EndingKey.Flaw, flaw switch
    {
        IdTokenFlaw.SubjectWrong => EndingKey.NextOwnAccount,
        IdTokenFlaw.AuthTimeWrong or IdTokenFlaw.NonceWrong or IdTokenFlaw.Expired or IdTokenFlaw.IssuedAtWrong => EndingKey.NextOpenAgainLogIn,
        IdTokenFlaw.NoSecondFactor or IdTokenFlaw.MethodsMissing => EndingKey.NextSecondFactor,
        _ => EndingKey.NextOpenAgainOrShow,
    }) { Flaw = flaw };

    /// <summary>The ending for a request that refused the decision.</summary>
    public static Ending Of(Refusal refusal) => new($"refused-{refusal}", 409, EndingKey.RefusedTitle, EndingKey.Refused,
        refusal is Domain.Requests.Refusal.ProofUnfit or Domain.Requests.Refusal.NoSuchDecision or Domain.Requests.Refusal.PlanChanged ? EndingKey.NextPressAgain : EndingKey.NextSeeCard) { Refusal = refusal };

    /// <summary>The heading.</summary>
    public string TitleIn(Language words) => words.Text(Title);

    /// <summary>What happened, and what did not.</summary>
    public string SentenceIn(Language words) => (Flaw, Refusal) switch
    {
        ({ } flaw, _) => words.Text(Sentence, ("why", words.Text(flaw))),
        (_, { } refusal) => words.Text(Sentence, ("why", words.Text(refusal))),
        _ => words.Text(Sentence),
    };

    /// <summary>What to do now.</summary>
    public string NextIn(Language words) => words.Text(Next);

    /// <summary>The ending with this code.</summary>
    public static Ending Find(string? code) => code is not null && All.TryGetValue(code, out var ending) ? ending : Interrupted;

    private static IEnumerable<Ending> Fixed() =>
    [
        NoSuchLink, LinkExpired, LinkUsed, FormInvalid, NoSuchSignIn, OtherBrowser, SignInExpired, Interrupted, IssuerMixedUp, Cancelled, RefusedByTenant,
        CodeRefused, TenantUnreachable, TenantMisconfigured, NoRefreshToken, LinkCode, UserTaken, OtherUserLinked, PersonBlocked, NotLinked, LinkAgain,
        NoSuchRequest, PlanAltered, StepUpDone, Connected, ConnectRefused, ConnectFailed,
    ];
}
