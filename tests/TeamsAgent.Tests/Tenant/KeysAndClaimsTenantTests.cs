using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using Duende.IdentityModel.Client;
using Microsoft.Extensions.Time.Testing;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;
using TeamsAgent.Sandbox;
using TeamsAgent.Sandbox.Tenant;
using Xunit;

namespace TeamsAgent.Tests.Tenant;

public sealed class KeysAndClaimsTenantTests
{
    [Fact]
    public async Task Keys_rotate_and_the_old_one_stays_until_it_is_revoked()
    {
        await using var desk = await TenantDesk.StartAsync();
        var old = new JsonWebToken((await desk.LoginAsync(People.Ana)).IdentityToken);
        var published = await KidsAsync(desk);
        Assert.Equal([old.Kid], published.Take(1));
        Assert.Equal(2, published.Count);

        desk.Tenant.Faults.RotateKeys();
        var login = await desk.LoginAsync(People.Ana);
        var fresh = await LoginTenantTests.ValidateAsync(desk, login.IdentityToken!);
        Assert.Equal(published[1], fresh.Kid);
        Assert.Equal(3, (await KidsAsync(desk)).Count);
        await LoginTenantTests.ValidateAsync(desk, old.EncodedToken);
        Assert.False((await desk.RefreshAsync(login.RefreshToken!)).IsError);

        desk.Tenant.Faults.RevokeOldKeys();
        Assert.DoesNotContain(old.Kid, await KidsAsync(desk));
        await Assert.ThrowsAnyAsync<Exception>(() => LoginTenantTests.ValidateAsync(desk, old.EncodedToken));
    }

    [Fact]
    public async Task A_refresh_tells_nothing_about_the_login_and_the_token_does_not_rotate()
    {
        await using var desk = await TenantDesk.StartAsync();
        var login = await desk.LoginAsync(People.Ben, TenantDesk.StepUp);
        for (var i = 0; i < 2; i++)
        {
            var refreshed = await desk.RefreshAsync(login.RefreshToken!);
            Assert.False(refreshed.IsError, refreshed.Raw);
            Assert.Null(refreshed.RefreshToken);
            var id = await LoginTenantTests.ValidateAsync(desk, refreshed.IdentityToken!);
            Assert.Equal("auth0|ben", id.Subject);
            Assert.DoesNotContain(id.Claims, claim => claim.Type is "amr" or "acr" or "auth_time" or "nonce");
        }

        var ignored = await desk.RefreshAsync(login.RefreshToken!, "https://wrong/me/", TenantDesk.MyAccountScopes);
        Assert.DoesNotContain(desk.MyAccount, new JsonWebToken(ignored.AccessToken).Audiences);
        var mine = new JsonWebToken(await desk.MyAccountTokenAsync(login.RefreshToken!));
        Assert.Equal([desk.MyAccount], mine.Audiences);
        Assert.Equal(TenantDesk.MyAccountScopes, mine.GetPayloadValue<string>("scope"));
    }

    [Fact]
    public async Task Userinfo_and_revocation_work_as_the_standards_say()
    {
        await using var desk = await TenantDesk.StartAsync();
        var login = await desk.LoginAsync(People.Ada);
        var info = await desk.Http.GetUserInfoAsync(new UserInfoRequest { Address = desk.Tenant.Issuer + "userinfo", Token = login.AccessToken }, TestContext.Current.CancellationToken);
        Assert.Equal("ada@contoso.example", info.Claims.First(claim => claim.Type == "email").Value);
        Assert.Equal(401, (await desk.CallAsync(HttpMethod.Get, "/userinfo", "nonsense")).Status);

        for (var i = 0; i < 2; i++)
        {
            var revoked = await desk.Http.RevokeTokenAsync(
                new TokenRevocationRequest { Address = desk.Tenant.Issuer + "oauth/revoke", ClientId = "teamsagent", ClientSecret = "teamsagent-secret", Token = login.RefreshToken! },
                TestContext.Current.CancellationToken);
            Assert.Equal(HttpStatusCode.OK, revoked.HttpStatusCode);
        }

        Assert.Equal("invalid_grant", TenantDesk.ErrorOf(await desk.RefreshAsync(login.RefreshToken!)));
    }

    public static TheoryData<string> Faults => [.. IdTokenFault.All.Keys];

    [Theory]
    [MemberData(nameof(Faults))]
    public async Task Every_tampering_changes_the_ID_token_and_is_over_after_one(string name)
    {
        await using var desk = await TenantDesk.StartAsync(codeStepsAhead: 10);
        await desk.LoginAsync(People.Ana, TenantDesk.StepUp);
        desk.Tenant.Faults.TamperNextIdToken(IdTokenFault.All[name]);
        var forged = (await desk.LoginAsync(People.Ben, TenantDesk.StepUp)).TryGet("id_token");
        Assert.Equal(name, desk.Tenant.Calls.Last(call => call.Endpoint == "token").Fault);

        var good = await desk.LoginAsync(People.Ben, TenantDesk.StepUp);
        var expected = await LoginTenantTests.ValidateAsync(desk, good.IdentityToken!);
        if (name.Split(':') is [var claim, "left-out"] && claim != "token")
        {
            Assert.NotNull(ClaimOf(expected.EncodedToken, claim));
            Assert.Null(ClaimOf(forged!, claim));
        }
        else if (name.Split(':') is [("amr" or "auth_time" or "nonce" or "sub" or "acr" or "iat" or "aud") and var changed, not "several"])
        {
            Assert.NotEqual(ClaimOf(good.IdentityToken!, changed), ClaimOf(forged!, changed));
        }
        else if (name is not "aud:several")
        {
            await Assert.ThrowsAnyAsync<Exception>(() => LoginTenantTests.ValidateAsync(desk, forged ?? ""));
        }
    }

