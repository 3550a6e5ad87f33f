using Deque.AxeCore.Playwright;
using Microsoft.Playwright;
using TeamsAgent.Domain.Requests;
using TeamsAgent.Identity;
using TeamsAgent.Sandbox;
using TeamsAgent.Storage.Rows;

namespace TeamsAgent.Tests.Identity;

/// <summary>Our pages in a real browser, which applies the content security policy to every redirect.</summary>
public sealed class StepUpBrowserTests
{
    [Theory]
    [InlineData(ColorScheme.Light, 1280)]
    [InlineData(ColorScheme.Dark, 360)]
    public async Task An_approver_steps_up_with_the_keyboard(ColorScheme scheme, int width)
    {
        await using var desk = await StepUpDesk.StartAsync();
        await using var browser = await OpenBrowser.StartAsync(scheme, width);
        var page = browser.Page;

        await page.GotoAsync((await desk.LinkAsync()).AbsoluteUri);
        await browser.CheckAsync("Approve request #1?");
        await page.GetByRole(AriaRole.Button, new PageGetByRoleOptions { Name = "Log in and approve" }).FocusAsync();
        await page.Keyboard.PressAsync("Enter");
        await browser.LogInAsync(desk.Host, People.Ben, secondFactor: true);

        await Assertions.Expect(page.GetByRole(AriaRole.Heading, new PageGetByRoleOptions { Level = 1 })).ToHaveTextAsync("Your approval is in");
        await browser.CheckAsync("Your approval is in");
        Assert.DoesNotContain("code=", page.Url, StringComparison.Ordinal);
        Assert.Equal(RequestState.Approved, (await desk.NowAsync()).State);
        await page.ReloadAsync();
        await browser.CheckAsync("Your approval is in");
        Assert.Empty(browser.Complaints);
    }

    [Fact]
    public async Task A_person_links_and_connects_in_one_browser()
    {
        await using var host = await IdentityHost.StartAsync();
        var ana = await host.PersonAsync(People.Ana);
        await using var browser = await OpenBrowser.StartAsync(ColorScheme.Light, 1280);
        var page = browser.Page;

        await page.GotoAsync((await host.TicketAsync(new TicketRequest(TicketKind.Link, ana.Id, ana.Chats[0]))).AbsoluteUri);
        await browser.CheckAsync("Link your chat account");
        await page.GetByRole(AriaRole.Button).ClickAsync();
        await browser.LogInAsync(host, People.Ana, secondFactor: false);
        await browser.CheckAsync("One step is left");
        var code = await page.Locator("#code").TextContentAsync();
        Assert.Equal(LinkOutcome.Linked, (await host.ConfirmAsync(ana, ana.Chats[0], code!)).Outcome);

        await page.GotoAsync((await host.TicketAsync(new TicketRequest(TicketKind.Connect, ana.Id, ana.Chats[0], Connection: "github"))).AbsoluteUri);
        await browser.CheckAsync("Connect GitHub");
        await page.GetByRole(AriaRole.Button).ClickAsync();
        await browser.CheckAsync("You are logged in");
        await page.GetByRole(AriaRole.Link, new PageGetByRoleOptions { Name = "Continue to the provider" }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new PageGetByRoleOptions { Name = "Allow" }).ClickAsync();

        await browser.CheckAsync("The account is connected");
        Assert.Empty(browser.Complaints);
    }

    [Fact]
    public async Task The_pages_that_refuse_are_accessible_too()
    {
        await using var host = await IdentityHost.StartAsync();
        await using var browser = await OpenBrowser.StartAsync(ColorScheme.Dark, 1280);

        await browser.Page.GotoAsync(new Uri(host.Address, "/link/x").AbsoluteUri);

        await browser.CheckAsync("This link does not work");
    }
}

/// <summary>A Chromium with one page, and what it complained about.</summary>
internal sealed class OpenBrowser : IAsyncDisposable
{
    private readonly IPlaywright _playwright;
    private readonly IBrowser _browser;
    private readonly string? _pictures = Environment.GetEnvironmentVariable("TEAMSAGENT_PICTURES");
    private readonly string _look;
    private int _picture;

    private OpenBrowser(IPlaywright playwright, IBrowser browser, IPage page, string look)
    {
        (_playwright, _browser, Page, _look) = (playwright, browser, page, look);
        page.Console += (_, message) =>
        {
            if (message.Type is "error" or "warning")
            {
                Complaints.Add(message.Text);
            }
        };
        page.PageError += (_, error) => Complaints.Add(error);
    }

    public IPage Page { get; }

    public List<string> Complaints { get; } = [];

    public static async Task<OpenBrowser> StartAsync(ColorScheme scheme, int width)
    {
        var playwright = await Playwright.CreateAsync();
        var browser = await playwright.Chromium.LaunchAsync(new BrowserTypeLaunchOptions
        {
            ExecutablePath = "/usr/bin/chromium",
            Args = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking"],
        });
        var context = await browser.NewContextAsync(new BrowserNewContextOptions { ColorScheme = scheme, ViewportSize = new ViewportSize { Width = width, Height = 800 } });
        return new OpenBrowser(playwright, browser, await context.NewPageAsync(), $"{scheme}-{width}");
    }

    /// <summary>That the page is this one, is accessible and does not scroll sideways.</summary>
    public async Task CheckAsync(string title)
    {
        await Assertions.Expect(Page.GetByRole(AriaRole.Heading, new PageGetByRoleOptions { Level = 1 })).ToHaveTextAsync(title);
        if (_pictures is not null)
        {
            await Page.ScreenshotAsync(new PageScreenshotOptions { Path = Path.Combine(_pictures, $"{_look}-{++_picture}-{title.Replace(' ', '-').Replace("?", "", StringComparison.Ordinal)}.png"), FullPage = true });
        }

        var axe = await Page.RunAxe();
        Assert.True(axe.Violations.Length == 0, string.Join('\n', axe.Violations.Select(violation => $"{violation.Id}: {violation.Help}")));
        Assert.True(await Page.EvaluateAsync<bool>("() => document.documentElement.scrollWidth <= document.documentElement.clientWidth"), "The page scrolls sideways.");
    }

    public async Task LogInAsync(IdentityHost host, SandboxPerson person, bool secondFactor)
    {
        await Page.Locator("input[name=username]").FillAsync(person.Email);
        await Page.Locator("input[name=password]").FillAsync(person.Password);
        await Page.Keyboard.PressAsync("Enter");
        if (secondFactor)
        {
            await Page.Locator("input[name=code]").FillAsync(host.Tenant.UnusedCode(person)!);
            await Page.Keyboard.PressAsync("Enter");
        }

        await Page.Locator("[data-page=consent] button[value=allow], button[name=decision][value=allow], #code, h1:has-text('Your approval is in')").First.WaitForAsync();
        if (await Page.Locator("button[value=allow]").CountAsync() > 0)
        {
            await Page.Locator("button[value=allow]").First.ClickAsync();
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _browser.CloseAsync();
        _playwright.Dispose();
    }
}
