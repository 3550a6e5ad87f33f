using TeamsAgent.Domain.Requests;
using TeamsAgent.Identity.Auth0;

namespace TeamsAgent.Identity;

/// <summary>How a link or a login ends, as its page says it.</summary>
/// <param name="Code">The name under which it is stored and logged.</param>
/// <param name="Status">The page's HTTP status.</param>
/// <param name="Title">The heading.</param>
/// <param name="Sentence">What happened, and what did not.</param>
/// <param name="Next">What to do now.</param>
public sealed record Ending(string Code, int Status, string Title, string Sentence, string Next)
{
    private const string AskAgain = "Go back to the private chat and ask for a new link.";
    private const string PressAgain = "Go back to the chat and press Approve on the card again; you get a new link.";
    private const string TryLater = "Open the link from the chat again in a minute.";
    private const string AskOperator = "Show the reference below to the people who run this installation.";

    /// <summary>A link that never was one.</summary>
    public static readonly Ending NoSuchLink = new("no-such-link", 404, "This link does not work", "The address is not that of a link from the chat. Nothing was changed.", "Check that the whole link was copied, or ask for a new one in the private chat.");

    /// <summary>A link whose time is over.</summary>
    public static readonly Ending LinkExpired = new("link-expired", 410, "This link has expired", "Links work for a short time only. Nothing was changed.", AskAgain);

    /// <summary>A link that has done its work.</summary>
    public static readonly Ending LinkUsed = new("link-used", 410, "This link was already used", "What this link was for is done; opening it again changes nothing.", "You may close this page and go back to the chat.");

    /// <summary>A form that did not come from our page, or too late.</summary>
    public static readonly Ending FormInvalid = new("form-invalid", 400, "The page was too old", "The button's form could not be verified. Nothing was changed.", "Open the link from the chat again, in a browser that accepts cookies, and press the button there.");

    /// <summary>A callback that belongs to no login.</summary>
    public static readonly Ending NoSuchSignIn = new("no-such-sign-in", 400, "This login is not known", "The identity provider's answer belongs to no login that was begun here. Nothing was changed.", AskAgain);

    /// <summary>A callback in another browser than the one that began.</summary>
    public static readonly Ending OtherBrowser = new("other-browser", 400, "Another browser began this login", "A login has to be finished in the browser in which it was begun. Nothing was changed.", "Open the link from the chat in one browser and finish there. If you did not begin this login yourself, close the page.");

    /// <summary>A login that took too long.</summary>
    public static readonly Ending SignInExpired = new("sign-in-expired", 410, "The login took too long", "The time for this login is over. Nothing was changed.", "Open the link from the chat again.");

    /// <summary>The process ended in the middle.</summary>
    public static readonly Ending Interrupted = new("interrupted", 503, "The login was interrupted", "The answer of the identity provider could not be worked on to its end.", "Open the link from the chat again.");

    /// <summary>The answer came from another identity provider.</summary>
    public static readonly Ending IssuerMixedUp = new("issuer-mixed-up", 400, "The answer came from elsewhere", "The answer does not come from the identity provider that was asked. Nothing was changed.", "Open the link from the chat again; if it happens again, tell the people who run this installation.");

    /// <summary>The person said no at the tenant.</summary>
    public static readonly Ending Cancelled = new("cancelled", 200, "You cancelled", "The login was cancelled. Nothing was changed.", "Open the link from the chat again if you want to go on.");

    /// <summary>The tenant refused the person.</summary>
    public static readonly Ending RefusedByTenant = new("refused-by-tenant", 403, "The identity provider refused the login", "It did not let you in. Nothing was changed.", "If your account is blocked, ask an administrator; otherwise open the link from the chat again.");

    /// <summary>The code was refused.</summary>
    public static readonly Ending CodeRefused = new("code-refused", 400, "The login could not be completed", "The identity provider no longer accepts this login. Nothing was changed.", "Open the link from the chat again.");

    /// <summary>The tenant is out of reach.</summary>
    public static readonly Ending TenantUnreachable = new("tenant-unreachable", 503, "The identity provider cannot be reached", "It gave no usable answer. Nothing was changed.", TryLater);

    /// <summary>The tenant's set-up is at fault.</summary>
    public static readonly Ending TenantMisconfigured = new("tenant-misconfigured", 502, "The identity provider is not set up for this", "It refused for a reason that you cannot mend. Nothing was changed.", AskOperator);

    /// <summary>No refresh token came with a login.</summary>
    public static readonly Ending NoRefreshToken = new("no-refresh-token", 502, "The identity provider is not set up for this", "It gave no lasting access for the link (offline access). Nothing was changed.", AskOperator);

    /// <summary>A code is to be typed back.</summary>
    public static readonly Ending LinkCode = new("link-code", 200, "One step is left", "The code has to be typed in the private chat.", "Type the code in the private chat.");

