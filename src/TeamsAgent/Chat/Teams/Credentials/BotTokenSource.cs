using Microsoft.Identity.Client;
using Microsoft.Identity.Client.AppConfig;

namespace TeamsAgent.Chat.Teams.Credentials;

/// <summary>Asks for a token of the bot's own; from MSAL's cache, unless a fresh one is wanted.</summary>
internal delegate Task<AuthenticationResult> BotTokenSource(bool fresh, CancellationToken cancellationToken);

/// <summary>
/// Makes the source for the credential that the settings name: client credentials (OAuth 2.0 §4.4, RFC 7523 §2.2 for assertions), or the
/// platform's managed identity. One application object each; its cache serves until shortly before a token's end.
/// </summary>
internal static class BotTokenSources
{
    private const int LongestAssertion = 16 * 1024;
    private const string AllOfIt = "/.default";

    /// <summary>The source; nothing is asked for yet.</summary>
    /// <exception cref="BotCertificateException">The certificate cannot be read.</exception>
    public static BotTokenSource Of(TeamsOptions options, IHttpClientFactory clients)
    {
        var (kind, _) = BotCredentials.Of(options);
        if (kind == BotCredential.ManagedIdentity)
        {
            return OfIdentity(options.AppId, Resource(options.TokenScope), clients);
        }

        var authority = Authority(options);
        var builder = ConfidentialClientApplicationBuilder.Create(options.AppId)
            .WithAuthority(LoopbackAuthority.Secure(authority).AbsoluteUri, validateAuthority: false)
            .WithInstanceDiscovery(false)
            .WithHttpClientFactory(new LoopbackAuthority(clients, authority));
        var application = (kind switch
        {
            BotCredential.Secret => builder.WithClientSecret(options.ClientSecret),

            // With the chain (x5c), so that a certificate that is renewed under the same subject needs no new registration.
            BotCredential.Certificate => builder.WithCertificate(BotCertificate.Read(options), sendX5C: true),
            BotCredential.FederatedToken => builder.WithClientAssertion(asked => ReadAsync(options.FederatedTokenFile, asked.CancellationToken)),
            _ => builder.WithClientAssertion(Assertion(options, clients)),
        }).Build();
        string[] scopes = [options.TokenScope];
        return (fresh, cancellationToken) => application.AcquireTokenForClient(scopes).WithForceRefresh(fresh).ExecuteAsync(cancellationToken);
    }

    private static BotTokenSource OfIdentity(string clientId, string resource, IHttpClientFactory clients)
    {
        var identity = ManagedIdentityApplicationBuilder.Create(ManagedIdentityId.WithUserAssignedClientId(clientId))
            .WithHttpClientFactory(new PlatformClients(clients))
            .Build();
        return (fresh, cancellationToken) => identity.AcquireTokenForManagedIdentity(resource).WithForceRefresh(fresh).ExecuteAsync(cancellationToken);
    }

    private static Func<AssertionRequestOptions, Task<string>> Assertion(TeamsOptions options, IHttpClientFactory clients)
    {
        var source = OfIdentity(options.FederatedIdentityClientId, TeamsCloud.Of(options).ExchangeAudience, clients);
        return async asked => (await source(fresh: false, asked.CancellationToken)).AccessToken;
    }

    private static Uri Authority(TeamsOptions options)
    {
        var tenant = options.AppType == TeamsOptions.MultiTenant ? TeamsCloud.Of(options).MultiTenantAuthority : options.TenantId;
        return new Uri($"{options.TokenAuthority.TrimEnd('/')}/{tenant}");
    }

    // Read anew each time: the platform replaces the file every hour or so.
    private static async Task<string> ReadAsync(string path, CancellationToken cancellationToken) =>
        new FileInfo(path) is { Exists: true, Length: > 0 and <= LongestAssertion }
            ? (await File.ReadAllTextAsync(path, cancellationToken)).Trim()
            : throw new FileNotFoundException("The platform's token is not there.");

    private static string Resource(string scope) => scope.EndsWith(AllOfIt, StringComparison.Ordinal) ? scope[..^AllOfIt.Length] : scope;

    // The platform's own endpoint is plain http on this machine or beside it.
    private sealed class PlatformClients(IHttpClientFactory clients) : IMsalHttpClientFactory
    {
        private readonly HttpClient _client = clients.CreateClient(BotTokens.Client);

        public HttpClient GetHttpClient() => _client;
    }
}
