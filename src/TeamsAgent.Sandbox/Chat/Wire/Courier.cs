using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;

namespace TeamsAgent.Sandbox.Chat.Wire;

/// <summary>
/// Carries activities to the bot as the service does it: with a token, with little patience, and messages that were not answered in time
/// once more.
/// </summary>
internal sealed class Courier(BotTokens tokens, ConnectorFaults faults, TeamsOptions options, Func<string> serviceUrl, TimeProvider clock) : IDisposable
{
    private const int MostAttempts = 3;
    private const int LargestAnswer = 1024 * 1024;

    private readonly WaitingRoom _room = new();

    private readonly HttpClient _http = new(new SocketsHttpHandler { AllowAutoRedirect = false, UseProxy = false })
    {
        Timeout = Timeout.InfiniteTimeSpan, MaxResponseContentBufferSize = LargestAnswer,
    };

    /// <summary>Where the bot takes activities.</summary>
    public string? Endpoint { get; set; }

    /// <summary>Delivers an activity, with the copies that are asked for.</summary>
    public async Task<InboundResult> DeliverAsync(string messageId, JsonObject activity, CancellationToken cancellationToken)
    {
        if (faults.Down)
        {
            return NoAnswer("Teams cannot be reached.");
        }

        await _room.PassAsync(faults.TakeReorders(), faults.Weather?.Lateness() ?? TimeSpan.Zero, cancellationToken);
        try
        {
            var copies = Enumerable.Range(0, faults.TakeDuplicates()).Select(_ => Copy(activity)).ToList();
            var first = DeliverOneAsync(activity, cancellationToken);
            var others = await Task.WhenAll(copies.Select(copy => DeliverOneAsync(copy, cancellationToken)));
            return await first with { MessageId = messageId, Copies = others };
        }
        finally
        {
            _room.Left();
        }
    }

    /// <summary>Posts a body to the bot as it is.</summary>
    public async Task<InboundResult> PostAsync(string body, string? token, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, Endpoint ?? throw new InvalidOperationException("The bot is not connected."))
        {
            Content = new StringContent(body, Encoding.UTF8, "application/json"),
        };
        request.Headers.TryAddWithoutValidation("MS-CV", $"{Convert.ToBase64String(Guid.NewGuid().ToByteArray())[..16]}.0");
        request.Headers.TryAddWithoutValidation("x-ms-tenant-id", People.TeamsTenantId);
        if (token is not null)
        {
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        }

        using var response = await _http.SendAsync(request, cancellationToken);
        return new InboundResult("", response.StatusCode, await response.Content.ReadAsStringAsync(cancellationToken));
    }

    public void Dispose() => _http.Dispose();

    private async Task<InboundResult> DeliverOneAsync(JsonObject activity, CancellationToken cancellationToken)
    {
        var isInvoke = (string?)activity["type"] == "invoke";
        var body = activity.ToJsonString();
        for (var attempt = 1; ; attempt++)
        {
            using var patience = new CancellationTokenSource(isInvoke ? options.InvokePatience : options.MessagePatience, clock);
            using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, patience.Token);
            try
            {
                return faults.TakeDrop()
                    ? throw new HttpRequestException("It was lost on the way.")
                    : await PostAsync(body, tokens.Mint(serviceUrl()), limit.Token) with { Attempts = attempt };
            }
            catch (Exception failed) when (failed is HttpRequestException or OperationCanceledException && !cancellationToken.IsCancellationRequested)
            {
                // A press is not repeated: the client says that it failed, and the person presses again.
                if (isInvoke || attempt == MostAttempts)
                {
                    return NoAnswer(failed is HttpRequestException ? "The app cannot be reached." : "The app took too long.") with { Attempts = attempt };
                }

                await Task.Delay(TimeSpan.FromMilliseconds(300 * attempt), cancellationToken);
            }
        }
    }

    private JsonObject Copy(JsonObject activity)
    {
        var copy = (JsonObject)activity.DeepClone();
        if (faults.DuplicatesAreNew)
        {
            copy["id"] = $"f:{Guid.NewGuid()}";
            copy["timestamp"] = clock.GetUtcNow().ToString("yyyy-MM-ddTHH:mm:ss.fffZ", System.Globalization.CultureInfo.InvariantCulture);
        }

        return copy;
    }

    private static InboundResult NoAnswer(string trouble) => new("", default(HttpStatusCode), "") { Trouble = trouble };
}
