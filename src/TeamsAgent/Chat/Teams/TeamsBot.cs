using Microsoft.Bot.Builder;
using Microsoft.Bot.Builder.Teams;
using Microsoft.Bot.Schema;
using Microsoft.Extensions.Options;
using TeamsAgent.Domain.People;
using TeamsAgent.Domain.Requests;
using TeamsAgent.Requests;
using TeamsAgent.Storage;
using TeamsAgent.Words;

namespace TeamsAgent.Chat.Teams;

/// <summary>
/// What Teams tells, handed to the use cases: words, presses, and where the bot is and is not any more. Reactions, edits and deletions are
/// nothing here: they decide nothing, ever.
/// </summary>
public sealed class TeamsBot(Scopes scopes, TakePress presses, IOptions<WordsOptions> languages, ILogger<TeamsBot> logger) : TeamsActivityHandler
{
    /// <summary>The one invoke that our own cards can cause.</summary>
    public const string CardAction = "adaptiveCard/action";

    /// <inheritdoc/>
    public override async Task OnTurnAsync(ITurnContext turnContext, CancellationToken cancellationToken = default)
    {
        var activity = turnContext.Activity;
        if (IsPress(activity) && await IsGoneAsync(activity, cancellationToken))
        {
            await RefuseAsync(turnContext, cancellationToken);
            return;
        }

        var personal = TeamsTurn.IsPersonal(activity);
        var person = personal && TeamsTurn.Sender(activity) is { } from ? await PersonAsync(from, cancellationToken) : null;
        await scopes.RunAsync<ConversationStore>(conversations =>
            conversations.SeenAsync(TeamsTurn.Conversation(activity), personal, person?.Id, cancellationToken));
        await base.OnTurnAsync(turnContext, cancellationToken);
    }

    private static bool IsPress(Activity activity) =>
        activity.Type == ActivityTypes.Invoke || (activity.Type == ActivityTypes.Message && TeamsTurn.Sender(activity) is { } from && TeamsTurn.Submit(activity, from) is not null);

    private Task<bool> IsGoneAsync(Activity activity, CancellationToken cancellationToken)
    {
        var where = TeamsTurn.Conversation(activity);
        return scopes.RunAsync<ConversationStore, bool>(conversations => conversations.IsGoneAsync(where.Channel, where.Tenant, where.Id, cancellationToken));
    }

    // A card of an installation that is no more decides nothing, whoever still has it on the screen. Words, or a new installation, bring it back.
    private async Task RefuseAsync(ITurnContext turn, CancellationToken cancellationToken)
    {
        Log.PressedAfterRemoval(logger, turn.Activity.Conversation.Id);
        if (turn.Activity.Type == ActivityTypes.Invoke)
        {
            var answer = InvokeAnswer.Of(new PressAnswer.Say(Language.Of(turn.Activity.Locale).Text(TeamsKey.Removed)));
            await turn.SendActivityAsync(new Activity { Type = ActivityTypesEx.InvokeResponse, Value = answer }, cancellationToken);
        }
        else
        {
            await CloseAsync(turn.Activity, cancellationToken);
        }
    }

    /// <summary>A verified activity that is nothing to act on: it only says how its conversation is reached.</summary>
    public Task NoteAsync(Activity activity, CancellationToken cancellationToken) => scopes.RunAsync<ConversationStore>(conversations =>
        conversations.SeenAsync(TeamsTurn.Conversation(activity), TeamsTurn.IsPersonal(activity), with: null, cancellationToken));

    /// <inheritdoc/>
    protected override async Task OnMessageActivityAsync(ITurnContext<IMessageActivity> turnContext, CancellationToken cancellationToken)
    {
        var activity = (Activity)turnContext.Activity;
        if (TeamsTurn.Sender(activity) is not { } sender)
        {
            await CloseAsync(activity, cancellationToken);
        }
        else if (TeamsTurn.Submit(activity, sender) is { } press)
        {
            await SubmitAsync(activity, press, cancellationToken);
        }
        else
        {
            var message = new ChatMessage(TeamsTurn.InboxKey(activity), sender, TeamsTurn.Place(activity), TeamsTurn.Words(activity));
            await scopes.RunAsync<HearMessage>(hear => hear.HandleAsync(message, cancellationToken));
        }
    }

