using Deque.AxeCore.Commons;
using Deque.AxeCore.Playwright;
using Microsoft.Playwright;

namespace TeamsAgent.Tests.Pages;

/// <summary>Looks at a page as people do: wide and narrow, light and dark, and with axe. https://github.com/dequelabs/axe-core</summary>
internal sealed class Looks
{
    private static readonly (ColorScheme Scheme, int Width)[] _all = [(ColorScheme.Light, 390), (ColorScheme.Dark, 390), (ColorScheme.Dark, 1400), (ColorScheme.Light, 1400)];

    /// <summary>Only what is wrong is told of; to tell of all that is well takes long on a long page.</summary>
    public static AxeRunOptions AxeOptions { get; } = new() { ResultTypes = [ResultType.Violations] };

    /// <summary>Whether axe looks too: what it finds follows from the colours or from the width, so it sees each of them once.</summary>
    public static bool IsForAxe(ColorScheme scheme, int width) => (scheme, width) is (ColorScheme.Light, 1400) or (ColorScheme.Dark, 390);

    /// <summary>What is wrong, in words.</summary>
    public List<string> Faults { get; } = [];

    /// <summary>Looks at a page.</summary>
    /// <param name="page">The page.</param>
    /// <param name="name">What to call it.</param>
    /// <param name="pane">The part that is to be seen where there is room for one only.</param>
    public async Task AtAsync(IPage page, string name, string? pane = null)
    {
        var folder = Directory.CreateDirectory(Path.Combine(AppContext.BaseDirectory, "pictures", "pages"));
        foreach (var (scheme, width) in _all)
        {
            await page.EmulateMediaAsync(new() { ColorScheme = scheme, ReducedMotion = ReducedMotion.Reduce });
            await page.SetViewportSizeAsync(width, 850);
            if (pane is not null && width < 760)
            {
                await page.Locator($".panes button[data-pane={pane}]").EvaluateAsync("button => button.click()");
            }

            var look = $"{name}-{width}-{scheme}".ToLowerInvariant();
            await page.ScreenshotAsync(new() { Path = Path.Combine(folder.FullName, $"{look}.png"), FullPage = true });
            if (IsForAxe(scheme, width))
            {
                Faults.AddRange((await page.RunAxe(AxeOptions)).Violations.Where(found => found.Impact is "serious" or "critical")
                    .Select(found => $"{look}: {found.Id}: {found.Help}: {found.Nodes[0].Html}"));
            }

            if (!await page.EvaluateAsync<bool>("document.documentElement.scrollWidth <= document.documentElement.clientWidth"))
            {
                Faults.Add($"{look}: scrolls sideways");
            }
        }
    }
}
