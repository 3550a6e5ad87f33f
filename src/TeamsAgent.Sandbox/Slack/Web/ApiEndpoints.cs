using System.Collections.Concurrent;
using System.Globalization;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http.Features;
using static TeamsAgent.Sandbox.Slack.Web.ApiAnswer;

namespace TeamsAgent.Sandbox.Slack.Web;

/// <summary>
/// The Web API: who may call, what strikes the call, how often, and a record of it. What the methods do is beside.
/// https://docs.slack.dev/apis/web-api
/// </summary>
internal sealed class ApiEndpoints(
    IEnumerable<ApiMethod> methods, SlackInstalls installs, SlackFaults faults, SlackWorkspaceOptions options, Violations violations, TimeProvider clock)
{
    private static readonly string[] Secrets = ["token", "client_secret", "code", "refresh_token", "access_token", "url"];
    private readonly Dictionary<string, ApiMethod> _methods = methods.ToDictionary(method => method.Name);
    private readonly RateLimits _limits = new(clock);
    private readonly ConcurrentQueue<SlackApiCall> _calls = new();

    /// <summary>Whether calls are counted and throttled.</summary>
    public bool Throttles { get; set; } = options.Throttles;

    public IReadOnlyList<SlackApiCall> Calls => [.. _calls];

    public void Map(IEndpointRouteBuilder routes) => routes.MapMethods("/api/{method}", ["GET", "POST"], HandleAsync);

    /// <summary>Records a call that is not of the Web API.</summary>
    public void Record(SlackApiCall call) => _calls.Enqueue(call);

    private async Task HandleAsync(HttpContext http, string method)
    {
        if (faults.Slowness > TimeSpan.Zero)
        {
            await Task.Delay(faults.Slowness, http.RequestAborted);
        }

        var body = await ApiBody.ReadAsync(http.Request, http.RequestAborted);
        var (token, basic) = Credentials(http.Request, body);
        NoteTokens(http.Request, method, body);
        var fault = !faults.Down && _methods.GetValueOrDefault(method) is { TakesJson: true, Name: not "auth.test" } ? faults.Take() : null;
        var (status, answer, install) = fault is SlackFault.Throttled or SlackFault.Failed or SlackFault.BadGateway or SlackFault.Dropped or SlackFault.Hangs
            ? (StatusOf(fault), Error(fault == SlackFault.Throttled ? "ratelimited" : "internal_error"), null)
            : Run(http, method, body, token, basic);
        (status, answer) = fault switch
        {
            SlackFault.DoneThen500 => (500, Error("internal_error")),
            SlackFault.DoneThenFatal => (200, Error("fatal_error")),
            _ => (status, answer),
        };
        if (status == 429 && !http.Response.Headers.ContainsKey("Retry-After"))
        {
            http.Response.Headers.RetryAfter = "1";
        }

        var breaks = fault is SlackFault.Dropped or SlackFault.DoneThenDropped or SlackFault.Hangs or SlackFault.DoneThenHangs;
        _calls.Enqueue(new SlackApiCall(clock.GetUtcNow(), method, Without(body.Arguments), breaks ? 0 : status, Without(answer)) { Install = install, Fault = fault?.ToString() });
        await AnswerAsync(http, fault, status, answer);
    }

    private static async Task AnswerAsync(HttpContext http, SlackFault? fault, int status, JsonObject answer)
    {
        if (fault is SlackFault.Hangs or SlackFault.DoneThenHangs)
        {
            await Task.Delay(Timeout.InfiniteTimeSpan, http.RequestAborted).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        if (fault is SlackFault.Dropped or SlackFault.DoneThenDropped or SlackFault.Hangs or SlackFault.DoneThenHangs)
        {
            http.Abort();
            return;
        }

        http.Response.StatusCode = status;
        http.Response.ContentType = fault == SlackFault.BadGateway ? "text/html" : "application/json; charset=utf-8";
        await http.Response.WriteAsync(fault == SlackFault.BadGateway ? "<html><h1>502 Bad Gateway</h1></html>" : answer.ToJsonString(), http.RequestAborted);
    }

    private (int Status, JsonObject Answer, string? Install) Run(HttpContext http, string name, ApiBody body, string? token, (string, string)? basic)
    {
        if (faults.Down)
        {
            return (503, Error("service_unavailable"), null);
        }

        if (!_methods.TryGetValue(name, out var method))
        {
            return (200, Error("unknown_method"), null);
        }

        var (install, error) = Check(method, token);
        if (error is not null)
        {
            return (200, Error(error), null);
        }

        if (install is not null)
        {
            http.Response.Headers["x-oauth-scopes"] = string.Join(',', install.Scopes);
            http.Response.Headers["x-accepted-oauth-scopes"] = string.Join(',', method.Scopes);
        }

        return Limit(http, method, install, body) is { } throttled
            ? (429, throttled, install?.Key)
            : (200, Do(method, install, body, new ApiCall(body.Arguments, token ?? "", install, basic)), install?.Key);
    }

    private JsonObject Do(ApiMethod method, SlackInstallation? install, ApiBody body, ApiCall call)
    {
        if (install is not null && method.Scopes.Count > 0 && !method.Scopes.Any(install.May))
        {
            var missing = Error("missing_scope");
            missing["needed"] = string.Join(',', method.Scopes);
            missing["provided"] = string.Join(',', install.Scopes);
            return missing;
        }

        if ((body.Error ?? faults.TakeError(method.Name)) is { } error)
        {
            return Error(error);
        }

        if (body.IsJson && !method.TakesJson)
        {
            // What is said in JSON is not heard by the methods that read.
            violations.Note($"{method.Name} was called with JSON.");
            call = call with { Arguments = [] };
        }

        var answer = method.Run(call);
        if (body.Warning is { } warning)
        {
            answer["warning"] = warning;
            var metadata = answer["response_metadata"] as JsonObject ?? [];
            metadata["warnings"] = new JsonArray(warning);
            answer["response_metadata"] = metadata.Parent is null ? metadata : metadata.DeepClone();
        }

        return answer;
    }

    private (SlackInstallation? Install, string? Error) Check(ApiMethod method, string? token) => method.Caller switch
    {
        ApiCaller.Client => (null, null),
        _ when token is null => (null, "not_authed"),
        ApiCaller.App => (null, token == options.AppToken ? null : token.StartsWith("xoxb-", StringComparison.Ordinal) || token.StartsWith("xoxe.", StringComparison.Ordinal) ? "not_allowed_token_type" : "invalid_auth"),
        _ when token == options.AppToken => (null, "not_allowed_token_type"),
        _ => installs.Check(token),
    };

    private JsonObject? Limit(HttpContext http, ApiMethod method, SlackInstallation? install, ApiBody body)
    {
        if (!Throttles)
        {
            return null;
        }

        var channel = method.IsPost ? body.Arguments["channel"]?.ToString() : null;
        if (_limits.Exceeded($"{method.Name} {install?.Key}", method.PerMinute, channel) is not { } seconds)
        {
            return null;
        }

        http.Response.Headers.RetryAfter = seconds.ToString(CultureInfo.InvariantCulture);
        return Error("ratelimited");
    }

    // JSON bodies have no say in who calls; a form's token counts, as it does for Slack.
    private static (string? Token, (string, string)? Basic) Credentials(HttpRequest request, ApiBody body)
    {
        if (AuthenticationHeaderValue.TryParse(request.Headers.Authorization, out var header) && header.Parameter is { } parameter)
        {
            if (header.Scheme == "Bearer")
            {
                return (parameter, null);
            }

            if (header.Scheme == "Basic" && Decoded(parameter).Split(':', 2) is [var id, var secret])
            {
                return (null, (id, secret));
            }
        }

        return (body.IsJson ? null : body.Arguments["token"]?.ToString(), null);
    }

    private void NoteTokens(HttpRequest request, string method, ApiBody body)
    {
        if (request.Query.Keys.Any(Secrets.Contains))
        {
            violations.Note($"{method} was called with a secret in its address.");
        }

        if (body.Arguments["token"] is not null)
        {
            violations.Note($"{method} was called with a token outside of the Authorization header.");
        }
    }

    private static string Decoded(string base64)
    {
        var bytes = new byte[base64.Length];
        return Convert.TryFromBase64String(base64, bytes, out var length) ? Uri.UnescapeDataString(Encoding.UTF8.GetString(bytes, 0, length)) : "";
    }

    private static int StatusOf(SlackFault? fault) => fault switch { SlackFault.Throttled => 429, SlackFault.Failed => 500, SlackFault.BadGateway => 502, _ => 0 };

    private static JsonObject Without(JsonObject item)
    {
        var kept = (JsonObject)item.DeepClone();
        foreach (var secret in Secrets.Where(kept.ContainsKey))
        {
            kept[secret] = "(not kept)";
        }

        return kept;
    }
}
