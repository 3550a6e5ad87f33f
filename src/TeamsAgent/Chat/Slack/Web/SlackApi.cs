using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using Microsoft.Extensions.Options;

namespace TeamsAgent.Chat.Slack;

/// <summary>
/// Slack's Web API (<see href="https://docs.slack.dev/apis/web-api"/>): one POST per call to the one configured address, the token in the header.
/// Nothing is repeated here, and nothing of a body or a token is logged or thrown.
/// </summary>
internal sealed partial class SlackApi(
    IHttpClientFactory clients, SlackLimiter limiter, IOptions<SlackOptions> options, IHostEnvironment environment, TimeProvider clock, ILogger<SlackApi> logger) : ISlackApi
{
    /// <summary>The name of the HTTP client.</summary>
    public const string Client = "slack-api";

    private static readonly JsonDocumentOptions Deep = new() { MaxDepth = 64 };
    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan Long = TimeSpan.FromSeconds(30);

    private readonly Lazy<Uri> _base = new(() => BaseOf(options.Value.ApiBaseUrl, environment));

    /// <inheritdoc/>
    public async Task<SlackReply> CallAsync(SlackCall call, CancellationToken cancellationToken)
    {
        var (wait, taken) = limiter.Take(call.Method, call.Route, Channel(call));
        if (!taken)
        {
            return new SlackReply.Later(wait, "ratelimited", MayHaveArrived: false);
        }

        if (wait > TimeSpan.Zero)
        {
            await Task.Delay(wait, clock, cancellationToken);
        }

        try
        {
            using var request = Request(call);
            using var response = await clients.CreateClient(Client).SendAsync(request, HttpCompletionOption.ResponseContentRead, cancellationToken);
            return await ReadAsync(call, response, cancellationToken);
        }
        catch (HttpRequestException failed)
        {
            return new SlackReply.Later(Soon, $"Slack was not reached: {failed.HttpRequestError}.", call.Posts && !NeverLeft(failed));
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return new SlackReply.Later(Soon, "Slack took too long.", call.Posts);
        }
    }

    private HttpRequestMessage Request(SlackCall call)
    {
        if (!MethodName().IsMatch(call.Method))
        {
            throw new ArgumentException("That is no method of the Web API.", nameof(call));
        }

        var request = new HttpRequestMessage(HttpMethod.Post, new Uri(_base.Value, call.Method))
        {
            Content = call.Json is { } json
                ? new StringContent(json.ToJsonString(SlackJson.Options), Encoding.UTF8, "application/json")
                : new FormUrlEncodedContent(call.Form ?? new Dictionary<string, string>()),
        };
        if (call.Token is { } token)
        {
            request.Headers.TryAddWithoutValidation("Authorization", token.Bearer);
        }
        else if (call.Basic is { } basic)
        {
            request.Headers.Authorization = new AuthenticationHeaderValue("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes($"{basic.Id}:{basic.Secret}")));
        }

        return request;
    }

    private async Task<SlackReply> ReadAsync(SlackCall call, HttpResponseMessage response, CancellationToken cancellationToken)
    {
        switch (response.StatusCode)
        {
            case HttpStatusCode.OK:
                return Read(call, await response.Content.ReadAsByteArrayAsync(cancellationToken), response);
            case HttpStatusCode.TooManyRequests:
                return Throttled(call, response, "ratelimited");
            case HttpStatusCode.ServiceUnavailable:
                return new SlackReply.Later(RetryAfter(response) ?? Long, "HTTP 503", MayHaveArrived: false);
            case >= HttpStatusCode.InternalServerError:
                return new SlackReply.Later(Long, $"HTTP {(int)response.StatusCode}", call.Posts);
            default:
                return new SlackReply.Later(Long, $"HTTP {(int)response.StatusCode}: check Slack:ApiBaseUrl.", MayHaveArrived: false);
        }
    }

    private SlackReply Read(SlackCall call, byte[] bytes, HttpResponseMessage response)
    {
        try
        {
            using var document = JsonDocument.Parse(bytes, Deep);
            var body = document.RootElement;
            if (body.ValueKind == JsonValueKind.Object && body.TryGetProperty("ok", out var ok) && ok.ValueKind is JsonValueKind.True or JsonValueKind.False)
            {
                return ok.GetBoolean() ? new SlackReply.Ok(body.Clone()) { Scopes = ScopesOf(response) } : Failed(call, body, response);
            }
        }
        catch (JsonException)
        {
            // As good as no answer.
        }

        return new SlackReply.Later(Long, "Slack's answer is no JSON of its own.", call.Posts);
    }

    private SlackReply Failed(SlackCall call, JsonElement body, HttpResponseMessage response)
    {
        var error = Word(body, "error") ?? "no_word";
        if (SlackErrors.IsThrottled(error))
        {
            return Throttled(call, response, error);
        }

        var reply = SlackErrors.Of(error, call.Posts);
        if (reply is SlackReply.Failed { Fault: SlackFault.Call or SlackFault.Installation })
        {
            Log.CallRefused(logger, call.Method, call.Route, error, Word(body, "needed") ?? "", Pointers(body));
        }

        return reply;
    }

    private SlackReply.Later Throttled(SlackCall call, HttpResponseMessage response, string why)
    {
        var pause = RetryAfter(response) ?? TimeSpan.FromSeconds(10);
        limiter.Block(call.Method, call.Route, pause);
        Log.Throttled(logger, call.Method, call.Route, pause.TotalSeconds);
        return new SlackReply.Later(pause, why, MayHaveArrived: false);
    }

    // Seconds, or a date (RFC 9110 §10.2.3).
    private TimeSpan? RetryAfter(HttpResponseMessage response)
    {
        var asked = response.Headers.RetryAfter switch
        {
            { Delta: { } seconds } => seconds,
            { Date: { } date } => date - clock.GetUtcNow(),
            _ => (TimeSpan?)null,
        };
        return asked is { } pause ? TimeSpan.FromSeconds(Math.Clamp(pause.TotalSeconds, 1, 3600)) : null;
    }

    private static string[]? ScopesOf(HttpResponseMessage response) => response.Headers.TryGetValues("x-oauth-scopes", out var lines)
        ? string.Join(',', lines).Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
        : null;

    // Slack's own words alone; whatever else an answer says is not repeated.
    private static string? Word(JsonElement body, string member) =>
        body.TryGetProperty(member, out var value) && value.ValueKind == JsonValueKind.String && value.GetString() is { } text && Words().IsMatch(text) ? text : null;

    // Where in the blocks the mistake is, but not what stands there.
    private static string Pointers(JsonElement body) =>
        body.TryGetProperty("response_metadata", out var metadata) && metadata.ValueKind == JsonValueKind.Object
        && metadata.TryGetProperty("messages", out var messages) && messages.ValueKind == JsonValueKind.Array
            ? string.Join(' ', messages.EnumerateArray().Where(message => message.ValueKind == JsonValueKind.String)
                .Select(message => Pointer().Match(message.GetString()!)).Where(match => match.Success).Take(5).Select(match => match.Groups[1].Value))
            : "";

    private static string? Channel(SlackCall call) => call.Json?["channel"]?.GetValueKind() == JsonValueKind.String ? call.Json["channel"]!.GetValue<string>() : null;

    private static bool NeverLeft(HttpRequestException failed) => failed.HttpRequestError is HttpRequestError.NameResolutionError
        or HttpRequestError.ConnectionError or HttpRequestError.SecureConnectionError or HttpRequestError.ProxyTunnelError;

    // A token goes to no other address than this one: https, or loopback at a developer's desk.
    private static Uri BaseOf(string address, IHostEnvironment environment)
    {
        var url = new Uri(address.EndsWith('/') ? address : address + "/");
        var secure = url.Scheme == Uri.UriSchemeHttps || (url.IsLoopback && url.Scheme == Uri.UriSchemeHttp && environment.IsDevelopment());
        return secure && url.UserInfo.Length == 0
            ? url
            : throw new InvalidOperationException("Slack:ApiBaseUrl must be an https address (http only on loopback, in Development).");
    }

    [GeneratedRegex(@"^[a-z]+(\.[a-zA-Z0-9]+)+\z", RegexOptions.CultureInvariant)]
    private static partial Regex MethodName();

    [GeneratedRegex(@"^[a-z0-9_.:,-]{1,100}\z", RegexOptions.CultureInvariant)]
    private static partial Regex Words();

    [GeneratedRegex(@"\[json-pointer:(/[A-Za-z0-9_/]{0,120})\]", RegexOptions.CultureInvariant)]
    private static partial Regex Pointer();
}
