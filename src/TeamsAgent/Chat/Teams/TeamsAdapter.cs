using System.Security.Claims;
using Microsoft.Bot.Builder;
using Microsoft.Bot.Builder.Integration.AspNet.Core;
using Microsoft.Bot.Schema;
using Microsoft.Extensions.Options;
using TeamsAgent.Words;

namespace TeamsAgent.Chat.Teams;

/// <summary>Runs an activity, whose token was checked before it was stored, through the bot.</summary>
internal sealed class TeamsAdapter : CloudAdapter
{
    private readonly TeamsAuthentication _authentication;

    public TeamsAdapter(TeamsAuthentication authentication, IOptions<WordsOptions> languages, ILogger<TeamsAdapter> logger)
        : base(authentication, logger)
    {
        _authentication = authentication;
        OnTurnError = (turn, failed) => TurnFailed(turn, failed, languages.Value.Of(turn.Activity.Locale), logger);
    }

    /// <summary>Runs the bot.</summary>
    /// <returns>The answer to an invoke; null for anything else.</returns>
    public async Task<InvokeResponse?> RunAsync(Activity activity, IBot bot, CancellationToken cancellationToken)
    {
        // Bot Builder would switch the thread's culture to whatever the activity says, and with it the form of numbers and dates.
        var locale = activity.Locale;
        activity.Locale = null;
        return await ProcessActivityAsync(_authentication.Accepted(new ClaimsIdentity("teams")), activity, (turn, token) =>
        {
            turn.Activity.Locale = locale;
            return bot.OnTurnAsync(turn, token);
        }, cancellationToken);
    }

    // Never what went wrong, into the chat: a press gets a sentence with a reference; anything else is tried again by the inbox.
    private static async Task TurnFailed(ITurnContext turn, Exception failed, Language words, ILogger logger)
    {
        if (turn.Activity.Type != ActivityTypes.Invoke || failed is Storage.AlreadyHandledException)
        {
            System.Runtime.ExceptionServices.ExceptionDispatchInfo.Throw(failed);
        }

        var reference = Guid.NewGuid().ToString("N")[..8];
        Log.PressFailed(logger, reference, failed);
        await turn.SendActivityAsync(new Activity { Type = ActivityTypesEx.InvokeResponse, Value = InvokeAnswer.Failed(reference, words) }, CancellationToken.None);
    }
}
