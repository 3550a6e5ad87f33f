using System.Text.Json;
using Microsoft.Playwright;
using Xunit;

namespace TeamsAgent.Tests.Chat.Cards;

/// <summary>A browser page that draws cards with Microsoft's own renderer, as Teams does.</summary>
public sealed class CardPage : IAsyncLifetime
{
    private static readonly string _renderer = Path.Combine(AppContext.BaseDirectory, "wwwroot", "lib", "adaptivecards.min.js");
    private static readonly string? _browser = new[] { "/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome" }.FirstOrDefault(File.Exists);

    // Markdown is handed back as HTML as it is: whatever is wrongly given to it would show at once.
    private const string Draw = """
        ([json, width]) => {
          const root = document.getElementById('card');
          root.replaceChildren();
          root.style.width = width + 'px';
          AdaptiveCards.AdaptiveCard.onProcessMarkdown = (text, result) => { result.outputHtml = text.replace(/<at>(.*?)<\/at>/g, '$1'); result.didProcess = true; };
          const card = new AdaptiveCards.AdaptiveCard();
          card.hostConfig = new AdaptiveCards.HostConfig({ textBlock: { headingLevel: 2 }, actions: { maxActions: 6, actionsOrientation: 'horizontal' } });
          const context = new AdaptiveCards.SerializationContext(AdaptiveCards.Versions.v1_5);
          card.parse(JSON.parse(json), context);
          const events = [];
          for (let i = 0; i < context.eventCount; i++) { events.push(context.getEventAt(i).message); }
          card.validateProperties().validationEvents.forEach(e => events.push(e.message));
          root.append(card.render());
          return {
            events,
            text: root.innerText,
            tooWide: [...root.querySelectorAll('.ac-textBlock, .ac-richTextBlock')].filter(e => e.scrollWidth > e.clientWidth + 1).map(e => e.innerText),
            elements: [...new Set([...root.querySelectorAll('*')].map(e => e.tagName.toLowerCase()))],
          };
        }
        """;

    private IPlaywright? _playwright;
    private IBrowser? _process;

    /// <summary>Why the browser's tests cannot run here; null if they can.</summary>
    public static string? Missing => !File.Exists(_renderer) ? "The renderer adaptivecards.min.js is not restored: build the sandbox."
        : _browser is null ? "There is no Chromium." : null;

    /// <summary>The page.</summary>
    public IPage Page { get; private set; } = null!;

    /// <inheritdoc/>
    public async ValueTask InitializeAsync()
    {
        if (Missing is not null)
        {
            return;
        }

        _playwright = await Playwright.CreateAsync();
        _process = await _playwright.Chromium.LaunchAsync(new BrowserTypeLaunchOptions
        {
            ExecutablePath = _browser,
            Args = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking"],
        });
        Page = await _process.NewPageAsync();
        await Page.SetContentAsync("""
            <!doctype html><html lang="en"><head><title>Cards</title>
            <style>body { margin: 0; font-family: sans-serif } #card * { overflow-wrap: anywhere }</style></head>
            <body><main><h1>Cards</h1><div id="card"></div></main></body></html>
            """);
        await Page.AddScriptTagAsync(new PageAddScriptTagOptions { Path = _renderer });
    }

    /// <summary>Draws a card, and tells what is wrong with it and what is seen.</summary>
    internal async Task<Drawn> DrawAsync(CardJson card, int width = 390)
    {
        var drawn = (await Page.EvaluateAsync(Draw, new object[] { card.Root.GetRawText(), width }))!.Value;
        return new Drawn(Strings(drawn, "events"), drawn.GetProperty("text").GetString()!, Strings(drawn, "tooWide"), Strings(drawn, "elements"));
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await (_process?.DisposeAsync() ?? ValueTask.CompletedTask);
        _playwright?.Dispose();
    }

    private static List<string> Strings(JsonElement element, string name) =>
        element.GetProperty(name).EnumerateArray().Select(item => item.GetString()!).ToList();
}

/// <summary>What a browser made of a card.</summary>
/// <param name="Events">What the renderer complained of.</param>
/// <param name="Text">What is seen.</param>
/// <param name="TooWide">Texts that reach out of their place.</param>
/// <param name="Elements">The HTML elements that were made.</param>
internal sealed record Drawn(IReadOnlyList<string> Events, string Text, IReadOnlyList<string> TooWide, IReadOnlyList<string> Elements);
