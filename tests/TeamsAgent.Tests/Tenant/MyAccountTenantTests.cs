using System.Text.Json;
using TeamsAgent.Sandbox;
using Xunit;

namespace TeamsAgent.Tests.Tenant;

public sealed class MyAccountTenantTests
{
    private const string Accounts = "/me/v1/connected-accounts";

    [Fact]
    public async Task An_account_is_connected_used_listed_and_deleted()
    {
        await using var desk = await TenantDesk.StartAsync();
        using var browser = new TenantBrowser(TestContext.Current.CancellationToken);
        var refresh = (await desk.LoginAsync(People.Ana, browser: browser)).RefreshToken!;
        var bearer = await desk.MyAccountTokenAsync(refresh);
        var pkce = Pkce.New();

        var (status, begun) = await desk.CallAsync(HttpMethod.Post, Accounts + "/connect", bearer, new
        {
            connection = "google-oauth2", redirect_uri = TenantDesk.Callback, state = "abc", scopes = new[] { "calendar" },
            code_challenge = pkce.Challenge, code_challenge_method = "S256", authorization_params = new { prompt = "consent" },
        });
        Assert.Equal(201, status);
        Assert.Equal(300, begun.GetProperty("expires_in").GetInt32());
        Assert.InRange(begun.GetProperty("auth_session").GetString()!.Length, 20, 64);

        var back = await browser.LoginAsync(ConnectUrl(begun), People.Ana, secondFactor: false);
        Assert.Equal("provider-consent", browser.Pages[^1]);
        Assert.Equal("abc", TenantDesk.Query(back, "state"));
        Assert.InRange(TenantDesk.Query(back, "connect_code")!.Length, 20, 46);

        (status, var account) = await CompleteAsync(desk, bearer, begun, back, pkce.Verifier);
        Assert.Equal(201, status);
        var id = account.GetProperty("id").GetString()!;
        Assert.Matches("^cac_[A-Za-z0-9]+$", id);
        Assert.Equal("google-oauth2", account.GetProperty("connection").GetString());
        Assert.Equal("offline", account.GetProperty("access_type").GetString());
        Assert.Equal("[\"calendar\"]", account.GetProperty("scopes").GetRawText());
        Assert.Equal("calendar", (await desk.ExchangeAsync(refresh, "google-oauth2")).Scope);
        Assert.Equal(400, (await CompleteAsync(desk, bearer, begun, back, pkce.Verifier)).Status is 400 or 403 ? 400 : 0);

        (status, var listed) = await desk.CallAsync(HttpMethod.Get, Accounts + "/accounts?connection=google-oauth2", bearer);
        Assert.Equal((200, id), (status, Assert.Single(listed.GetProperty("accounts").EnumerateArray()).GetProperty("id").GetString()));
        Assert.Equal(0, (await desk.CallAsync(HttpMethod.Get, Accounts + "/accounts?connection=github", bearer)).Body.GetProperty("accounts").GetArrayLength());

        Assert.Equal(204, (await desk.CallAsync(HttpMethod.Delete, $"{Accounts}/accounts/{id}", bearer)).Status);
        Assert.Equal(404, (await desk.CallAsync(HttpMethod.Delete, $"{Accounts}/accounts/{id}", bearer)).Status);
        Assert.Equal(400, (await desk.CallAsync(HttpMethod.Delete, $"{Accounts}/accounts/nonsense", bearer)).Status);
        Assert.Equal("federated_connection_refresh_token_not_found", TenantDesk.ErrorOf(await desk.ExchangeAsync(refresh, "google-oauth2")));
    }

