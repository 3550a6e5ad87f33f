using Microsoft.Extensions.Options;
using TeamsAgent.Chat.Cards;
using TeamsAgent.Domain.Requests;
using TeamsAgent.Words;

namespace TeamsAgent.Chat.Slack;

/// <summary>
/// Opens the modal that a press asks for, while its trigger lives. Nothing is decided here: what is typed comes back as another press, and whoever
/// sends that is checked then.
/// </summary>
internal sealed class SlackModals(ISlackInstallations installations, ISlackViews views, SlackWho who, IOptions<WordsOptions> languages, ILogger<SlackModals> logger)
{
    /// <summary>The button that shows everything about a request.</summary>
    public const string Details = "details";

    // The trigger's three seconds began at Slack; the answer to Slack has to fit in, too.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2.2);
    private static readonly TimeSpan LookingUp = TimeSpan.FromSeconds(1);

    /// <summary>Opens it; otherwise what to tell the person.</summary>
    public async Task<string?> OpenAsync(SlackRead.OpenModal modal, CancellationToken cancellationToken)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        patience.CancelAfter(Patience);
        try
        {
            return await installations.FindAsync(modal.Turn.Route, patience.Token) is { } installation
                ? await OpenAsync(modal, installation, patience.Token)
                : Late(null);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            Log.ModalLate(logger, modal.Turn.Route);
            return Late(null);
        }
    }

    private async Task<string?> OpenAsync(SlackRead.OpenModal modal, SlackInstallation installation, CancellationToken cancellationToken)
    {
        var turn = modal.Turn;
        var standing = await StandingAsync(installation, turn, cancellationToken);
        switch (standing)
        {
            case SlackStanding.MayNot not:
                Log.NotAllowedToAct(logger, turn.Route, not.Why);
                return not.Sentence;

            // Asking why shows nothing; the details do.
            case SlackStanding.NotKnown unknown when turn.Verb == Details:
                Log.NotKnown(logger, turn.Route, unknown.Why);
                return who.TryAgain;
        }

        var press = SlackPresses.Of(turn, modal.Id, installation, standing is SlackStanding.May may ? may.From : SlackPresses.Nameless(turn, installation));
        var opened = turn.Verb == CardVerbs.Reject
            ? await views.AskReasonAsync(installation, modal.Trigger, press, cancellationToken)
            : await views.ShowDetailsAsync(installation, modal.Trigger, press, cancellationToken);
        return opened ? null : Late((standing as SlackStanding.May)?.From.Locale);
    }

    private string Late(string? locale) => languages.Value.Of(locale).Text(SlackKey.Late);

    private async Task<SlackStanding> StandingAsync(SlackInstallation installation, SlackTurn turn, CancellationToken cancellationToken)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        patience.CancelAfter(LookingUp);
        try
        {
            return await who.OfAsync(installation, turn.User, turn.Homes, patience.Token);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return new SlackStanding.NotKnown("Slack was slow");
        }
    }
}
