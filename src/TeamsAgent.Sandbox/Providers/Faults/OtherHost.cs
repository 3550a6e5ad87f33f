using System.Collections.Concurrent;

namespace TeamsAgent.Sandbox.Providers;

/// <summary>What reached the other host.</summary>
/// <param name="Method">The HTTP method.</param>
/// <param name="Target">Path and query.</param>
/// <param name="SawAuthorization">Whether a credential came along.</param>
/// <param name="BodyLength">How many bytes came along.</param>
public sealed record OtherHostVisit(string Method, string Target, bool SawAuthorization, long BodyLength);

/// <summary>Somebody else's server: where a redirect points, and where no token may ever arrive.</summary>
public sealed class OtherHost : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly ConcurrentQueue<OtherHostVisit> _visits = new();

    private OtherHost(WebApplication app) => _app = app;

    /// <summary>Where it listens, without a trailing slash.</summary>
    public string Address => StandIn.AddressOf(_app);

    /// <summary>Everything that reached it.</summary>
    public IReadOnlyList<OtherHostVisit> Visits => [.. _visits];

    internal static async Task<OtherHost> StartAsync(CancellationToken ct)
    {
        var host = new OtherHost(StandIn.Builder().Build());
        host._app.Run(host.AnswerAsync);
        await host._app.StartAsync(ct);
        return host;
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private async Task AnswerAsync(HttpContext http)
    {
        using var body = new MemoryStream();
        await http.Request.Body.CopyToAsync(body, http.RequestAborted);
        _visits.Enqueue(new(
            http.Request.Method,
            http.Request.Path + http.Request.QueryString,
            http.Request.Headers.ContainsKey("Authorization"),
            body.Length));
        await http.Response.WriteAsJsonAsync(new { id = "elsewhere", number = 1, html_url = Address }, http.RequestAborted);
    }
}
