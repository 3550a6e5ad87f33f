using Microsoft.Extensions.Options;
using Microsoft.Identity.Client;

namespace TeamsAgent.Chat.Teams;

/// <summary>
/// The bot's own tokens for the connector, by client credentials (OAuth 2.0 §4.4) through MSAL. One application object for the process: its
/// cache serves until shortly before a token's end.
/// </summary>
internal sealed class BotTokens
{
    /// <summary>The name of the HTTP client that asks for them.</summary>
    public const string Client = "teams-tokens";

    private readonly Lazy<IConfidentialClientApplication> _application;
    private readonly string[] _scopes;

    /// <summary>Prepares the application; nothing is asked for yet.</summary>
    public BotTokens(IOptions<TeamsOptions> options, IHttpClientFactory clients)
    {
        _scopes = [options.Value.TokenScope];
        _application = new Lazy<IConfidentialClientApplication>(() => Build(options.Value, clients));
    }

    /// <summary>A token to send.</summary>
    /// <param name="fresh">True when the one from the cache was refused.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="BotTokenException">The authority gives none.</exception>
    public async Task<string> GetAsync(bool fresh, CancellationToken cancellationToken)
    {
        try
        {
            return (await _application.Value.AcquireTokenForClient(_scopes).WithForceRefresh(fresh).ExecuteAsync(cancellationToken)).AccessToken;
        }
        catch (MsalException failed)
        {
            // The message of MSAL's exception may repeat what the authority said; the code is enough.
            throw new BotTokenException(failed.ErrorCode);
        }
        catch (HttpRequestException failed)
        {
            throw new BotTokenException(failed.HttpRequestError.ToString());
        }
    }

    private static IConfidentialClientApplication Build(TeamsOptions options, IHttpClientFactory clients)
    {
        var tenant = options.AppType == TeamsOptions.MultiTenant ? "botframework.com" : options.TenantId;
        var authority = new Uri($"{options.TokenAuthority.TrimEnd('/')}/{tenant}");
        var secure = authority.Scheme == Uri.UriSchemeHttps ? authority : new UriBuilder(authority) { Scheme = Uri.UriSchemeHttps, Port = authority.Port }.Uri;
        return ConfidentialClientApplicationBuilder.Create(options.AppId)
            .WithClientSecret(options.ClientSecret)
            .WithAuthority(secure.AbsoluteUri, validateAuthority: false)
            .WithInstanceDiscovery(false)
            .WithHttpClientFactory(new Http(clients, authority))
            .Build();
    }

    // MSAL takes https addresses alone. A stand-in on loopback has none; the start has made sure that this is Development.
    private sealed class Http : IMsalHttpClientFactory
    {
        private readonly HttpClient _client;

        public Http(IHttpClientFactory clients, Uri authority)
        {
            var client = clients.CreateClient(Client);
            _client = authority.Scheme == Uri.UriSchemeHttps ? client : new HttpClient(new Unsecured(client, authority));
        }

        public HttpClient GetHttpClient() => _client;
    }

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

/// <summary>The authority gave the bot no token.</summary>
public sealed class BotTokenException(string code) : Exception($"The bot got no token: {code}.");
