using System.Collections.Concurrent;
using Microsoft.Playwright;

namespace TeamsAgent.Tests.Playground;

/// <summary>A browser window of a width, in light or dark; keeps what the pages complained of.</summary>
internal sealed class PlaygroundWindow : IAsyncDisposable
{
    private const string Chromium = "/usr/bin/chromium";
    private const int Patience = 60_000;
    private readonly IPlaywright _playwright;
    private readonly IBrowser _browser;
    private readonly IBrowserContext _context;

    private PlaygroundWindow(IPlaywright playwright, IBrowser browser, IBrowserContext context) => (_playwright, _browser, _context) = (playwright, browser, context);

    /// <summary>Errors that a script threw, and what the content security policy stopped.</summary>
    public ConcurrentQueue<string> Problems { get; } = [];

    public static async Task<PlaygroundWindow> OpenAsync(ColorScheme scheme, int width)
    {
        if (!File.Exists(Chromium))
        {
            Assert.Skip($"The playground in a browser: there is no {Chromium}.");
        }

        Assertions.SetDefaultExpectTimeout(Patience);
        var playwright = await Playwright.CreateAsync();
        var browser = await playwright.Chromium.LaunchAsync(new BrowserTypeLaunchOptions
        {
            ExecutablePath = Chromium,
            Args = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking"],
        });
        var context = await browser.NewContextAsync(new BrowserNewContextOptions { ColorScheme = scheme, ViewportSize = new ViewportSize { Width = width, Height = 850 } });
        context.SetDefaultTimeout(Patience);
        return new PlaygroundWindow(playwright, browser, context);
    }

    /// <summary>The page of one person.</summary>
    public Task<IPage> PageAsync(PlaygroundDesk desk, string person) => PageAsync(desk.Teams.Address, person);

    /// <summary>The page of one person of a playground at an address.</summary>
    public async Task<IPage> PageAsync(string playground, string person)
    {
        var page = await _context.NewPageAsync();
        page.PageError += (_, error) => Problems.Enqueue(error);
        page.Console += (_, line) =>
        {
            // An answer with an error status is part of the story; the browser notes it by itself.
            if (line.Type == "error" && !line.Text.StartsWith("Failed to load resource", StringComparison.Ordinal))
            {
                Problems.Enqueue(line.Text);
            }
        };
        await page.GotoAsync($"{playground}/?as={person}");
        await Assertions.Expect(page.Locator(".people [aria-current]")).ToBeVisibleAsync();
        return page;
    }

    public async ValueTask DisposeAsync()
    {
        await _context.CloseAsync();
        await _browser.CloseAsync();
        _playwright.Dispose();
    }
}
