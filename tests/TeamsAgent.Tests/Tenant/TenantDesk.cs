using System.Globalization;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Duende.IdentityModel;
using Duende.IdentityModel.Client;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Time.Testing;
using TeamsAgent.Sandbox;
using TeamsAgent.Sandbox.Tenant;
using Xunit;

namespace TeamsAgent.Tests.Tenant;

/// <summary>A running tenant with one client and two connections, and the requests that a relying party makes.</summary>
internal sealed class TenantDesk : IAsyncDisposable
{
    public const string Mfa = "http://schemas.openid.net/pape/policies/2007/06/multi-factor";
    public const string VaultGrant = "urn:auth0:params:oauth:grant-type:token-exchange:federated-connection-access-token";
    public const string VaultToken = "http://auth0.com/oauth/token-type/federated-connection-access-token";
    public const string RefreshTokenType = "urn:ietf:params:oauth:token-type:refresh_token";
    public const string AccessTokenType = "urn:ietf:params:oauth:token-type:access_token";
    public const string Api = "https://teamsagent/api";
    public const string AllScopes = "openid profile email offline_access";
    public const string MyAccountScopes = "create:me:connected_accounts read:me:connected_accounts delete:me:connected_accounts";
    public const string Callback = "http://127.0.0.1:1/callback";
    public const string LoggedOut = "http://127.0.0.1:1/bye";

    private int _issued;

    private TenantDesk(FakeTimeProvider clock) => Clock = clock;

    public FakeTimeProvider Clock { get; }

    public SandboxTenant Tenant { get; private set; } = null!;

    public HttpClient Http { get; } = new(new SocketsHttpHandler { AllowAutoRedirect = false });

    public List<(string User, string Connection, string Scopes, string Token)> Issued { get; } = [];

    public string MyAccount => Tenant.Issuer + "me/";

    public static TenantClient Client { get; } = new()
    {
        ClientId = "teamsagent", ClientSecret = "teamsagent-secret", RedirectUris = [Callback], PostLogoutRedirectUris = [LoggedOut], Management = true,
    };

    public static TenantClient ApiClient { get; } = new() { ClientId = "teamsagent-api", ClientSecret = "api-secret", ApiIdentifier = Api };

    public static TenantClient Plain { get; } = new()
    {
        ClientId = "plain", ClientSecret = "plain-secret", RedirectUris = [Callback], TokenVault = false, MyAccount = false, RequirePushedRequests = true,
    };

    public static async Task<TenantDesk> StartAsync(string? statePath = null, int codeStepsAhead = 1, FakeTimeProvider? clock = null, int port = 0)
    {
        var desk = new TenantDesk(clock ?? new FakeTimeProvider(new DateTimeOffset(2027, 3, 1, 9, 0, 0, TimeSpan.Zero)));
        desk.Tenant = await SandboxTenant.StartAsync(
            new TenantOptions
            {
                Port = port,
                StatePath = statePath,
                Clients = [Client, ApiClient, Plain],
                CodeStepsAhead = codeStepsAhead,
                IssueProviderToken = desk.Issue,
                Connections =
                [
                    new TenantConnection { Name = "github", Title = "GitHub", Scopes = new Dictionary<string, string> { ["repo"] = "Read and change your repositories" } },
                    new TenantConnection
                    {
                        Name = "google-oauth2", Title = "Google", TokenLifetime = TimeSpan.FromMinutes(10),
                        Scopes = new Dictionary<string, string> { ["calendar"] = "See and change your calendar", ["mail"] = "Send mail as you" },
                    },
                    new TenantConnection { Name = "github-classic", Title = "GitHub OAuth App", IssuesRefreshTokens = false, Scopes = new Dictionary<string, string> { ["repo"] = "Repositories" } },
                ],
            },
            desk.Clock,
            TestContext.Current.CancellationToken);
        return desk;
    }

    public Task<DiscoveryDocumentResponse> DiscoverAsync() => Http.GetDiscoveryDocumentAsync(new DiscoveryDocumentRequest
    {
        Address = Tenant.Issuer,
        Policy = new DiscoveryPolicy { RequireHttps = false, ValidateEndpoints = true },
    });

    public Uri AuthorizeUrl(Pkce pkce, string scope = AllScopes, string? extra = null, string clientId = "teamsagent", string callback = Callback) => new(
        new RequestUrl(Tenant.Issuer + "authorize").CreateAuthorizeUrl(
            clientId, "code", scope, callback, state: "state-1", nonce: pkce.Nonce, codeChallenge: pkce.Challenge, codeChallengeMethod: "S256") + extra);

    public const string StepUp = "&prompt=login&max_age=0&acr_values=" + Mfa;

