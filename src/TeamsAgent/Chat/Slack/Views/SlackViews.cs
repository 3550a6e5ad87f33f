using System.Text.Json.Nodes;
using TeamsAgent.Chat.Cards;
using TeamsAgent.Chat.Slack.Cards;
using TeamsAgent.Domain.People;
using TeamsAgent.Requests;
using TeamsAgent.Storage;
using TeamsAgent.Words;

namespace TeamsAgent.Chat.Slack;

/// <summary>Opens modals (<see href="https://docs.slack.dev/reference/views/modal-views"/>).</summary>
internal sealed class SlackViews(ISlackApi api, Scopes scopes) : ISlackViews
{
    private const int MaxMetadata = 3000;
    private const int MinReason = 3;

    /// <inheritdoc/>
    public async Task<bool> AskReasonAsync(SlackInstallation installation, string triggerId, CardPress press, CancellationToken cancellationToken)
    {
        var metadata = SlackPressData.Of(press).Write();
        var words = await scopes.RunAsync<Readers, Language>(readers => readers.OfAsync(press.From.Identity, press.From.Locale, cancellationToken));
        return metadata.Length <= MaxMetadata && await OpenAsync(installation, triggerId, ReasonView(metadata, words), cancellationToken);
    }

    /// <inheritdoc/>
    public async Task<bool> ShowDetailsAsync(SlackInstallation installation, string triggerId, CardPress press, CancellationToken cancellationToken)
    {
        var pressed = await scopes.RunAsync<PressedCards, PressedCard>(cards => cards.FindAsync(press, cancellationToken));
        var (request, row) = pressed switch
        {
            PressedCard.Current current => (current.Request, current.Row),
            PressedCard.Stale stale => (stale.Request, stale.Row),
            _ => (null, null),
        };
        if (request is null || row is null)
        {
            return false;
        }

        var alone = await scopes.RunAsync<PersonStore, Person?>(people => people.FindAsync(press.From.Identity, cancellationToken));
        var context = await scopes.RunAsync<CardContexts, CardContext>(contexts => contexts.OfAsync(request, row, cancellationToken, alone?.Id));
        return await OpenAsync(installation, triggerId, DetailsView(RequestCard.Of(request, context), request.Number), cancellationToken);
    }

    /// <summary>The modal that asks why.</summary>
    internal static JsonObject ReasonView(string metadata, Language? language = null)
    {
        var words = language ?? Language.English;
        var reason = RequestCard.Reason(words);
        return new JsonObject
        {
            ["type"] = "modal",
            ["callback_id"] = ISlackViews.RejectCallback,
            ["private_metadata"] = metadata,
            ["title"] = SlackText.Plain(words.Text(CardKey.Reject)),
            ["submit"] = SlackText.Plain(words.Text(CardKey.Reject)),
            ["close"] = SlackText.Plain(words.Text(SlackKey.Cancel)),
            ["blocks"] = new JsonArray(new JsonObject
            {
                ["type"] = "input",
                ["block_id"] = ISlackViews.ReasonBlock,
                ["label"] = SlackText.Plain(reason.Label),
                ["element"] = new JsonObject
                {
                    ["type"] = "plain_text_input",
                    ["action_id"] = ISlackViews.ReasonAction,
                    ["multiline"] = true,
                    ["min_length"] = MinReason,
                    ["max_length"] = reason.MaxLength,
                    ["focus_on_load"] = true,
                },
            }),
        };
    }

    /// <summary>The modal with what is folded away on a card.</summary>
    internal static JsonObject DetailsView(Card card, int number) => new()
    {
        ["type"] = "modal",
        ["callback_id"] = "details",
        ["title"] = SlackText.Plain(SlackText.Short(card.Language.Text(SlackKey.DetailsOf, ("number", number)), 24)),
        ["close"] = SlackText.Plain(card.Language.Text(SlackKey.Close)),
        ["blocks"] = SlackCardRenderer.Details(card),
    };

    private async Task<bool> OpenAsync(SlackInstallation installation, string triggerId, JsonObject view, CancellationToken cancellationToken) =>
        await api.CallAsync(new SlackCall("views.open", installation.Route, installation.Token)
        {
            Json = new JsonObject { ["trigger_id"] = triggerId, ["view"] = view },
        }, cancellationToken) is SlackReply.Ok;
}
