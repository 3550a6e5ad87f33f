using System.Net;
using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Duende.IdentityModel.Client;
using TeamsAgent.Sandbox;
using TeamsAgent.Sandbox.Tenant;
using Xunit;

namespace TeamsAgent.Tests.Tenant;

public sealed class TokenVaultTenantTests
{
    private const string Ana = "auth0|ana";

    [Fact]
    public async Task A_refresh_token_is_exchanged_for_the_providers_token_while_it_lives()
    {
        await using var desk = await TenantDesk.StartAsync();
        var refresh = await RefreshTokenAsync(desk);
        desk.Tenant.Faults.Connect(Ana, "google-oauth2");

        var first = await desk.ExchangeAsync(refresh, "google-oauth2");
        Assert.False(first.IsError, first.Raw);
        Assert.Equal("provider-token-1", first.AccessToken);
        Assert.Equal("calendar mail", first.Scope);
        Assert.Equal(600, first.ExpiresIn);
        Assert.Equal("Bearer", first.TokenType);
        Assert.Equal(TenantDesk.VaultToken, first.IssuedTokenType);
        Assert.Null(first.RefreshToken);
        Assert.Null(first.IdentityToken);
        Assert.Equal((Ana, "google-oauth2", "calendar mail", "provider-token-1"), Assert.Single(desk.Issued));

        desk.Clock.Advance(TimeSpan.FromMinutes(4));
        var again = await desk.ExchangeAsync(refresh, "google-oauth2");
        Assert.Equal(("provider-token-1", 360), (again.AccessToken, again.ExpiresIn));
        desk.Clock.Advance(TimeSpan.FromMinutes(6));
        Assert.Equal("provider-token-2", (await desk.ExchangeAsync(refresh, "google-oauth2")).AccessToken);
    }

    [Fact]
    public async Task The_record_joins_by_hashes_and_never_holds_a_token()
    {
        await using var desk = await TenantDesk.StartAsync();
        var refresh = await RefreshTokenAsync(desk);
        desk.Tenant.Faults.Connect(Ana, "github");
        var token = (await desk.ExchangeAsync(refresh)).AccessToken!;

        var call = Assert.Single(desk.Tenant.Calls, call => call.GrantType == TenantDesk.VaultGrant);
        Assert.Equal(("token", "teamsagent", "github", Ana, 200, "repo"), (call.Endpoint, call.ClientId, call.Connection, call.Subject, call.Status, call.Scope));
        Assert.Equal((Sha256(token), Sha256(refresh)), (call.TokenSha256, call.SubjectTokenSha256));
        Assert.Equal(desk.Clock.GetUtcNow(), call.At);

        var json = await desk.Http.GetStringAsync(desk.Tenant.Address + "/sandbox/tenant/calls", TestContext.Current.CancellationToken);
        Assert.Contains(Sha256(token), json, StringComparison.Ordinal);
        Assert.DoesNotContain(token, json, StringComparison.Ordinal);
        Assert.DoesNotContain(refresh, json, StringComparison.Ordinal);
    }

    [Fact]
    public async Task JSON_and_forms_and_both_ways_of_client_authentication_are_taken()
    {
        await using var desk = await TenantDesk.StartAsync();
        var refresh = await RefreshTokenAsync(desk);
        desk.Tenant.Faults.Connect(Ana, "github");
        var (status, body) = await desk.CallAsync(HttpMethod.Post, "/oauth/token", null, new
        {
            grant_type = TenantDesk.VaultGrant, client_id = "teamsagent", client_secret = "teamsagent-secret", connection = "github",
            subject_token = refresh, subject_token_type = TenantDesk.RefreshTokenType, requested_token_type = TenantDesk.VaultToken,
        });
        Assert.Equal(200, status);
        Assert.Equal("provider-token-1", body.GetProperty("access_token").GetString());

        var basic = await desk.Http.RequestRefreshTokenAsync(new RefreshTokenRequest
        {
            Address = desk.Tenant.Issuer + "oauth/token", ClientId = "teamsagent", ClientSecret = "teamsagent-secret", RefreshToken = refresh,
            ClientCredentialStyle = ClientCredentialStyle.AuthorizationHeader,
        }, TestContext.Current.CancellationToken);
        Assert.False(basic.IsError, basic.Raw);
    }

