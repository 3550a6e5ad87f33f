using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using TeamsAgent.Sandbox.Providers.Faults;

namespace TeamsAgent.Sandbox.Providers.Page;

/// <summary>The sandbox's own side: the page, the record of calls, the faults. Forms are sent back to the page, JSON gets JSON.</summary>
internal sealed class ControlEndpoints(ProviderStore store, FaultBoard faults, OpenConnections connections, OtherHost otherHost)
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull };

    public void Map(IEndpointRouteBuilder app)
    {
        var page = new DataPage(store, faults);
        app.MapGet("/", (string? every) =>
            page.Render(int.TryParse(every, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds) ? Math.Clamp(seconds, 2, 3600) : null));

        // What the html_url of an issue and the htmlLink of an event lead to.
        app.MapGet("/{owner}/{repo}/issues/{number:int}", (string owner, string repo, int number) =>
            Results.Redirect($"/#{Uri.EscapeDataString(owner)}/{Uri.EscapeDataString(repo)}/issues/{number.ToString(CultureInfo.InvariantCulture)}"));
        app.MapGet("/calendar/event", (string eid) => Results.Redirect($"/#event-{Uri.EscapeDataString(eid)}"));

        var own = app.MapGroup("/sandbox/providers");
        own.MapGet("/page.css", () => Results.Text(PageStyle.Css, "text/css"));
        own.MapGet("/calls", () => store.Read(data => Results.Text(JsonSerializer.Serialize(new { data.Calls, data.Effects }, Json), "application/json")));
        own.MapGet("/faults", () => Results.Json(faults.Waiting(), Json));
        own.MapGet("/other-host", () => Results.Json(new { otherHost.Address, otherHost.Visits }, Json));
        own.MapPost("/faults", (Delegate)ArmAsync);
        own.MapPost("/faults/clear", (HttpContext http) =>
        {
            faults.Clear();
            return Done(http, new { });
        });
        own.MapPost("/connections/close", (HttpContext http) => Done(http, new { closed = connections.CloseIdle() }));
    }

    private sealed record FaultRequest(
        string? Provider, ProviderFaultKind? Fault, int? Times, string? Method, string? RedirectTo, int? RedirectStatus, double? Seconds);

    private async Task<IResult> ArmAsync(HttpContext http)
    {
        FaultRequest? asked;
        try
        {
            asked = await ReadAsync(http);
        }
        catch (JsonException)
        {
            asked = null;
        }

        if (asked is not { Provider: { } provider, Fault: { } kind } || !ProviderNames.All.Contains(provider) || asked.Times is < 1 or > 1000)
        {
            return Results.BadRequest(new { error = "provider (github, google, gmail, payments) and fault (such as fail_after_doing) are needed; times is 1 to 1000." });
        }

        var fault = new ProviderFault(kind) { Method = asked.Method, RedirectTo = asked.RedirectTo };
        fault = fault with
        {
            RedirectStatus = asked.RedirectStatus ?? fault.RedirectStatus,
            Delay = asked.Seconds is { } delay ? TimeSpan.FromSeconds(delay) : fault.Delay,
            RetryAfter = asked.Seconds is { } wait ? TimeSpan.FromSeconds(wait) : fault.RetryAfter,
        };
        faults.Add(provider, fault, asked.Times ?? 1);
        return Done(http, new { provider, fault = kind, times = asked.Times ?? 1 });
    }

    private static async Task<FaultRequest?> ReadAsync(HttpContext http)
    {
        if (!http.Request.HasFormContentType)
        {
            return await JsonSerializer.DeserializeAsync<FaultRequest>(http.Request.Body, Snake, http.RequestAborted);
        }

        var form = await http.Request.ReadFormAsync(http.RequestAborted);
        var json = form.ToDictionary(field => field.Key, field => (object)field.Value.ToString());
        return JsonSerializer.Deserialize<FaultRequest>(JsonSerializer.Serialize(json), Snake);
    }

    private static readonly JsonSerializerOptions Snake = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        NumberHandling = JsonNumberHandling.AllowReadingFromString,
    };

    private static IResult Done(HttpContext http, object body)
    {
        if (!http.Request.HasFormContentType)
        {
            return Results.Json(body);
        }

        http.Response.Headers.Location = "/#faults";
        return Results.StatusCode(StatusCodes.Status303SeeOther);
    }
}