    [Fact]
    public async Task Management_says_who_is_blocked_and_can_block()
    {
        await using var desk = await TenantDesk.StartAsync();
        var m2m = await desk.Http.RequestClientCredentialsTokenAsync(
            new ClientCredentialsTokenRequest
            {
                Address = desk.Tenant.Issuer + "oauth/token", ClientId = "teamsagent", ClientSecret = "teamsagent-secret",
                Parameters = { { "audience", desk.Tenant.Issuer + "api/v2/" } },
            },
            TestContext.Current.CancellationToken);
        Assert.False(m2m.IsError, m2m.Raw);
        foreach (var bearer in new[] { m2m.AccessToken, "sandbox-management-token" })
        {
            var (status, user) = await desk.CallAsync(HttpMethod.Get, "/api/v2/users/auth0%7Cben?fields=blocked", bearer);
            Assert.Equal((200, "{}"), (status, user.GetRawText()));
            Assert.Equal(200, (await desk.CallAsync(HttpMethod.Patch, "/api/v2/users/auth0%7Cben", bearer, new { blocked = true })).Status);
            Assert.Equal("{\"blocked\":true}", (await desk.CallAsync(HttpMethod.Get, "/api/v2/users/auth0|ben?fields=blocked", bearer)).Body.GetRawText());
            Assert.Equal(200, (await desk.CallAsync(HttpMethod.Patch, "/api/v2/users/auth0%7Cben", bearer, new { blocked = false })).Status);
        }

        Assert.Equal("auth0|eve", (await desk.CallAsync(HttpMethod.Get, "/api/v2/users-by-email?email=eve%40contoso.example", m2m.AccessToken)).Body[0].GetProperty("user_id").GetString());
        Assert.Equal(404, (await desk.CallAsync(HttpMethod.Get, "/api/v2/users/auth0%7Cnobody", m2m.AccessToken)).Status);
        Assert.Equal(401, (await desk.CallAsync(HttpMethod.Get, "/api/v2/users/auth0%7Cben", "wrong")).Status);
        Assert.Equal(401, (await desk.CallAsync(HttpMethod.Get, "/api/v2/users/auth0%7Cben", (await desk.LoginAsync(People.Ben)).AccessToken)).Status);
    }

    [Fact]
    public async Task What_must_survive_a_restart_does()
    {
        var path = Directory.CreateTempSubdirectory("tenant-state-").FullName;
        try
        {
            var clock = new FakeTimeProvider(new DateTimeOffset(2027, 3, 1, 9, 0, 0, TimeSpan.Zero));
            string refresh, kid;
            int port;
            await using (var before = await TenantDesk.StartAsync(path, clock: clock))
            {
                var login = await before.LoginAsync(People.Ana);
                port = new Uri(before.Tenant.Address).Port;
                (refresh, kid) = (login.RefreshToken!, new JsonWebToken(login.IdentityToken).Kid);
                before.Tenant.Faults.Connect("auth0|ana", "github");
                before.Tenant.Faults.Block("auth0|eve");
            }

            await using var after = await TenantDesk.StartAsync(path, clock: clock, port: port);
            Assert.False((await after.ExchangeAsync(refresh)).IsError);
            Assert.Contains(kid, await KidsAsync(after));
            Assert.Equal("{\"blocked\":true}", (await after.CallAsync(HttpMethod.Get, "/api/v2/users/auth0|eve?fields=blocked", "sandbox-management-token")).Body.GetRawText());
            Assert.Equal("auth0|ana", new JsonWebToken((await after.RefreshAsync(refresh)).IdentityToken).Subject);
        }
        finally
        {
            Directory.Delete(path, recursive: true);
        }
    }

    [Fact]
    public async Task Pages_are_plain_safe_and_say_what_they_are()
    {
        await using var desk = await TenantDesk.StartAsync();
        using var browser = new TenantBrowser(TestContext.Current.CancellationToken);
        using var first = await browser.GetAsync(desk.AuthorizeUrl(Pkce.New(), extra: "&login_hint=%22%3E%3Cscript%3Ealert(1)%3C%2Fscript%3E"));
        using var page = await browser.GetAsync(new Uri(new Uri(desk.Tenant.Issuer), first.Headers.Location!));
        var html = await page.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        Assert.Contains("Sandbox tenant", TenantBrowser.TextOf(html), StringComparison.Ordinal);
        Assert.Contains("<html lang=\"en\">", html, StringComparison.Ordinal);
        Assert.DoesNotContain("<script", html, StringComparison.Ordinal);
        Assert.Contains("frame-ancestors 'none'", page.Headers.GetValues("Content-Security-Policy").Single(), StringComparison.Ordinal);
        Assert.Equal(new CacheControlHeaderValue { NoStore = true }, page.Headers.CacheControl);
    }

    private static string? ClaimOf(string token, string claim)
    {
        using var payload = JsonDocument.Parse(Base64UrlEncoder.DecodeBytes(token.Split('.')[1]));
        return payload.RootElement.TryGetProperty(claim, out var value) ? value.GetRawText() : null;
    }

    private static async Task<IReadOnlyList<string>> KidsAsync(TenantDesk desk)
    {
        var keys = await desk.Http.GetJsonWebKeySetAsync(desk.Tenant.Issuer + ".well-known/jwks.json", TestContext.Current.CancellationToken);
        return [.. keys.KeySet!.Keys.Select(key => key.Kid!)];
    }
}