    [Fact]
    public async Task An_access_token_of_the_linked_API_is_exchanged_by_that_APIs_client_alone()
    {
        await using var desk = await TenantDesk.StartAsync();
        desk.Tenant.Faults.Connect(Ana, "github");
        var access = (await desk.LoginAsync(People.Ana, $"&audience={Uri.EscapeDataString(TenantDesk.Api)}")).AccessToken!;

        var given = await desk.VaultAsync(TenantDesk.ApiClient, access, TenantDesk.AccessTokenType, "github");
        Assert.Equal("provider-token-1", given.AccessToken);
        await RefusedAsync(desk.VaultAsync(TenantDesk.Client, access, TenantDesk.AccessTokenType, "github"), 403, "access_denied");

        var ofNoApi = (await desk.LoginAsync(People.Ana)).AccessToken!;
        await RefusedAsync(desk.VaultAsync(TenantDesk.ApiClient, ofNoApi, TenantDesk.AccessTokenType, "github"), 401, "invalid_grant");
        desk.Clock.Advance(TimeSpan.FromHours(25));
        await RefusedAsync(desk.VaultAsync(TenantDesk.ApiClient, access, TenantDesk.AccessTokenType, "github"), 401, "invalid_grant");
    }

    [Fact]
    public async Task Every_failure_that_can_come_about_by_itself_does()
    {
        await using var desk = await TenantDesk.StartAsync();
        var refresh = await RefreshTokenAsync(desk);
        await RefusedAsync(desk.ExchangeAsync(refresh), 401, "federated_connection_refresh_token_not_found");
        desk.Tenant.Faults.Connect(Ana, "github-classic");
        await RefusedAsync(desk.ExchangeAsync(refresh, "github-classic"), 401, "federated_connection_refresh_token_not_found");

        desk.Tenant.Faults.Connect(Ana, "github", providerUserId: "ana-at-github");
        await RefusedAsync(desk.ExchangeAsync(refresh, change: form => form.Add("login_hint", "somebody")), 401, "user_not_found");
        Assert.False((await desk.ExchangeAsync(refresh, change: form => form.Add("login_hint", "ana-at-github"))).IsError);
        await RefusedAsync(desk.ExchangeAsync(refresh, change: form => form.Add("scope", "admin")), 400, "invalid_scope");
        await RefusedAsync(desk.ExchangeAsync(refresh, change: form => form.Add("audience", "x")), 400, "invalid_request");
        await RefusedAsync(desk.ExchangeAsync(refresh, "unknown"), 403, "access_denied");
        await RefusedAsync(desk.ExchangeAsync("no-such-token"), 403, "invalid_grant");
        await RefusedAsync(desk.VaultAsync(TenantDesk.ApiClient, refresh, TenantDesk.RefreshTokenType, "github"), 403, "invalid_grant");
        await RefusedAsync(desk.VaultAsync(TenantDesk.Plain, refresh, TenantDesk.RefreshTokenType, "github"), 403, "unauthorized_client");
        await RefusedAsync(desk.VaultAsync(TenantDesk.Client with { ClientSecret = "wrong" }, refresh, TenantDesk.RefreshTokenType, "github"), 401, "invalid_client");
        await RefusedAsync(desk.VaultAsync(TenantDesk.Client, refresh, "urn:ietf:params:oauth:token-type:id_token", "github"), 400, "invalid_request");

        desk.Tenant.Faults.RevokeAtProvider(Ana, "github");
        await RefusedAsync(desk.ExchangeAsync(refresh), 401, "federated_connection_refresh_token_flow_failed");
        desk.Tenant.Faults.Connect(Ana, "github", providerUserId: "ana-at-github");
        Assert.False((await desk.ExchangeAsync(refresh)).IsError);
        desk.Tenant.Faults.Disconnect(Ana, "github");
        await RefusedAsync(desk.ExchangeAsync(refresh), 401, "federated_connection_refresh_token_not_found");
        await desk.Tenant.Faults.RevokeRefreshTokensAsync(Ana, TestContext.Current.CancellationToken);
        await RefusedAsync(desk.ExchangeAsync(refresh), 403, "invalid_grant");
        await RefusedAsync(desk.RefreshAsync(refresh), 403, "invalid_grant");
    }

