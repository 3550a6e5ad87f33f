namespace TeamsAgent.Chat.Slack;

/// <summary>
/// Calls in the name of an installation: finds it and its token, asks for the token once more when it has just run out, and reports an
/// installation whose token is of no use any more.
/// </summary>
internal sealed class SlackCaller(ISlackApi api, ISlackInstallations installations)
{
    private static readonly SlackReply NotInstalled = new SlackReply.Failed("not_installed", SlackFault.Installation);

    /// <summary>Calls for the installation with that key.</summary>
    /// <param name="route">The installation's key.</param>
    /// <param name="make">Makes the call with the installation's token.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task<SlackReply> CallAsync(string route, Func<SlackInstallation, SlackCall> make, CancellationToken cancellationToken)
    {
        var reply = NotInstalled;
        for (var attempt = 0; attempt < 2; attempt++)
        {
            if (await installations.FindAsync(route, cancellationToken) is not { } installation)
            {
                return NotInstalled;
            }

            var call = make(installation);
            reply = await api.CallAsync(call, cancellationToken);
            switch (reply)
            {
                case SlackReply.Failed { Fault: SlackFault.TokenExpired } failed:
                    // Reported, so that it is refreshed before its time when it is asked for again.
                    await installations.BrokenAsync(route, failed.Error, cancellationToken);
                    continue;
                case SlackReply.Failed { Fault: SlackFault.Installation } failed when Breaks(call.Method, failed.Error):
                    await installations.BrokenAsync(route, failed.Error, cancellationToken);
                    return reply;
                default:
                    return reply;
            }
        }

        return reply;
    }

    // Some scopes may be left out of an installation; without that of writing it is none.
    private static bool Breaks(string method, string error) => error != "missing_scope" || method.StartsWith("chat.", StringComparison.Ordinal);
}