    public async Task<TokenResponse> LoginAsync(SandboxPerson person, string? extra = null, TenantBrowser? browser = null, string scope = AllScopes)
    {
        var pkce = Pkce.New();
        using var own = new TenantBrowser(TestContext.Current.CancellationToken);
        var back = await (browser ?? own).LoginAsync(AuthorizeUrl(pkce, scope, extra), person, extra?.Contains(Mfa, StringComparison.Ordinal) ?? false);
        return await RedeemAsync(back, pkce);
    }

    public async Task<TokenResponse> LoginAtAsync(string callback, SandboxPerson person)
    {
        var pkce = Pkce.New();
        using var browser = new TenantBrowser(TestContext.Current.CancellationToken);
        return await RedeemAsync(await browser.LoginAsync(AuthorizeUrl(pkce, callback: callback), person, secondFactor: false), pkce, callback);
    }

    public async Task<TokenResponse> RedeemAsync(Uri back, Pkce pkce, string callback = Callback) => await Http.RequestAuthorizationCodeTokenAsync(new AuthorizationCodeTokenRequest
    {
        Address = Tenant.Issuer + "oauth/token",
        ClientId = Client.ClientId,
        ClientSecret = Client.ClientSecret,
        ClientCredentialStyle = ClientCredentialStyle.PostBody,
        Code = Query(back, "code") ?? throw new InvalidOperationException(back.ToString()),
        RedirectUri = callback,
        CodeVerifier = pkce.Verifier,
    });

    public Task<TokenResponse> ExchangeAsync(string subjectToken, string connection = "github", Action<Parameters>? change = null) =>
        VaultAsync(Client, subjectToken, RefreshTokenType, connection, change);

    public Task<TokenResponse> VaultAsync(TenantClient client, string subjectToken, string subjectType, string connection, Action<Parameters>? change = null)
    {
        var request = new TokenRequest
        {
            Address = Tenant.Issuer + "oauth/token",
            ClientId = client.ClientId,
            ClientSecret = client.ClientSecret,
            GrantType = VaultGrant,
            Parameters =
            {
                { "subject_token", subjectToken }, { "subject_token_type", subjectType }, { "requested_token_type", VaultToken }, { "connection", connection },
            },
        };
        change?.Invoke(request.Parameters);
        return Http.RequestTokenAsync(request);
    }

    public Task<TokenResponse> RefreshAsync(string refreshToken, string? audience = null, string? scope = null)
    {
        var request = new RefreshTokenRequest
        {
            Address = Tenant.Issuer + "oauth/token", ClientId = Client.ClientId, ClientSecret = Client.ClientSecret, RefreshToken = refreshToken, Scope = scope,
        };
        if (audience is not null)
        {
            request.Parameters.Add("audience", audience);
        }

        return Http.RequestRefreshTokenAsync(request);
    }

    public async Task<string> MyAccountTokenAsync(string refreshToken) =>
        (await RefreshAsync(refreshToken, MyAccount, MyAccountScopes)).AccessToken ?? throw new InvalidOperationException("No token for My Account.");

    public async Task<(int Status, JsonElement Body)> CallAsync(HttpMethod method, string path, string? bearer, object? body = null)
    {
        using var request = new HttpRequestMessage(method, Tenant.Address + path);
        request.Headers.Authorization = bearer is null ? null : new AuthenticationHeaderValue("Bearer", bearer);
        request.Content = body switch
        {
            null => null,
            string raw => new StringContent(raw, Encoding.UTF8, "application/json"),
            _ => JsonContent.Create(body),
        };
        using var response = await Http.SendAsync(request);
        var text = await response.Content.ReadAsStringAsync();
        return ((int)response.StatusCode, text.Length > 0 && text[0] is '{' or '[' ? JsonDocument.Parse(text).RootElement : default);
    }

    /// <summary>The error code in the body: <c>TokenResponse.Error</c> has only the reason phrase when the status is neither 200 nor 400.</summary>
    public static string? ErrorOf(ProtocolResponse response) => response.TryGet("error");

    public static string? Query(Uri address, string name) =>
        QueryHelpers.ParseQuery(address.Query).TryGetValue(name, out var value) ? value.ToString() : null;

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        await Tenant.DisposeAsync();
    }

    private string Issue(string user, string connection, IReadOnlyList<string> scopes)
    {
        var token = string.Create(CultureInfo.InvariantCulture, $"provider-token-{Interlocked.Increment(ref _issued)}");
        Issued.Add((user, connection, string.Join(' ', scopes), token));
        return token;
    }
}

/// <summary>What a client keeps to itself between the two halves of a code flow.</summary>
internal sealed record Pkce(string Verifier, string Challenge, string Nonce)
{
    public static Pkce New()
    {
        var verifier = CryptoRandom.CreateUniqueId(32);
        return new Pkce(verifier, verifier.ToSha256Base64Url(), CryptoRandom.CreateUniqueId(16));
    }
}

file static class Hashing
{
    public static string ToSha256Base64Url(this string text) =>
        WebEncoders.Base64UrlEncode(System.Security.Cryptography.SHA256.HashData(Encoding.ASCII.GetBytes(text)));
}
