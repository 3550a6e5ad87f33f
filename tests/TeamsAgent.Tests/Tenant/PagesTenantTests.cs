using Deque.AxeCore.Playwright;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Playwright;
using TeamsAgent.Sandbox;
using Xunit;

namespace TeamsAgent.Tests.Tenant;

public sealed class PagesTenantTests
{
    private const int Patience = 60_000;

    [Theory]
    [InlineData(ColorScheme.Light, 1280)]
    [InlineData(ColorScheme.Dark, 320)]
    public async Task A_person_steps_up_and_connects_an_account_with_the_keyboard(ColorScheme scheme, int width)
    {
        await using var desk = await TenantDesk.StartAsync();
        await using var callback = Callback();
        await callback.StartAsync(TestContext.Current.CancellationToken);
        var back = StandIn.AddressOf(callback) + "/callback";
        await desk.Tenant.RegisterAsync(TenantDesk.Client with { RedirectUris = [back] }, TestContext.Current.CancellationToken);

        using var playwright = await Playwright.CreateAsync();
        await using var browser = await playwright.Chromium.LaunchAsync(new BrowserTypeLaunchOptions
        {
            ExecutablePath = "/usr/bin/chromium",
            Args = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking"],
        });
        await using var context = await browser.NewContextAsync(new BrowserNewContextOptions { ColorScheme = scheme, ViewportSize = new ViewportSize { Width = width, Height = 720 } });
        context.SetDefaultTimeout(Patience);
        var page = await context.NewPageAsync();

        await page.GotoAsync(desk.AuthorizeUrl(Pkce.New(), extra: TenantDesk.StepUp, callback: back).ToString());
        await CheckAsync(page, "Sign in");
        await page.Keyboard.TypeAsync(People.Ben.Email);
        await page.Keyboard.PressAsync("Tab");
        await page.Keyboard.TypeAsync("wrong");
        await page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(page.GetByRole(AriaRole.Alert)).ToHaveTextAsync("Wrong e-mail address or password.", new LocatorAssertionsToHaveTextOptions { Timeout = Patience });
        await CheckAsync(page, "Sign in");
        await page.Keyboard.TypeAsync(People.Ben.Password);
        await page.Keyboard.PressAsync("Enter");
        await CheckAsync(page, "Second factor");

        var phone = await context.NewPageAsync();
        await phone.GotoAsync(desk.Tenant.Address + "/phone");
        await CheckAsync(phone, "Everybody’s phone");
        var code = await phone.Locator("#ben output").TextContentAsync();
        await phone.CloseAsync();
        await page.BringToFrontAsync();
        await page.Keyboard.TypeAsync(code!);
        await page.Keyboard.PressAsync("Enter");
        await CheckAsync(page, "Allow TeamsAgent?");
        await page.GetByRole(AriaRole.Button, new PageGetByRoleOptions { Name = "Allow" }).PressAsync("Enter");
        await page.WaitForURLAsync(back + "?*");
        Assert.NotNull(TenantDesk.Query(new Uri(page.Url), "code"));

        var bearer = await desk.MyAccountTokenAsync((await desk.LoginAtAsync(back, People.Ben)).RefreshToken!);
        var begun = (await desk.CallAsync(HttpMethod.Post, "/me/v1/connected-accounts/connect", bearer, new { connection = "google-oauth2", redirect_uri = back })).Body;
        await page.GotoAsync($"{begun.GetProperty("connect_uri").GetString()}?ticket={begun.GetProperty("connect_params").GetProperty("ticket").GetString()}");
        await CheckAsync(page, "Google: allow access?");
        await Assertions.Expect(page.GetByRole(AriaRole.Listitem).First).ToContainTextAsync("See and change your calendar");
        await page.GetByRole(AriaRole.Button, new PageGetByRoleOptions { Name = "Allow" }).ClickAsync();
        await page.WaitForURLAsync(back + "?*");
        Assert.NotNull(TenantDesk.Query(new Uri(page.Url), "connect_code"));
    }

    private static async Task CheckAsync(IPage page, string heading)
    {
        await Assertions.Expect(page.GetByRole(AriaRole.Heading, new PageGetByRoleOptions { Level = 1 })).ToHaveTextAsync(heading, new LocatorAssertionsToHaveTextOptions { Timeout = Patience });
        var found = await page.RunAxe();
        Assert.True(found.Violations.Length == 0, string.Join("\n", found.Violations.Select(violation => $"{violation.Id}: {violation.Help}: {violation.Nodes[0].Html}")));
        Assert.True(await page.EvaluateAsync<bool>("document.documentElement.scrollWidth <= document.documentElement.clientWidth"), "The page scrolls sideways.");
    }

    private static WebApplication Callback()
    {
        var app = StandIn.Builder().Build();
        app.MapGet("/callback", () => Results.Text("back"));
        return app;
    }
}
