using TeamsAgent.Storage.Rows;

namespace TeamsAgent.Chat;

internal static partial class Log
{
    [LoggerMessage(Level = LogLevel.Error, Message = "{Count} inbound messages could not be stored; they are not acknowledged.")]
    public static partial void NotStored(ILogger logger, int count, Exception failed);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Too many messages of {Channel} wait in memory; one is left to the sweep.")]
    public static partial void LeftToSweep(ILogger logger, string channel);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Attempt {Attempt} at the inbound message {Key} failed; it is tried again.")]
    public static partial void HandlingFailed(ILogger logger, string key, int attempt, Exception failed);

    [LoggerMessage(Level = LogLevel.Error, Message = "The inbound message {Key} is set aside after {Attempts} attempts; somebody has to look at it.")]
    public static partial void SetAside(ILogger logger, string key, int attempts, Exception failed);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The next attempt at the inbound message {Key} could not be saved; its lease runs out by itself.")]
    public static partial void NotPostponed(ILogger logger, string key, Exception failed);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The card {Card} is not up to date yet (attempt {Attempt}): {Why}")]
    public static partial void CardLater(ILogger logger, string card, int attempt, string why);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The card {Card} has nowhere to go any more: {Why}")]
    public static partial void CardGone(ILogger logger, string card, string why);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Somebody has deleted the card {Card} of an open request; it is posted again, once.")]
    public static partial void CardPostedAgain(ILogger logger, string card);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Request {Request}: {Account} pressed a card that is not as it was posted: {What}")]
    public static partial void CardAltered(ILogger logger, string request, string account, string what);

    [LoggerMessage(Level = LogLevel.Error, Message = "The platform will never take the card {Card}: {Why}")]
    public static partial void CardRefused(ILogger logger, string card, string why);

    [LoggerMessage(Level = LogLevel.Information, Message = "Request {Request}: the approver {Person} cannot be reached alone: {Why}")]
    public static partial void ApproverNotReached(ILogger logger, string request, string person, string why);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The account {Account} pressed a button that decides, and may not: {Why}")]
    public static partial void NoStanding(ILogger logger, string account, string why);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The account {Account} pressed a button that decides, and cannot be checked now: {Why}")]
    public static partial void StandingUnknown(ILogger logger, string account, string why);

    [LoggerMessage(Level = LogLevel.Information, Message = "The note {Note} ({Kind}) is not sent: there is nothing left to say.")]
    public static partial void NoteIsOver(ILogger logger, string note, NoteKind kind);
}