    /// <inheritdoc/>
    protected override async Task<InvokeResponse> OnInvokeActivityAsync(ITurnContext<IInvokeActivity> turnContext, CancellationToken cancellationToken)
    {
        var activity = (Activity)turnContext.Activity;
        if (activity.Name != CardAction)
        {
            return new InvokeResponse { Status = StatusCodes.Status501NotImplemented };
        }

        if (TeamsTurn.Sender(activity) is not { } sender)
        {
            return InvokeAnswer.Of(new PressAnswer.Say(languages.Value.Of(activity.Locale).Text(TeamsKey.NoPerson)));
        }

        return TeamsTurn.Execute(activity, sender) is { } press
            ? InvokeAnswer.Of(await PressAsync(press, TeamsTurn.IsAutomatic(activity), cancellationToken))
            : InvokeAnswer.BadRequest("The card's action has no verb.");
    }

    /// <inheritdoc/>
    protected override async Task OnConversationUpdateActivityAsync(ITurnContext<IConversationUpdateActivity> turnContext, CancellationToken cancellationToken)
    {
        var activity = (Activity)turnContext.Activity;
        if (IsBotIn(activity.MembersRemoved, activity) || TeamsTurn.EventType(activity) is "teamDeleted" or "teamHardDeleted" or "channelDeleted")
        {
            await LeftAsync(activity, cancellationToken);
        }

        await (IsBotIn(activity.MembersAdded, activity) ? WelcomeAsync(activity, cancellationToken) : CloseAsync(activity, cancellationToken));
    }

    /// <inheritdoc/>
    protected override async Task OnInstallationUpdateActivityAsync(ITurnContext<IInstallationUpdateActivity> turnContext, CancellationToken cancellationToken)
    {
        var activity = (Activity)turnContext.Activity;
        if (activity.Action is "remove" or "remove-upgrade")
        {
            await LeftAsync(activity, cancellationToken);
        }

        // Of a channel's installation the other event says where; this one may come from elsewhere in the team.
        await (activity.Action == "add" && TeamsTurn.IsWhereItWasAdded(activity) ? WelcomeAsync(activity, cancellationToken) : CloseAsync(activity, cancellationToken));
    }

    private static bool IsBotIn(IList<ChannelAccount>? members, Activity activity) => members?.Any(member => member?.Id is { Length: > 0 } id && id == activity.Recipient.Id) ?? false;

    // Teams refreshes cards by itself; nobody pressed then, so nothing may come of it but the card.
    private async Task<PressAnswer> PressAsync(CardPress press, bool automatic, CancellationToken cancellationToken)
    {
        try
        {
            return automatic ? await presses.AgainAsync(press, cancellationToken) : await presses.HandleAsync(press, cancellationToken);
        }
        catch (AlreadyHandledException)
        {
            return await presses.AgainAsync(press, cancellationToken);
        }
    }

    // A client without Universal Actions sends a message; it can be shown nothing at once, so what there is to say is said privately.
    private async Task SubmitAsync(Activity activity, CardPress press, CancellationToken cancellationToken)
    {
        var answer = await presses.HandleAsync(press, cancellationToken);
        if (answer is not PressAnswer.Say say)
        {
            await CloseAsync(activity, cancellationToken);
            return;
        }

        await PersonAsync(press.From, cancellationToken);
        await scopes.RunAsync<Telling>(telling => telling.HandleAsync(press.From.Identity, press.Place, say.Sentence, press.InboxKey, cancellationToken));
    }

    private Task<Person> PersonAsync(Sender from, CancellationToken cancellationToken) => scopes.RunAsync<PersonStore, Person>(people =>
        people.FindOrAddAsync(from.Identity, from.Name, from.PlatformUserId, from.TimeZone, from.Locale, cancellationToken));

    private Task LeftAsync(Activity activity, CancellationToken cancellationToken)
    {
        var where = TeamsTurn.Conversation(activity);
        return scopes.RunAsync<ConversationStore>(conversations => conversations.LeftAsync(where.Channel, where.Tenant, where.Id, cancellationToken));
    }

    private async Task WelcomeAsync(Activity activity, CancellationToken cancellationToken)
    {
        var (where, place) = (TeamsTurn.Conversation(activity), TeamsTurn.Place(activity));
        await scopes.RunAsync<ConversationStore>(conversations => conversations.BackAsync(where.Channel, where.Tenant, where.Id, where.Route, cancellationToken));
        await scopes.RunAsync<Telling>(telling => telling.WelcomeAsync(place, HelpText.Welcome(place, languages.Value.Of(activity.Locale)), TeamsTurn.InboxKey(activity), cancellationToken));
    }

    private async Task CloseAsync(Activity activity, CancellationToken cancellationToken)
    {
        try
        {
            await scopes.RunAsync<Telling>(telling => telling.CloseAsync(TeamsTurn.Place(activity), null, TeamsTurn.InboxKey(activity), cancellationToken));
        }
        catch (AlreadyHandledException)
        {
            // The use case marked it itself.
        }
    }
}