    /// <summary>The Auth0 user is somebody else's already.</summary>
    public static readonly Ending UserTaken = new("user-taken", 409, "This account is linked with somebody else", "The account that you logged in with is already linked with another person's chat account. Nothing was changed.", "Log in with your own account. If it is yours, send “unlink” from the other chat account first, or ask an administrator.");

    /// <summary>The person has another Auth0 user.</summary>
    public static readonly Ending OtherUserLinked = new("other-user-linked", 409, "Your chat account is linked with another account", "The chat account is already linked, and not with the account that you logged in with. Nothing was changed.", "Send “unlink” in the private chat first if you want to change it.");

    /// <summary>The person is blocked.</summary>
    public static readonly Ending PersonBlocked = new("person-blocked", 403, "Your account is blocked", "Nothing was changed.", "Ask an administrator.");

    /// <summary>The chat account is not linked.</summary>
    public static readonly Ending NotLinked = new("not-linked", 409, "Link your chat account first", "This needs a linked account, and yours is not linked yet.", "Send “link” in the private chat with the bot, follow the link, and come back to this one.");

    /// <summary>The stored session has ended.</summary>
    public static readonly Ending LinkAgain = new("link-again", 409, "Link your chat account again", "The access that was stored for you has ended or can no longer be read.", "Send “link” in the private chat with the bot and follow the link; then come back to this one.");

    /// <summary>The request of a step-up is gone.</summary>
    public static readonly Ending NoSuchRequest = new("no-such-request", 404, "This request is not known", "There is nothing to approve here. Nothing was changed.", AskAgain);

    /// <summary>The stored plan is not the approved one.</summary>
    public static readonly Ending PlanAltered = new("plan-altered", 409, "The plan was altered", "What is stored is not what was put up for approval, so it cannot be approved.", AskOperator);

    /// <summary>The proof is in.</summary>
    public static readonly Ending StepUpDone = new("step-up-done", 200, "Your approval is in", "You logged in afresh with a second factor, and your approval counts now.", "You may close this page; the card in the chat shows what happens next.");

    /// <summary>The account is connected.</summary>
    public static readonly Ending Connected = new("connected", 200, "The account is connected", "What waited for it goes on by itself.", "You may close this page and go back to the chat.");

    /// <summary>The provider, or the person there, said no.</summary>
    public static readonly Ending ConnectRefused = new("connect-refused", 200, "The account was not connected", "The provider did not give access. Nothing was changed.", "Open the link from the chat again if you want to go on.");

    /// <summary>The vault did not take the account.</summary>
    public static readonly Ending ConnectFailed = new("connect-failed", 502, "The account could not be connected", "The identity provider did not accept what the provider gave. Nothing was changed.", "Open the link from the chat again; if it happens again, show the reference below to the people who run this installation.");

    private static readonly Dictionary<string, Ending> All = Fixed()
        .Concat(Enum.GetValues<IdTokenFlaw>().Select(Of)).Concat(Enum.GetValues<Refusal>().Select(Of)).ToDictionary(ending => ending.Code);

    /// <summary>The ending for a proof that proves nothing.</summary>
    public static Ending Of(IdTokenFlaw flaw) => new($"id-token-{flaw}", 403, "This login does not count", $"{flaw.Sentence()} Nothing was changed.", flaw switch
    {
        IdTokenFlaw.SubjectWrong => "Open the link from the chat again and log in with your own account. If the link was not sent to you, close this page.",
        IdTokenFlaw.AuthTimeWrong or IdTokenFlaw.NonceWrong or IdTokenFlaw.Expired or IdTokenFlaw.IssuedAtWrong => "Open the link from the chat again and log in there.",
        IdTokenFlaw.NoSecondFactor or IdTokenFlaw.MethodsMissing => "Set up a second factor for your account and open the link from the chat again; if you were not asked for one, show the reference below to the people who run this installation.",
        _ => "Open the link from the chat again; if it happens again, show the reference below to the people who run this installation.",
    });

    /// <summary>The ending for a request that refused the decision.</summary>
    public static Ending Of(Refusal refusal) => new($"refused-{refusal}", 409, "Your approval does not count", refusal.Sentence(),
        refusal is Refusal.ProofUnfit or Refusal.NoSuchDecision or Refusal.PlanChanged ? PressAgain : "You may close this page; the card in the chat shows how things stand.");

    /// <summary>The ending with this code.</summary>
    public static Ending Find(string? code) => code is not null && All.TryGetValue(code, out var ending) ? ending : Interrupted;

    private static IEnumerable<Ending> Fixed() =>
    [
        NoSuchLink, LinkExpired, LinkUsed, FormInvalid, NoSuchSignIn, OtherBrowser, SignInExpired, Interrupted, IssuerMixedUp, Cancelled, RefusedByTenant,
        CodeRefused, TenantUnreachable, TenantMisconfigured, NoRefreshToken, LinkCode, UserTaken, OtherUserLinked, PersonBlocked, NotLinked, LinkAgain,
        NoSuchRequest, PlanAltered, StepUpDone, Connected, ConnectRefused, ConnectFailed,
    ];
}
