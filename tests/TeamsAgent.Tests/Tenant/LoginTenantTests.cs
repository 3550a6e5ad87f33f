using System.Net;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Protocols;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;
using Microsoft.IdentityModel.Tokens;
using TeamsAgent.Sandbox;
using Xunit;

namespace TeamsAgent.Tests.Tenant;

public sealed class LoginTenantTests
{
    [Fact]
    public async Task Discovery_names_Auth0s_paths()
    {
        await using var desk = await TenantDesk.StartAsync();
        var found = await desk.DiscoverAsync();

        Assert.False(found.IsError, found.Error);
        var issuer = desk.Tenant.Issuer;
        Assert.EndsWith("/", issuer, StringComparison.Ordinal);
        Assert.Equal(issuer, found.Issuer);
        Assert.Equal(issuer + "authorize", found.AuthorizeEndpoint);
        Assert.Equal(issuer + "oauth/token", found.TokenEndpoint);
        Assert.Equal(issuer + "oauth/par", found.PushedAuthorizationRequestEndpoint);
        Assert.Equal(issuer + "oauth/revoke", found.RevocationEndpoint);
        Assert.Equal(issuer + "userinfo", found.UserInfoEndpoint);
        Assert.Equal(issuer + "oidc/logout", found.EndSessionEndpoint);
        Assert.Equal(issuer + ".well-known/jwks.json", found.JwksUri);
        Assert.Equal(["S256"], found.CodeChallengeMethodsSupported);
        Assert.Contains(TenantDesk.VaultGrant, found.GrantTypesSupported);
        Assert.Equal(2, found.KeySet!.Keys.Count);
    }

    [Fact]
    public async Task An_ordinary_login_has_no_amr_and_the_session_is_used_again()
    {
        await using var desk = await TenantDesk.StartAsync();
        using var browser = new TenantBrowser(TestContext.Current.CancellationToken);
        var first = new JsonWebToken((await desk.LoginAsync(People.Ana, browser: browser)).IdentityToken);
        Assert.False(first.TryGetPayloadValue<string[]>("amr", out _));
        Assert.False(first.TryGetPayloadValue<string>("acr", out _));
        Assert.False(first.TryGetPayloadValue<long>("auth_time", out _));

        desk.Clock.Advance(TimeSpan.FromMinutes(10));
        browser.Pages.Clear();
        var second = new JsonWebToken((await desk.LoginAsync(People.Ana, "&max_age=3600", browser)).IdentityToken);
        Assert.Empty(browser.Pages);
        Assert.Equal(desk.Clock.GetUtcNow().AddMinutes(-10).ToUnixTimeSeconds(), second.GetPayloadValue<long>("auth_time"));
        Assert.Equal(first.GetPayloadValue<string>("sid"), second.GetPayloadValue<string>("sid"));
    }

    [Theory]
    [InlineData("&prompt=login")]
    [InlineData("&max_age=0")]
    [InlineData("&max_age=60")]
    public async Task A_fresh_login_is_asked_for_in_spite_of_the_session(string extra)
    {
        await using var desk = await TenantDesk.StartAsync();
        using var browser = new TenantBrowser(TestContext.Current.CancellationToken);
        await desk.LoginAsync(People.Ana, browser: browser);
        desk.Clock.Advance(TimeSpan.FromMinutes(2));
        browser.Pages.Clear();
        var id = new JsonWebToken((await desk.LoginAsync(People.Eve, extra, browser)).IdentityToken);
        Assert.Equal(["login", "consent"], browser.Pages);
        Assert.Equal("auth0|eve", id.Subject);
        Assert.Equal(desk.Clock.GetUtcNow().ToUnixTimeSeconds(), id.GetPayloadValue<long>("auth_time"));
    }

