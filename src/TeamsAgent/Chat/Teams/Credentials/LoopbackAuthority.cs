using Microsoft.Identity.Client;

namespace TeamsAgent.Chat.Teams.Credentials;

/// <summary>
/// MSAL takes https addresses alone. A stand-in on loopback has none; the start has made sure that this is Development. Calls to it are made
/// without https; calls to a real authority pass unchanged.
/// </summary>
internal sealed class LoopbackAuthority : IMsalHttpClientFactory
{
    private readonly HttpClient _client;

    public LoopbackAuthority(IHttpClientFactory clients, Uri authority)
    {
        var client = clients.CreateClient(BotTokens.Client);
        _client = authority.Scheme == Uri.UriSchemeHttps ? client : new HttpClient(new Unsecured(client, authority));
    }

    /// <summary>The authority as MSAL is told of it.</summary>
    public static Uri Secure(Uri authority) => authority.Scheme == Uri.UriSchemeHttps
        ? authority
        : new UriBuilder(authority) { Scheme = Uri.UriSchemeHttps, Port = authority.Port }.Uri;

    /// <inheritdoc/>
    public HttpClient GetHttpClient() => _client;

    private sealed class Unsecured(HttpClient client, Uri authority) : HttpMessageHandler
    {
        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            using var plain = new HttpRequestMessage(request.Method, Plain(request.RequestUri!)) { Content = request.Content };
            foreach (var (name, values) in request.Headers)
            {
                plain.Headers.TryAddWithoutValidation(name, values);
            }

            return await client.SendAsync(plain, cancellationToken);
        }

        private Uri Plain(Uri url) => url.IsLoopback && url.Authority == authority.Authority
            ? new UriBuilder(url) { Scheme = Uri.UriSchemeHttp, Port = authority.Port }.Uri
            : throw new HttpRequestException("The bot's token is asked for at its own authority alone.");
    }
}
