using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using TeamsAgent.Sandbox.Slack.Sockets;

namespace TeamsAgent.Sandbox.Slack.Outbound;

/// <summary>
/// Carries events, commands and interactions to the bot as Slack does it: signed anew at each attempt, with three seconds' patience, and events
/// again and again. Goes over sockets while there are some. https://docs.slack.dev/apis/events-api
/// </summary>
internal sealed class SlackCourier(SlackWorkspaceOptions options, SlackFaults faults, SocketHub sockets, TimeProvider clock) : IDisposable
{
    private const int LargestAnswer = 1024 * 1024;
    private readonly WaitingRoom _room = new();

    private readonly HttpClient _http = new(new SocketsHttpHandler { AllowAutoRedirect = false, UseProxy = false })
    {
        Timeout = Timeout.InfiniteTimeSpan, MaxResponseContentBufferSize = LargestAnswer,
    };

    /// <summary>Where the bot is.</summary>
    public string? Bot { get; set; }

    /// <summary>Delivers, with the copies that are asked for.</summary>
    public async Task<SlackDelivery> DeliverAsync(SlackDeliveryKind kind, JsonObject payload, CancellationToken cancellationToken)
    {
        if (faults.Down)
        {
            return new SlackDelivery(kind, payload, []) { Trouble = "Slack cannot be reached." };
        }

        await _room.PassAsync(faults.TakeReorders(), faults.Weather?.Lateness() ?? TimeSpan.Zero, cancellationToken);
        try
        {
            var copies = Enumerable.Range(0, faults.TakeDuplicates()).Select(_ => DeliverOneAsync(kind, payload, cancellationToken)).ToList();
            var first = await DeliverOneAsync(kind, payload, cancellationToken);
            return first with { Copies = await Task.WhenAll(copies) };
        }
        finally
        {
            _room.Left();
        }
    }

    /// <summary>Posts bytes to the bot as they are.</summary>
    public async Task<SlackAttempt> PostAsync(
        string path, ReadOnlyMemory<byte> body, string? contentType, IEnumerable<KeyValuePair<string, string>> headers, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, (Bot ?? throw new InvalidOperationException("The bot is not connected.")) + path) { Content = new ReadOnlyMemoryContent(body) };
        request.Content.Headers.TryAddWithoutValidation("Content-Type", contentType);
        request.Headers.TryAddWithoutValidation("User-Agent", "Slackbot 1.0 (+https://api.slack.com/robots)");
        foreach (var (name, value) in headers)
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }

        var watch = Stopwatch.StartNew();
        using var response = await _http.SendAsync(request, cancellationToken);
        var text = await response.Content.ReadAsStringAsync(cancellationToken);
        return new SlackAttempt(0, null, response.StatusCode, text, response.Content.Headers.ContentType?.MediaType, null)
        {
            Took = watch.Elapsed, NoRetry = response.Headers.TryGetValues("X-Slack-No-Retry", out var no) && no.Contains("1"),
        };
    }

    public void Dispose() => _http.Dispose();

    private async Task<SlackDelivery> DeliverOneAsync(SlackDeliveryKind kind, JsonObject payload, CancellationToken cancellationToken)
    {
        var attempts = new List<SlackAttempt>();
        var most = kind == SlackDeliveryKind.Event ? options.RetryPauses.Count + 1 : 1;
        string? reason = null;
        while (true)
        {
            var attempt = (await AttemptAsync(kind, payload, attempts.Count, reason, cancellationToken)) with { RetryNumber = attempts.Count, RetryReason = reason };
            attempts.Add(attempt);
            if (attempt.Taken || attempts.Count >= most || (attempt.NoRetry && (int)attempt.Status > 0))
            {
                return new SlackDelivery(kind, payload, attempts) { Trouble = attempt.Taken ? null : kind == SlackDeliveryKind.Event ? "The app did not take the event." : TroubleOf(attempt) };
            }

            reason = attempt.Trouble switch { null => "http_error", var known => known };
            await Task.Delay(options.RetryPauses[attempts.Count - 1], cancellationToken);
        }
    }

    private static string TroubleOf(SlackAttempt attempt) => attempt.Trouble == "http_timeout"
        ? "The app did not answer in time (operation_timeout)."
        : attempt.Status == default ? "The app cannot be reached." : $"The app failed with the status {(int)attempt.Status}.";

    private async Task<SlackAttempt> AttemptAsync(SlackDeliveryKind kind, JsonObject payload, int number, string? reason, CancellationToken cancellationToken)
    {
        if (faults.TakeDrop())
        {
            return NoAnswer("connection_failed");
        }

        if (sockets.Count > 0)
        {
            return await sockets.SendAsync(kind, payload, number, reason, options.Patience, cancellationToken);
        }

        var (path, type, text) = Written(kind, payload);
        var body = Encoding.UTF8.GetBytes(text);
        var headers = Signatures.Of(options.SigningSecret, body, clock.GetUtcNow()).ToList();
        if (number > 0)
        {
            headers.Add(new("X-Slack-Retry-Num", number.ToString(CultureInfo.InvariantCulture)));
            headers.Add(new("X-Slack-Retry-Reason", reason!));
        }

        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        patience.CancelAfter(options.Patience);
        try
        {
            return await PostAsync(path, body, type, headers, patience.Token);
        }
        catch (Exception failed) when (failed is HttpRequestException or OperationCanceledException && !cancellationToken.IsCancellationRequested)
        {
            return NoAnswer(failed is HttpRequestException ? "connection_failed" : "http_timeout");
        }
    }

    private (string Path, string Type, string Text) Written(SlackDeliveryKind kind, JsonObject payload) => kind switch
    {
        SlackDeliveryKind.Event => (options.EventsPath, "application/json", payload.ToJsonString()),
        SlackDeliveryKind.Command => (options.CommandsPath, "application/x-www-form-urlencoded", Form(payload.Select(field => (field.Key, field.Value?.ToString() ?? "")))),
        _ => (options.InteractivityPath, "application/x-www-form-urlencoded", Form([("payload", payload.ToJsonString())])),
    };

    private static string Form(IEnumerable<(string Name, string Value)> fields) =>
        string.Join('&', fields.Select(field => $"{WebUtility.UrlEncode(field.Name)}={WebUtility.UrlEncode(field.Value)}"));

    private static SlackAttempt NoAnswer(string trouble) => new(0, null, default, "", null, trouble);
}