    [Fact]
    public async Task The_connections_are_listed_and_accounts_come_in_pages()
    {
        await using var desk = await TenantDesk.StartAsync();
        var bearer = await BearerAsync(desk);
        var connections = (await desk.CallAsync(HttpMethod.Get, Accounts + "/connections", bearer)).Body.GetProperty("connections");
        Assert.Equal(["github", "google-oauth2", "github-classic"], connections.EnumerateArray().Select(connection => connection.GetProperty("name").GetString()!));

        desk.Tenant.Faults.Connect("auth0|ana", "github", providerUserId: "one");
        desk.Tenant.Faults.Connect("auth0|ana", "github", providerUserId: "two");
        desk.Tenant.Faults.Connect("auth0|ben", "github");
        var first = (await desk.CallAsync(HttpMethod.Get, Accounts + "/accounts?take=1", bearer)).Body;
        var second = (await desk.CallAsync(HttpMethod.Get, $"{Accounts}/accounts?take=1&from={first.GetProperty("next").GetString()}", bearer)).Body;
        Assert.Equal(1, second.GetProperty("accounts").GetArrayLength());
        Assert.False(second.TryGetProperty("next", out _));
        Assert.Equal(400, (await desk.CallAsync(HttpMethod.Get, Accounts + "/accounts?take=21", bearer)).Status);
    }

    [Fact]
    public async Task Denying_at_the_provider_goes_back_as_an_error()
    {
        await using var desk = await TenantDesk.StartAsync();
        using var browser = new TenantBrowser { Allows = false };
        var bearer = await BearerAsync(desk);
        var begun = await BeginAsync(desk, bearer);
        var back = await browser.LoginAsync(ConnectUrl(begun), People.Ana, secondFactor: false);
        Assert.Equal("access_denied", TenantDesk.Query(back, "error"));
        Assert.Equal("s", TenantDesk.Query(back, "state"));
        await Assert.ThrowsAsync<TenantPageException>(() => browser.LoginAsync(ConnectUrl(begun), People.Ana, secondFactor: false));
    }

    [Fact]
    public async Task A_ticket_belongs_to_the_first_browser_is_used_once_and_expires()
    {
        await using var desk = await TenantDesk.StartAsync();
        using var anas = new TenantBrowser(TestContext.Current.CancellationToken);
        using var eves = new TenantBrowser(TestContext.Current.CancellationToken);
        var bearer = await BearerAsync(desk);
        var begun = await BeginAsync(desk, bearer);
        using (await anas.GetAsync(ConnectUrl(begun)))
        {
            await Assert.ThrowsAsync<TenantPageException>(() => eves.LoginAsync(ConnectUrl(begun), People.Eve, secondFactor: false));
        }

        await anas.LoginAsync(ConnectUrl(begun), People.Ana, secondFactor: false);
        await Assert.ThrowsAsync<TenantPageException>(() => anas.LoginAsync(ConnectUrl(begun), People.Ana, secondFactor: false));

        var late = await BeginAsync(desk, bearer);
        desk.Clock.Advance(TimeSpan.FromSeconds(301));
        await Assert.ThrowsAsync<TenantPageException>(() => anas.LoginAsync(ConnectUrl(late), People.Ana, secondFactor: false));
    }

    [Fact]
    public async Task Completing_needs_the_same_person_code_callback_and_verifier()
    {
        await using var desk = await TenantDesk.StartAsync();
        using var browser = new TenantBrowser(TestContext.Current.CancellationToken);
        var bearer = await BearerAsync(desk);
        var bens = await desk.MyAccountTokenAsync((await desk.LoginAsync(People.Ben)).RefreshToken!);
        var begun = await BeginAsync(desk, bearer);
        Assert.Equal(403, (await CompleteAsync(desk, bearer, begun, new Uri(TenantDesk.Callback + "?connect_code=guess"), null)).Status);
        var back = await browser.LoginAsync(ConnectUrl(begun), People.Ana, secondFactor: false);
        Assert.Equal(403, (await CompleteAsync(desk, bens, begun, back, null)).Status);
        Assert.Equal(400, (await CompleteAsync(desk, bearer, begun, back, Pkce.New().Verifier)).Status);
        Assert.Equal(403, (await CompleteAsync(desk, bearer, begun, back, null)).Status);
        Assert.Equal(0, (await desk.CallAsync(HttpMethod.Get, Accounts + "/accounts", bearer)).Body.GetProperty("accounts").GetArrayLength());
    }