    [Fact]
    public async Task Silent_login_says_what_is_missing()
    {
        await using var desk = await TenantDesk.StartAsync();
        using var browser = new TenantBrowser(TestContext.Current.CancellationToken);
        Assert.Equal("login_required", await ErrorOf("&prompt=none"));
        await desk.LoginAsync(People.Ana, browser: browser);
        Assert.Equal("interaction_required", await ErrorOf("&prompt=none&acr_values=" + TenantDesk.Mfa));
        Assert.Null(await ErrorOf("&prompt=none"));

        async Task<string?> ErrorOf(string extra) =>
            TenantDesk.Query(await browser.LoginAsync(desk.AuthorizeUrl(Pkce.New(), extra: extra), People.Ana, secondFactor: false), "error");
    }

    [Fact]
    public async Task Refused_consent_goes_back_as_access_denied()
    {
        await using var desk = await TenantDesk.StartAsync();
        using var browser = new TenantBrowser(TestContext.Current.CancellationToken) { Allows = false };
        var back = await browser.LoginAsync(desk.AuthorizeUrl(Pkce.New()), People.Ana, secondFactor: false);
        Assert.Equal("access_denied", TenantDesk.Query(back, "error"));
        Assert.Equal(desk.Tenant.Issuer, TenantDesk.Query(back, "iss"));
    }

    [Fact]
    public async Task A_blocked_user_is_turned_away_even_within_a_session()
    {
        await using var desk = await TenantDesk.StartAsync();
        using var browser = new TenantBrowser(TestContext.Current.CancellationToken);
        await desk.LoginAsync(People.Ben, browser: browser);
        desk.Tenant.Faults.Block(People.Ben.Auth0UserId);

        using var fresh = new TenantBrowser(TestContext.Current.CancellationToken);
        foreach (var used in new[] { browser, fresh })
        {
            var back = await used.LoginAsync(desk.AuthorizeUrl(Pkce.New()), People.Ben, secondFactor: false);
            Assert.Equal("unauthorized", TenantDesk.Query(back, "error"));
            Assert.Equal("user is blocked", TenantDesk.Query(back, "error_description"));
        }

        desk.Tenant.Faults.Block(People.Ben.Auth0UserId, blocked: false);
        Assert.False((await desk.LoginAsync(People.Ben)).IsError);
    }

    [Fact]
    public async Task PKCE_is_required_and_plain_is_refused()
    {
        await using var desk = await TenantDesk.StartAsync();
        using var browser = new TenantBrowser(TestContext.Current.CancellationToken);
        var url = desk.Tenant.Issuer + $"authorize?client_id=teamsagent&response_type=code&scope=openid&redirect_uri={Uri.EscapeDataString(TenantDesk.Callback)}";
        foreach (var extra in new[] { "", "&code_challenge=abcdefghijklmnopqrstuvwxyzabcdefghijklmnopqrstuvwxyz&code_challenge_method=plain" })
        {
            var back = await browser.LoginAsync(new Uri(url + extra), People.Ana, secondFactor: false);
            Assert.Equal("invalid_request", TenantDesk.Query(back, "error"));
        }
    }

    [Fact]
    public async Task An_unknown_callback_or_client_ends_on_the_tenants_own_page()
    {
        await using var desk = await TenantDesk.StartAsync();
        using var browser = new TenantBrowser(TestContext.Current.CancellationToken);
        var good = desk.AuthorizeUrl(Pkce.New()).ToString();
        foreach (var bad in new[] { good.Replace("callback", "elsewhere", StringComparison.Ordinal), good.Replace("client_id=teamsagent", "client_id=nobody", StringComparison.Ordinal) })
        {
            var shown = await Assert.ThrowsAsync<TenantPageException>(() => browser.LoginAsync(new Uri(bad), People.Ana, secondFactor: false));
            Assert.Equal(400, shown.Status);
        }
    }

    [Fact]
    public async Task An_unknown_audience_is_refused()
    {
        await using var desk = await TenantDesk.StartAsync();
        using var browser = new TenantBrowser(TestContext.Current.CancellationToken);
        var back = await browser.LoginAsync(desk.AuthorizeUrl(Pkce.New(), extra: "&audience=https%3A%2F%2Fother%2Fapi"), People.Ana, secondFactor: false);
        Assert.Equal("access_denied", TenantDesk.Query(back, "error"));
        Assert.Equal("Service not found: https://other/api", TenantDesk.Query(back, "error_description"));
    }

