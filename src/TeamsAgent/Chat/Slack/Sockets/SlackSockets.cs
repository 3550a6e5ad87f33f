using Microsoft.Extensions.Options;

namespace TeamsAgent.Chat.Slack;

/// <summary>
/// Socket Mode (https://docs.slack.dev/apis/events-api/using-socket-mode): where Slack cannot reach this server, this server holds connections to
/// Slack. Several of them, so that one can be replaced while another listens; what comes over them goes through the same door as HTTP.
/// </summary>
internal sealed class SlackSockets(
    ISlackApi api, SlackDoor door, IOptions<SlackOptions> options, SlackSocketHosts hosts, TimeProvider clock, ILogger<SlackSockets> logger) : BackgroundService
{
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan HelloWithin = TimeSpan.FromSeconds(15);

    // Slack's words for a token with which no connection will ever be opened.
    private static readonly HashSet<string> Fatal = new(
        ["not_authed", "invalid_auth", "account_inactive", "user_removed_from_team", "team_disabled", "token_revoked", "not_allowed_token_type", "missing_scope"], StringComparer.Ordinal);

    /// <summary>Why nothing arrives any more; null while all is well.</summary>
    public string? Trouble { get; private set; }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (options.Value.AppToken.Length == 0)
        {
            return;
        }

        // What is fatal for one connection is fatal for all.
        using var stopping = CancellationTokenSource.CreateLinkedTokenSource(stoppingToken);
        await Task.WhenAll(Enumerable.Range(1, options.Value.Sockets).Select(number => HoldAsync(number, stopping)));
    }

    private async Task HoldAsync(int number, CancellationTokenSource stopping)
    {
        SlackSocket? current = null;
        var failures = 0;
        try
        {
            while (!stopping.IsCancellationRequested)
            {
                // The new one listens before the old one goes; while there is no new one, the old one still does.
                var (next, after) = await ConnectAsync(stopping);
                if (next is null)
                {
                    var pause = Pause(failures++);
                    await Task.Delay(after > pause ? after : pause, clock, stopping.Token);
                    continue;
                }

                if (current is not null)
                {
                    await current.DisposeAsync();
                }

                (current, failures) = (next, 0);
                Log.SocketOpen(logger, number);
                await Task.WhenAny(current.Ended, current.Replace).WaitAsync(stopping.Token);
                Log.SocketReplaced(logger, number, current.Why);
                if (current.Ended.IsCompleted)
                {
                    await Task.Delay(Pause(failures++), clock, stopping.Token);
                }
            }
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            // Stopping.
        }
        finally
        {
            if (current is not null)
            {
                await current.DisposeAsync();
            }
        }
    }

    private async Task<(SlackSocket? Socket, TimeSpan After)> ConnectAsync(CancellationTokenSource stopping)
    {
        var call = new SlackCall("apps.connections.open", "", new SlackToken(options.Value.AppToken)) { Form = new Dictionary<string, string>() };
        switch (await api.CallAsync(call, stopping.Token))
        {
            case SlackReply.Ok ok when ok.Body.Text("url") is { } text && Uri.TryCreate(text, UriKind.Absolute, out var url) && hosts.Allows(url):
                return (await GreetAsync(url, stopping), TimeSpan.Zero);
            case SlackReply.Ok:
                return Failed("the address is none of Slack's");
            case SlackReply.Failed failed when Fatal.Contains(failed.Error):
                await StopAsync(failed.Error, stopping);
                return (null, TimeSpan.Zero);
            case SlackReply.Failed failed:
                return Failed(failed.Error);
            case SlackReply.Later later:
                return Failed(later.Why, later.After);
            default:
                return (null, TimeSpan.Zero);
        }
    }

    private (SlackSocket? Socket, TimeSpan After) Failed(string why, TimeSpan after = default)
    {
        Log.SocketFailed(logger, why);
        return (null, after);
    }

    private async Task<SlackSocket?> GreetAsync(Uri url, CancellationTokenSource stopping)
    {
        var socket = new SlackSocket(door, logger);
        if (await socket.OpenAsync(url, HelloWithin, stopping.Token))
        {
            if (options.Value.AppId.Length == 0 || socket.AppId is null || socket.AppId == options.Value.AppId)
            {
                return socket;
            }

            await StopAsync("the token is of another app than Slack:AppId", stopping);
        }

        await socket.DisposeAsync();
        return null;
    }

    private async Task StopAsync(string error, CancellationTokenSource stopping)
    {
        Trouble = $"Socket Mode is given up: {error}. Check Slack:AppToken and its scope connections:write, and start again.";
        Log.SocketsGivenUp(logger, error);
        await stopping.CancelAsync();
    }

    private static TimeSpan Pause(int failures)
    {
        var longest = Math.Min(LongestPause.TotalMilliseconds, 500 * Math.Pow(2, Math.Min(failures, 10)));
        return TimeSpan.FromMilliseconds((longest / 2) + (Random.Shared.NextDouble() * longest / 2));
    }
}
