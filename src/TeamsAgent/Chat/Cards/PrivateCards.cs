using TeamsAgent.Domain.Requests;
using TeamsAgent.Words;

namespace TeamsAgent.Chat.Cards;

/// <summary>Sent to an approver alone, whose approval counts only after a fresh login.</summary>
public static class StepUpCard
{
    /// <summary>Makes the card.</summary>
    /// <param name="request">The request that was approved.</param>
    /// <param name="loginUrl">The one-time page that leads to the login.</param>
    /// <param name="until">Until when the page can be used.</param>
    /// <param name="context">How to print.</param>
    public static Card Of(ApprovalRequest request, Uri loginUrl, DateTimeOffset until, CardContext context)
    {
        var (words, facts) = (context.Words, DecisionFacts.Of(request, context));
        return new Card
        {
            Language = words,
            Parts =
            [
                new CardPart.Status(CardTone.Active, words.Say(CardKey.OneMoreStep), $"#{request.Number}"),
                new CardPart.Heading(words.Say(CardKey.LogInToApprove)),
                new CardPart.Say(words.Say(CardKey.LogInToApproveWhy)),
                .. request.Plan.Steps.Select(step => new CardPart.Say($"{Untrusted.Decisive(step.Summary)}", CardTone.Strong)),
                new CardPart.Facts(
                [
                    new CardFact(words.Say(CardKey.AskedBy), $"{request.RequesterName}"),
                    new CardFact(words.Say(CardKey.Fingerprint), facts.Fingerprint) { IsDecisive = true },
                    new CardFact(words.Say(CardKey.LogInUntil), $"{context.Moment(until)}"),
                ]),
                new CardPart.Say(words.Say(CardKey.YoursAlone), CardTone.Quiet),
            ],
            Buttons = [new CardButton.OpenLink(words.Text(CardKey.LogInToApprove), loginUrl) { Kind = ButtonKind.Positive }],
            Summary = words.Text(CardKey.LogInToApproveSummary, ("request", facts.Summary)),
        };
    }
}

/// <summary>Sent to a person alone, whose account at a provider is missing or broken.</summary>
public static class ConnectCard
{
    /// <summary>Makes the card.</summary>
    /// <param name="provider">The provider in words.</param>
    /// <param name="connectUrl">The page that connects.</param>
    /// <param name="request">The approved request that waits for the account, or null.</param>
    /// <param name="words">The person's language.</param>
    public static Card Of(string provider, Uri connectUrl, ApprovalRequest? request, Language? words = null) => request is { Blocker: { } blocker }
        ? Awaited(request, blocker, provider, connectUrl, words ?? Language.English)
        : ForItsOwnSake(provider, connectUrl, words ?? Language.English);

    private static Card Awaited(ApprovalRequest request, Blocker blocker, string provider, Uri connectUrl, Language words)
    {
        var isFirst = blocker.Kind is BlockerKind.NotConnected or BlockerKind.NotLinked;
        var title = words.Say(isFirst ? CardKey.Connect : CardKey.ConnectAgain, ("provider", provider));
        return new Card
        {
            Language = words,
            Parts =
            [
                new CardPart.Status(CardTone.Warning, words.Say(CardKey.RequestWaitsForYou), $"#{request.Number}"),
                new CardPart.Heading(title),
                new CardPart.Say(words.Say(CardKey.ConnectBlocked, ("why", blocker.Sentence))),
                OneOwn(words),
            ],
            Buttons = [new CardButton.OpenLink(words.Text(isFirst ? CardKey.ConnectAccount : CardKey.ConnectAccountAgain), connectUrl) { Kind = ButtonKind.Positive }],
            Summary = words.Say(CardKey.ConnectSummary, ("title", title), ("number", request.Number), ("why", blocker.Sentence)).Plain(200),
        };
    }

    private static Card ForItsOwnSake(string provider, Uri connectUrl, Language words) => new()
    {
        Language = words,
        Parts =
        [
            new CardPart.Heading(words.Say(CardKey.Connect, ("provider", provider))),
            new CardPart.Say(words.Say(CardKey.ConnectWhy)),
            OneOwn(words),
        ],
        Buttons = [new CardButton.OpenLink(words.Text(CardKey.ConnectAccount), connectUrl) { Kind = ButtonKind.Positive }],
        Summary = words.Say(CardKey.ConnectPlainSummary, ("provider", provider)).Plain(200),
    };

    private static CardPart.Say OneOwn(Language words) => new(words.Say(CardKey.YoursAlone), CardTone.Quiet);
}

/// <summary>Sent to a person alone whose chat account is linked to nobody yet.</summary>
public static class LinkCard
{
    /// <summary>Makes the card.</summary>
    /// <param name="why">What it is needed for, in one sentence.</param>
    /// <param name="linkUrl">The one-time page that begins the linking.</param>
    /// <param name="words">The person's language.</param>
    public static Card Of(Sentence why, Uri linkUrl, Language? words = null) => Make(why, linkUrl, words ?? Language.English);

    private static Card Make(Sentence why, Uri linkUrl, Language words) => new()
    {
        Language = words,
        Parts =
        [
            new CardPart.Heading(words.Say(CardKey.Link)),
            new CardPart.Say(words.Say(CardKey.LinkWhy, ("why", why))),
            new CardPart.Say(words.Say(CardKey.YoursAlone), CardTone.Quiet),
        ],
        Buttons = [new CardButton.OpenLink(words.Text(CardKey.LinkButton), linkUrl) { Kind = ButtonKind.Positive }],
        Summary = words.Say(CardKey.LinkSummary, ("why", why)).Plain(200),
    };
}

/// <summary>Sent to a person alone who has logged in and must now type the code that the page shows.</summary>
public static class LinkCodeCard
{
    /// <summary>Makes the card.</summary>
    /// <param name="account">Whom the chat account will be linked to, as the tenant names them.</param>
    /// <param name="words">The person's language.</param>
    public static Card Of(string account, Language? words = null) => Make(account, words ?? Language.English);

    private static Card Make(string account, Language words) => new()
    {
        Language = words,
        Parts =
        [
            new CardPart.Heading(words.Say(CardKey.TypeCode)),
            new CardPart.Say(words.Say(CardKey.TypeCodeWhy, ("account", Untrusted.Decisive(account)))),
            new CardPart.Say(words.Say(CardKey.TypeCodeWarning), CardTone.Warning),
        ],
        Summary = words.Say(CardKey.TypeCodeSummary, ("account", account)).Plain(200),
    };
}
