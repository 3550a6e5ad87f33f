using System.Net;
using Duende.IdentityModel.Client;
using Microsoft.IdentityModel.JsonWebTokens;
using TeamsAgent.Sandbox;
using Xunit;

namespace TeamsAgent.Tests.Tenant;

public sealed class PushedRequestTenantTests
{
    [Fact]
    public async Task Step_up_with_a_pushed_request_proves_a_fresh_login_with_a_second_factor()
    {
        await using var desk = await TenantDesk.StartAsync();
        var pkce = Pkce.New();
        var pushed = await PushAsync(desk, pkce, ("prompt", "login"), ("max_age", "0"), ("acr_values", TenantDesk.Mfa));
        Assert.Equal(HttpStatusCode.Created, pushed.HttpStatusCode);
        Assert.StartsWith("urn:ietf:params:oauth:request_uri:", pushed.RequestUri, StringComparison.Ordinal);
        Assert.Equal(30, pushed.ExpiresIn);

        using var browser = new TenantBrowser(TestContext.Current.CancellationToken);
        var back = await browser.LoginAsync(PushedUrl(desk, pushed), People.Ben, secondFactor: true);

        Assert.Equal(["login", "second-factor", "consent"], browser.Pages);
        Assert.StartsWith(TenantDesk.Callback, back.ToString(), StringComparison.Ordinal);
        Assert.Equal(desk.Tenant.Issuer, TenantDesk.Query(back, "iss"));
        Assert.Equal("state-1", TenantDesk.Query(back, "state"));

        var tokens = await desk.RedeemAsync(back, pkce);
        Assert.False(tokens.IsError, tokens.Raw);
        var id = await LoginTenantTests.ValidateAsync(desk, tokens.IdentityToken!);
        Assert.Equal("auth0|ben", id.Subject);
        Assert.Equal(pkce.Nonce, id.GetPayloadValue<string>("nonce"));
        Assert.Equal(["mfa"], id.GetPayloadValue<string[]>("amr"));
        Assert.Equal(TenantDesk.Mfa, id.GetPayloadValue<string>("acr"));
        Assert.Equal(desk.Clock.GetUtcNow().ToUnixTimeSeconds(), id.GetPayloadValue<long>("auth_time"));
        Assert.Equal("ben@contoso.example", id.GetPayloadValue<string>("email"));
        Assert.True(id.GetPayloadValue<bool>("email_verified"));
        Assert.Equal("Ben Weber", id.GetPayloadValue<string>("name"));
        Assert.Equal(["manager"], id.GetPayloadValue<string[]>("https://teamsagent/roles"));
        Assert.NotEmpty(id.GetPayloadValue<string>("sid"));
        Assert.DoesNotContain(id.Claims, claim => claim.Type.StartsWith("oi_", StringComparison.Ordinal));
        Assert.NotNull(tokens.RefreshToken);
    }

    [Fact]
    public async Task A_pushed_request_is_used_once_and_expires()
    {
        await using var desk = await TenantDesk.StartAsync();
        var pushed = await PushAsync(desk, Pkce.New());
        using var browser = new TenantBrowser(TestContext.Current.CancellationToken);
        await browser.LoginAsync(PushedUrl(desk, pushed), People.Ana, secondFactor: false);
        using var other = new TenantBrowser(TestContext.Current.CancellationToken);
        var again = await Assert.ThrowsAsync<TenantPageException>(() => other.LoginAsync(PushedUrl(desk, pushed), People.Ana, secondFactor: false));
        Assert.Equal(400, again.Status);

        var opened = await PushAsync(desk, Pkce.New());
        using (await browser.GetAsync(PushedUrl(desk, opened)))
        {
            await Assert.ThrowsAsync<TenantPageException>(() => other.LoginAsync(PushedUrl(desk, opened), People.Ana, secondFactor: false));
        }

        var late = await PushAsync(desk, Pkce.New());
        desk.Clock.Advance(TimeSpan.FromSeconds(31));
        await Assert.ThrowsAsync<TenantPageException>(() => other.LoginAsync(PushedUrl(desk, late), People.Ana, secondFactor: false));
    }

    [Fact]
    public async Task A_login_may_take_longer_than_its_pushed_request_lives()
    {
        await using var desk = await TenantDesk.StartAsync();
        var pkce = Pkce.New();
        var pushed = await PushAsync(desk, pkce);
        using var browser = new TenantBrowser(TestContext.Current.CancellationToken);
        using var first = await browser.GetAsync(PushedUrl(desk, pushed));
        desk.Clock.Advance(TimeSpan.FromMinutes(5));
        var back = await browser.LoginAsync(new Uri(new Uri(desk.Tenant.Issuer), first.Headers.Location!), People.Ana, secondFactor: false);
        Assert.False((await desk.RedeemAsync(back, pkce)).IsError);
    }

    [Fact]
    public async Task Parameters_of_a_pushed_request_cannot_be_changed_in_the_browser()
    {
        await using var desk = await TenantDesk.StartAsync();
        var pkce = Pkce.New();
        var pushed = await PushAsync(desk, pkce, ("acr_values", TenantDesk.Mfa));
        using var browser = new TenantBrowser(TestContext.Current.CancellationToken);
        var back = await browser.LoginAsync(new Uri(PushedUrl(desk, pushed) + "&acr_values=none&nonce=forged"), People.Ben, secondFactor: true);
        var tokens = await desk.RedeemAsync(back, pkce);
        Assert.Equal(pkce.Nonce, new JsonWebToken(tokens.IdentityToken).GetPayloadValue<string>("nonce"));
    }

    [Fact]
    public async Task A_client_that_must_push_is_refused_on_the_front_channel()
    {
        await using var desk = await TenantDesk.StartAsync();
        using var browser = new TenantBrowser(TestContext.Current.CancellationToken);
        var back = await browser.LoginAsync(desk.AuthorizeUrl(Pkce.New(), clientId: "plain"), People.Ana, secondFactor: false);
        Assert.Equal("invalid_request", TenantDesk.Query(back, "error"));
    }

    private static Task<PushedAuthorizationResponse> PushAsync(TenantDesk desk, Pkce pkce, params (string Name, string Value)[] extra)
    {
        var request = new PushedAuthorizationRequest
        {
            Address = desk.Tenant.Issuer + "oauth/par",
            ClientId = "teamsagent",
            ClientSecret = "teamsagent-secret",
            ResponseType = "code",
            Scope = TenantDesk.AllScopes,
            RedirectUri = TenantDesk.Callback,
            State = "state-1",
            Nonce = pkce.Nonce,
            CodeChallenge = pkce.Challenge,
            CodeChallengeMethod = "S256",
        };
        foreach (var (name, value) in extra)
        {
            request.Parameters.Add(name, value);
        }

        return desk.Http.PushAuthorizationAsync(request);
    }

    private static Uri PushedUrl(TenantDesk desk, PushedAuthorizationResponse pushed) =>
        new($"{desk.Tenant.Issuer}authorize?client_id=teamsagent&request_uri={Uri.EscapeDataString(pushed.RequestUri!)}");
}
