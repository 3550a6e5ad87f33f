using System.Net;
using TeamsAgent.Sandbox;
using Xunit;

namespace TeamsAgent.Tests.Tenant;

public sealed class SecondFactorTenantTests
{
    [Fact]
    public async Task A_code_works_once()
    {
        await using var desk = await TenantDesk.StartAsync();
        using var one = new TenantBrowser(TestContext.Current.CancellationToken);
        using var other = new TenantBrowser(TestContext.Current.CancellationToken);
        var code = desk.Tenant.UnusedCode(People.Ben)!;
        Assert.Equal(HttpStatusCode.Redirect, await CodeAsync(desk, one, code));
        Assert.Contains("already used", await RefusedAsync(desk, other, code), StringComparison.Ordinal);

        var next = desk.Tenant.UnusedCode(People.Ben);
        Assert.NotEqual(code, next);
        Assert.NotNull(next);
        Assert.Equal(HttpStatusCode.Redirect, await CodeAsync(desk, other, next));
        Assert.Null(desk.Tenant.UnusedCode(People.Ben));
        desk.Clock.Advance(TimeSpan.FromSeconds(30));
        Assert.NotNull(desk.Tenant.UnusedCode(People.Ben));
    }

    [Fact]
    public async Task Codes_of_others_and_old_codes_are_wrong()
    {
        await using var desk = await TenantDesk.StartAsync();
        using var browser = new TenantBrowser(TestContext.Current.CancellationToken);
        var old = desk.Tenant.UnusedCode(People.Ben)!;
        Assert.Contains("Wrong code", await RefusedAsync(desk, browser, desk.Tenant.UnusedCode(People.Eve)!), StringComparison.Ordinal);
        desk.Clock.Advance(TimeSpan.FromMinutes(2));
        Assert.Contains("Wrong code", await RefusedAsync(desk, browser, old), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Attempts_are_limited_across_browsers_and_come_back_after_five_minutes()
    {
        await using var desk = await TenantDesk.StartAsync();
        for (var i = 0; i < 5; i++)
        {
            using var guessing = new TenantBrowser(TestContext.Current.CancellationToken);
            Assert.Equal(HttpStatusCode.BadRequest, await CodeAsync(desk, guessing, "000000"));
        }

        using var browser = new TenantBrowser(TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.TooManyRequests, await CodeAsync(desk, browser, desk.Tenant.UnusedCode(People.Ben)!));
        desk.Clock.Advance(TimeSpan.FromMinutes(5));
        Assert.Equal(HttpStatusCode.Redirect, await CodeAsync(desk, browser, desk.Tenant.UnusedCode(People.Ben)!));
    }

    [Fact]
    public async Task A_wrong_password_is_refused_and_limited()
    {
        await using var desk = await TenantDesk.StartAsync();
        using var browser = new TenantBrowser(TestContext.Current.CancellationToken);
        for (var i = 0; i < 5; i++)
        {
            Assert.Equal(HttpStatusCode.BadRequest, await PasswordAsync("wrong"));
        }

        Assert.Equal(HttpStatusCode.TooManyRequests, await PasswordAsync(People.Ben.Password));

        async Task<HttpStatusCode> PasswordAsync(string password)
        {
            var page = await LoginPageAsync(desk, browser);
            using var answer = await SendAsync(browser, page, ("username", People.Ben.Email), ("password", password));
            return answer.StatusCode;
        }
    }

    [Fact]
    public async Task A_form_without_its_antiforgery_token_is_refused()
    {
        await using var desk = await TenantDesk.StartAsync();
        using var browser = new TenantBrowser(TestContext.Current.CancellationToken);
        var page = await LoginPageAsync(desk, browser);
        using var answer = await browser.PostAsync(page, [KeyValuePair.Create("username", People.Ben.Email), KeyValuePair.Create("password", People.Ben.Password)]);
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.DoesNotContain(desk.Tenant.Calls, call => call.Subject is not null);
    }

    [Fact]
    public async Task The_phone_shows_everybodys_code_and_says_when_it_is_used()
    {
        await using var desk = await TenantDesk.StartAsync();
        using var browser = new TenantBrowser(TestContext.Current.CancellationToken);
        var before = await PhoneAsync();
        foreach (var person in People.All)
        {
            var code = desk.Tenant.UnusedCode(person)!;
            Assert.Contains($"{code[..3]} {code[3..]}", before, StringComparison.Ordinal);
        }

        Assert.DoesNotContain("Already used", before, StringComparison.Ordinal);
        await CodeAsync(desk, browser, desk.Tenant.UnusedCode(People.Ben)!);
        Assert.Contains("Already used", await PhoneAsync(), StringComparison.Ordinal);

        async Task<string> PhoneAsync() => TenantBrowser.TextOf(await desk.Http.GetStringAsync(desk.Tenant.Address + "/phone", TestContext.Current.CancellationToken));
    }

    private static async Task<string> RefusedAsync(TenantDesk desk, TenantBrowser browser, string code)
    {
        using var answer = await SendCodeAsync(desk, browser, code);
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        return TenantBrowser.TextOf(await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
    }

    private static async Task<HttpStatusCode> CodeAsync(TenantDesk desk, TenantBrowser browser, string code)
    {
        using var answer = await SendCodeAsync(desk, browser, code);
        return answer.StatusCode;
    }

    private static async Task<HttpResponseMessage> SendCodeAsync(TenantDesk desk, TenantBrowser browser, string code)
    {
        var page = await LoginPageAsync(desk, browser);
        using var loggedIn = await SendAsync(browser, page, ("username", People.Ben.Email), ("password", People.Ben.Password));
        return await SendAsync(browser, new Uri(page, loggedIn.Headers.Location!), ("code", code));
    }

    private static async Task<Uri> LoginPageAsync(TenantDesk desk, TenantBrowser browser)
    {
        using var first = await browser.GetAsync(desk.AuthorizeUrl(Pkce.New(), extra: TenantDesk.StepUp));
        return new Uri(new Uri(desk.Tenant.Issuer), first.Headers.Location!);
    }

    private static async Task<HttpResponseMessage> SendAsync(TenantBrowser browser, Uri page, params (string Name, string Value)[] fields)
    {
        using var shown = await browser.GetAsync(page);
        var form = TenantBrowser.HiddenFields(await shown.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
        foreach (var (name, value) in fields)
        {
            form[name] = value;
        }

        return await browser.PostAsync(page, form);
    }
}