    [Theory]
    [InlineData("""{"connection":"github"}""", "redirect_uri")]
    [InlineData("""{"connection":"github","redirect_uri":"http://127.0.0.1:1/callback","extra":1}""", "extra")]
    [InlineData("""{"connection":"github","redirect_uri":"http://evil.example/"}""", "redirect_uri")]
    [InlineData("""{"connection":"github","redirect_uri":"http://127.0.0.1:1/callback","scopes":["a","a"]}""", "scopes")]
    [InlineData("""{"connection":"github","redirect_uri":"http://127.0.0.1:1/callback","scopes":[]}""", "scopes")]
    [InlineData("""{"connection":"github","redirect_uri":"http://127.0.0.1:1/callback","code_challenge_method":"S256"}""", "code_challenge_method")]
    [InlineData("""{"connection":"github","redirect_uri":"http://127.0.0.1:1/callback","authorization_params":{"claims":"x"}}""", "authorization_params/claims")]
    [InlineData("""{"connection":7,"redirect_uri":"http://127.0.0.1:1/callback"}""", "connection")]
    public async Task A_malformed_connect_request_is_refused_with_the_field(string body, string field)
    {
        await using var desk = await TenantDesk.StartAsync();
        var (status, problem) = await desk.CallAsync(HttpMethod.Post, Accounts + "/connect", await BearerAsync(desk), body);
        Assert.Equal(400, status);
        Assert.Equal(400, problem.GetProperty("status").GetInt32());
        Assert.Contains(problem.GetProperty("validation_errors").EnumerateArray(), error => error.GetProperty("field").GetString() == field);
    }

    [Fact]
    public async Task Tokens_for_something_else_are_refused()
    {
        await using var desk = await TenantDesk.StartAsync();
        var login = await desk.LoginAsync(People.Ana);
        Assert.Equal(401, (await desk.CallAsync(HttpMethod.Get, Accounts + "/accounts", null)).Status);
        Assert.Equal(401, (await desk.CallAsync(HttpMethod.Get, Accounts + "/accounts", login.AccessToken)).Status);
        Assert.Equal(401, (await desk.CallAsync(HttpMethod.Get, Accounts + "/accounts", login.IdentityToken)).Status);
        var readOnly = await desk.RefreshAsync(login.RefreshToken!, desk.MyAccount, "read:me:connected_accounts");
        Assert.Equal(200, (await desk.CallAsync(HttpMethod.Get, Accounts + "/accounts", readOnly.AccessToken)).Status);
        Assert.Equal(403, (await desk.CallAsync(HttpMethod.Post, Accounts + "/connect", readOnly.AccessToken, "{}")).Status);
    }

    private static async Task<string> BearerAsync(TenantDesk desk) => await desk.MyAccountTokenAsync((await desk.LoginAsync(People.Ana)).RefreshToken!);

    private static async Task<JsonElement> BeginAsync(TenantDesk desk, string bearer) => (await desk.CallAsync(
        HttpMethod.Post, Accounts + "/connect", bearer, new { connection = "github", redirect_uri = TenantDesk.Callback, state = "s" })).Body;

    private static Task<(int Status, JsonElement Body)> CompleteAsync(TenantDesk desk, string bearer, JsonElement begun, Uri back, string? verifier)
    {
        var body = new Dictionary<string, string?>
        {
            ["auth_session"] = begun.GetProperty("auth_session").GetString(),
            ["connect_code"] = TenantDesk.Query(back, "connect_code"),
            ["redirect_uri"] = TenantDesk.Callback,
        };
        if (verifier is not null)
        {
            body["code_verifier"] = verifier;
        }

        return desk.CallAsync(HttpMethod.Post, Accounts + "/complete", bearer, body);
    }

    private static Uri ConnectUrl(JsonElement begun) => new(
        $"{begun.GetProperty("connect_uri").GetString()}?ticket={Uri.EscapeDataString(begun.GetProperty("connect_params").GetProperty("ticket").GetString()!)}");
}
