using TeamsAgent.Storage.Rows;

namespace TeamsAgent.Identity;

internal static partial class Log
{
    [LoggerMessage(1, LogLevel.Information, "Login {SignIn} began ({Kind})")]
    public static partial void SignInStarted(ILogger logger, string signIn, TicketKind kind);

    [LoggerMessage(2, LogLevel.Information, "Login {SignIn} ({Kind}) ended: {Ending}")]
    public static partial void SignInEnded(ILogger logger, string signIn, TicketKind kind, string ending);

    [LoggerMessage(3, LogLevel.Warning, "The tenant refused login {SignIn}: {Error}")]
    public static partial void TenantRefusedLogin(ILogger logger, string signIn, string error);

    [LoggerMessage(4, LogLevel.Information, "A page of {Kind} was answered with {Ending}; reference {Reference}")]
    public static partial void PageRefused(ILogger logger, string kind, string ending, string reference);

    [LoggerMessage(5, LogLevel.Warning, "{Message}")]
    public static partial void TenantUnreachable(ILogger logger, string message);

    [LoggerMessage(6, LogLevel.Warning, "The tenant's discovery document or keys could not be fetched: {Kind}: {Reason}")]
    public static partial void DiscoveryFailed(ILogger logger, string kind, string reason);

    [LoggerMessage(7, LogLevel.Information, "A code of person {Person} was taken: {Outcome}")]
    public static partial void LinkCodeTaken(ILogger logger, string person, LinkOutcome outcome);

    [LoggerMessage(8, LogLevel.Warning, "A refresh token that is no longer needed could not be revoked at the tenant; it is forgotten here")]
    public static partial void RevocationFailed(ILogger logger);

    [LoggerMessage(9, LogLevel.Information, "An exchange for connection {Connection} ended: {Result} {Code}")]
    public static partial void Exchanged(ILogger logger, string connection, string result, string? code);

    [LoggerMessage(11, LogLevel.Error, "The tenant rotates refresh tokens, so people have to link again after each use: switch rotation off for this application")]
    public static partial void RotationIsOn(ILogger logger);

    [LoggerMessage(10, LogLevel.Warning, "The My Account API refused ({Status}): {Reason}")]
    public static partial void MyAccountRefused(ILogger logger, int status, string reason);
}
