using System.Net;

namespace TeamsAgent.Identity.Auth0;

/// <summary>
/// The one way to the tenant: no redirects, no cookies, ten seconds, 64 KB. Every call has a connection of its own, since the HTTP stack
/// may repeat a call by itself on a pooled connection that turns out to be stale, and a code must be sent once.
/// </summary>
public sealed class Auth0Http : IDisposable
{
    private const int LargestAnswer = 64 * 1024;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    /// <summary>The client.</summary>
    public HttpClient Client { get; } = new(new SocketsHttpHandler
    {
        AllowAutoRedirect = false,
        UseCookies = false,
        AutomaticDecompression = DecompressionMethods.None,
        ConnectTimeout = TimeSpan.FromSeconds(5),
        PooledConnectionLifetime = TimeSpan.Zero,
        MaxResponseHeadersLength = 32,
    })
    {
        Timeout = Patience,
        MaxResponseContentBufferSize = LargestAnswer,
    };

    /// <inheritdoc/>
    public void Dispose() => Client.Dispose();
}
