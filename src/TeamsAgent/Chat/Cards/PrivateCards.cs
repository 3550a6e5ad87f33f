using TeamsAgent.Domain.Requests;

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
        var facts = DecisionFacts.Of(request, context);
        return new Card
        {
            Parts =
            [
                new CardPart.Status(CardTone.Active, $"One more step", $"#{request.Number}"),
                new CardPart.Heading($"Log in to approve"),
                new CardPart.Say($"Your approval counts once you have logged in afresh with a second factor. The page shows the same plan with the same fingerprint; if it does not, stop there."),
                .. request.Plan.Steps.Select(step => new CardPart.Say($"{Untrusted.Decisive(step.Summary)}", CardTone.Strong)),
                new CardPart.Facts(
                [
                    new CardFact($"Asked by", $"{request.RequesterName}"),
                    new CardFact($"Fingerprint", facts.Fingerprint) { IsDecisive = true },
                    new CardFact($"Log in until", $"{context.Moment(until)}"),
                ]),
                new CardPart.Say($"The link is yours alone: do not pass it on.", CardTone.Quiet),
            ],
            Buttons = [new CardButton.OpenLink("Log in to approve", loginUrl) { Kind = ButtonKind.Positive }],
            Summary = $"Log in to approve. {facts.Summary}",
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
    public static Card Of(string provider, Uri connectUrl, ApprovalRequest? request) =>
        request is { Blocker: { } blocker } ? Awaited(request, blocker, provider, connectUrl) : ForItsOwnSake(provider, connectUrl);

    private static Card Awaited(ApprovalRequest request, Blocker blocker, string provider, Uri connectUrl)
    {
        var isFirst = blocker.Kind is BlockerKind.NotConnected or BlockerKind.NotLinked;
        var title = isFirst ? (Sentence)$"Connect {provider}" : $"Connect {provider} again";
        return new Card
        {
            Parts =
            [
                new CardPart.Status(CardTone.Warning, $"Your request waits for you", $"#{request.Number}"),
                new CardPart.Heading(title),
                new CardPart.Say($"{blocker.Sentence} As soon as that is mended, the approved request runs by itself."),
                OneOwn(),
            ],
            Buttons = [new CardButton.OpenLink(isFirst ? "Connect the account" : "Connect again", connectUrl) { Kind = ButtonKind.Positive }],
            Summary = ((Sentence)$"{title}: request #{request.Number} waits for you. {blocker.Sentence}").Plain(200),
        };
    }

    private static Card ForItsOwnSake(string provider, Uri connectUrl) => new()
    {
        Parts =
        [
            new CardPart.Heading($"Connect {provider}"),
            new CardPart.Say($"Connect your account once; I use it only for what somebody has approved."),
            OneOwn(),
        ],
        Buttons = [new CardButton.OpenLink("Connect the account", connectUrl) { Kind = ButtonKind.Positive }],
        Summary = ((Sentence)$"Connect {provider}.").Plain(200),
    };

    private static CardPart.Say OneOwn() => new($"The link is yours alone: do not pass it on.", CardTone.Quiet);
}

/// <summary>Sent to a person alone whose chat account is linked to nobody yet.</summary>
public static class LinkCard
{
    /// <summary>Makes the card.</summary>
    /// <param name="why">What it is needed for, in one sentence.</param>
    /// <param name="linkUrl">The one-time page that begins the linking.</param>
    public static Card Of(Sentence why, Uri linkUrl) => new()
    {
        Parts =
        [
            new CardPart.Heading($"Link your account"),
            new CardPart.Say($"{why} Log in once, and I know that it is you who writes here. The page then shows a code: type it here."),
            new CardPart.Say($"The link is yours alone: do not pass it on.", CardTone.Quiet),
        ],
        Buttons = [new CardButton.OpenLink("Log in to link", linkUrl) { Kind = ButtonKind.Positive }],
        Summary = ((Sentence)$"Link your account. {why}").Plain(200),
    };
}

/// <summary>Sent to a person alone who has logged in and must now type the code that the page shows.</summary>
public static class LinkCodeCard
{
    /// <summary>Makes the card.</summary>
    /// <param name="account">Whom the chat account will be linked to, as the tenant names them.</param>
    public static Card Of(string account) => new()
    {
        Parts =
        [
            new CardPart.Heading($"Type the code"),
            new CardPart.Say($"You logged in as {Untrusted.Decisive(account)}. Type the code from the page here, as a message, to link this chat to that account."),
            new CardPart.Say($"If you did not log in just now, write nothing: somebody may want to bind your chat to their account.", CardTone.Warning),
        ],
        Summary = ((Sentence)$"Type the code from the page to link this chat to {account}.").Plain(200),
    };
}