    [Fact]
    public async Task A_code_works_once_and_with_its_verifier_alone()
    {
        await using var desk = await TenantDesk.StartAsync();
        using var browser = new TenantBrowser(TestContext.Current.CancellationToken);
        var pkce = Pkce.New();
        var back = await browser.LoginAsync(desk.AuthorizeUrl(pkce), People.Ana, secondFactor: false);
        var wrong = await desk.RedeemAsync(back, pkce with { Verifier = Pkce.New().Verifier });
        Assert.Equal((HttpStatusCode.Forbidden, "invalid_grant"), (wrong.HttpStatusCode, TenantDesk.ErrorOf(wrong)));

        back = await browser.LoginAsync(desk.AuthorizeUrl(pkce), People.Ana, secondFactor: false);
        var first = await desk.RedeemAsync(back, pkce);
        Assert.False(first.IsError);
        Assert.Equal("invalid_grant", TenantDesk.ErrorOf(await desk.RedeemAsync(back, pkce)));
    }

    [Fact]
    public async Task A_login_started_in_one_browser_cannot_be_finished_in_another()
    {
        await using var desk = await TenantDesk.StartAsync();
        using var bens = new TenantBrowser(TestContext.Current.CancellationToken);
        using var eves = new TenantBrowser(TestContext.Current.CancellationToken);
        using var first = await bens.GetAsync(desk.AuthorizeUrl(Pkce.New()));
        var page = new Uri(new Uri(desk.Tenant.Issuer), first.Headers.Location!);
        await Assert.ThrowsAsync<TenantPageException>(() => eves.LoginAsync(page, People.Eve, secondFactor: false));
    }

    [Fact]
    public async Task Logout_ends_the_session_with_a_hint_and_asks_without_one()
    {
        await using var desk = await TenantDesk.StartAsync();
        using var browser = new TenantBrowser(TestContext.Current.CancellationToken);
        var tokens = await desk.LoginAsync(People.Ana, browser: browser);
        var logout = $"{desk.Tenant.Issuer}oidc/logout?client_id=teamsagent&state=s&post_logout_redirect_uri={Uri.EscapeDataString(TenantDesk.LoggedOut)}";

        using var asked = await browser.GetAsync(new Uri(logout));
        Assert.Contains("data-page=\"logout\"", await asked.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
        using var elsewhere = await browser.GetAsync(new Uri(logout.Replace("bye", "evil", StringComparison.Ordinal)));
        Assert.Equal(HttpStatusCode.BadRequest, elsewhere.StatusCode);

        using var done = await browser.GetAsync(new Uri($"{logout}&id_token_hint={tokens.IdentityToken}"));
        Assert.Equal(TenantDesk.LoggedOut + "?state=s", done.Headers.Location!.ToString());
        var back = await browser.LoginAsync(desk.AuthorizeUrl(Pkce.New(), extra: "&prompt=none"), People.Ana, secondFactor: false);
        Assert.Equal("login_required", TenantDesk.Query(back, "error"));
    }

    internal static async Task<JsonWebToken> ValidateAsync(TenantDesk desk, string idToken)
    {
        var configuration = await OpenIdConnectConfigurationRetriever.GetAsync(
            desk.Tenant.Issuer + ".well-known/openid-configuration", new HttpDocumentRetriever(desk.Http) { RequireHttps = false }, TestContext.Current.CancellationToken);
        var result = await new JsonWebTokenHandler().ValidateTokenAsync(idToken, new TokenValidationParameters
        {
            ValidIssuer = desk.Tenant.Issuer,
            ValidAudience = "teamsagent",
            ValidAlgorithms = ["RS256"],
            IssuerSigningKeys = configuration.SigningKeys,
            TryAllIssuerSigningKeys = false,
            LifetimeValidator = (_, expires, _, _) => expires > desk.Clock.GetUtcNow().UtcDateTime,
        });
        return result.IsValid ? (JsonWebToken)result.SecurityToken : throw result.Exception;
    }
}