    public static TheoryData<string> Answers => [.. TenantFaultRows.All.Values.Where(row => row.Kind is FaultKind.Answer).Select(row => row.Name)];

    [Theory]
    [MemberData(nameof(Answers))]
    public async Task Every_row_can_be_ordered_and_passes_after_its_turn(string row)
    {
        await using var desk = await TenantDesk.StartAsync();
        var refresh = await RefreshTokenAsync(desk);
        desk.Tenant.Faults.Connect(Ana, "github");
        await OrderAsync(desk, new { @do = "fail-next", row, connection = "github" });

        var fault = TenantFaultRows.All[row];
        var refused = await RefusedAsync(desk.ExchangeAsync(refresh), fault.Status, fault.Error!);
        Assert.Equal(fault.RetryAfter, refused.HttpResponse!.Headers.RetryAfter?.Delta);
        Assert.Equal(row, desk.Tenant.Calls[^1].Fault);
        Assert.Empty(desk.Issued);
        Assert.False((await desk.ExchangeAsync(refresh)).IsError);
    }

    [Fact]
    public async Task Gateways_silence_and_broken_connections_can_be_ordered()
    {
        await using var desk = await TenantDesk.StartAsync();
        var refresh = await RefreshTokenAsync(desk);
        desk.Tenant.Faults.Connect(Ana, "github");

        desk.Tenant.Faults.FailNextExchange(TenantFaultRows.All["bad_gateway"]);
        var html = await desk.ExchangeAsync(refresh);
        Assert.Equal(HttpStatusCode.BadGateway, html.HttpStatusCode);
        Assert.Contains("<html>", html.Raw!, StringComparison.Ordinal);

        desk.Tenant.Faults.FailNextExchange(TenantFaultRows.All["drop"]);
        Assert.IsType<HttpRequestException>((await desk.ExchangeAsync(refresh)).Exception);
        Assert.Empty(desk.Issued);
        desk.Tenant.Faults.FailNextExchange(TenantFaultRows.All["drop_after"]);
        Assert.IsType<HttpRequestException>((await desk.ExchangeAsync(refresh)).Exception);
        Assert.Single(desk.Issued);

        desk.Tenant.Faults.FailNextExchange(TenantFaultRows.All["hang"]);
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        var hanging = desk.Http.PostAsync(
            desk.Tenant.Issuer + "oauth/token", new FormUrlEncodedContent([KeyValuePair.Create("grant_type", TenantDesk.VaultGrant)]), patience.Token);
        while (desk.Tenant.Faults.Pending.Count > 0)
        {
            await Task.Delay(10, TestContext.Current.CancellationToken);
        }

        Assert.False(hanging.IsCompleted);
        await patience.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => hanging);
        Assert.False((await desk.ExchangeAsync(refresh)).IsError);
    }

    [Fact]
    public async Task Other_endpoints_fail_on_order_too()
    {
        await using var desk = await TenantDesk.StartAsync();
        var bearer = await desk.MyAccountTokenAsync(await RefreshTokenAsync(desk));
        var limited = TenantFaultRows.All["too_many_requests"];
        foreach (var (endpoint, path) in new[]
        {
            (TenantEndpoints.MyAccount, "/me/v1/connected-accounts/accounts"), (TenantEndpoints.Management, "/api/v2/users/auth0%7Cana"),
            (TenantEndpoints.Jwks, "/.well-known/jwks.json"), (TenantEndpoints.Discovery, "/.well-known/openid-configuration"), (TenantEndpoints.Authorize, "/authorize"),
        })
        {
            desk.Tenant.Faults.FailNext(endpoint, limited, times: 2);
            Assert.Equal(429, (await desk.CallAsync(HttpMethod.Get, path, bearer)).Status);
            Assert.Equal(429, (await desk.CallAsync(HttpMethod.Get, path, bearer)).Status);
            Assert.NotEqual(429, (await desk.CallAsync(HttpMethod.Get, path, bearer)).Status);
        }

        Assert.Empty(desk.Tenant.Faults.Pending);
    }

    [Fact]
    public async Task More_or_fewer_scopes_can_be_granted()
    {
        await using var desk = await TenantDesk.StartAsync();
        var refresh = await RefreshTokenAsync(desk);
        desk.Tenant.Faults.Connect(Ana, "google-oauth2");
        Assert.Equal("mail", (await desk.ExchangeAsync(refresh, "google-oauth2", form => form.Add("scope", "mail"))).Scope);
        desk.Tenant.Faults.GrantScopes(Ana, "google-oauth2", "calendar");
        Assert.Equal("calendar", (await desk.ExchangeAsync(refresh, "google-oauth2")).Scope);
        desk.Tenant.Faults.GrantScopes(Ana, "google-oauth2", "calendar", "mail", "drive");
        Assert.Equal("calendar mail drive", (await desk.ExchangeAsync(refresh, "google-oauth2")).Scope);
        Assert.Equal("calendar mail drive", desk.Issued[^1].Scopes);
    }

    [Fact]
    public async Task Exchanges_of_many_people_at_once_keep_their_tokens_apart()
    {
        await using var desk = await TenantDesk.StartAsync();
        var people = new[] { People.Ana, People.Ben, People.Ada, People.Eve };
        var refresh = new Dictionary<string, string>();
        foreach (var person in people)
        {
            desk.Tenant.Faults.Connect(person.Auth0UserId, "github");
            refresh[person.Auth0UserId] = (await desk.LoginAsync(person)).RefreshToken!;
        }

        var given = await Task.WhenAll(Enumerable.Range(0, 80).Select(async i =>
        {
            var user = people[i % people.Length].Auth0UserId;
            return (user, (await desk.ExchangeAsync(refresh[user])).AccessToken);
        }));
        Assert.All(given, pair => Assert.Equal(pair.user, desk.Issued.Single(issued => issued.Token == pair.AccessToken).User));
    }

    [Fact]
    public async Task Orders_that_make_no_sense_are_refused()
    {
        await using var desk = await TenantDesk.StartAsync();
        foreach (var order in new object[] { new { @do = "dance" }, new { @do = "fail-next", row = "no-such-row" }, new { @do = "connect", user = "auth0|nobody", connection = "github" }, new { @do = "disconnect", user = Ana } })
        {
            using var answer = await desk.Http.PostAsJsonAsync(desk.Tenant.Address + "/sandbox/tenant/faults", order, TestContext.Current.CancellationToken);
            Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        }
    }

    private static async Task<string> RefreshTokenAsync(TenantDesk desk) => (await desk.LoginAsync(People.Ana)).RefreshToken!;

    private static async Task<TokenResponse> RefusedAsync(Task<TokenResponse> exchange, int status, string error)
    {
        var response = await exchange;
        Assert.Equal((status, error), ((int)response.HttpStatusCode, TenantDesk.ErrorOf(response)));
        Assert.NotEmpty(response.TryGet("error_description")!);
        return response;
    }

    private static async Task OrderAsync(TenantDesk desk, object order)
    {
        using var answer = await desk.Http.PostAsJsonAsync(desk.Tenant.Address + "/sandbox/tenant/faults", order, TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.NoContent, answer.StatusCode);
    }

    private static string Sha256(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
}
