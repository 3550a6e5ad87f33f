using Deque.AxeCore.Playwright;
using Microsoft.Playwright;
using TeamsAgent.Sandbox;
using Xunit;
using static TeamsAgent.Tests.Providers.ProvidersFixture;

namespace TeamsAgent.Tests.Providers;

public sealed class PageProvidersTests
{
    [Fact]
    public async Task The_page_shows_who_did_what_and_paints_no_foreign_markup()
    {
        await using var world = await StartAsync();
        await world.SendAsync(HttpMethod.Post, "/github/repos/acme/web/issues", world.GitHubToken(People.Ana), new { title = "<script>alert(1)</script>" });

        var response = await world.Client.GetAsync($"{world.Providers.Address}/?every=5", Ct);
        var page = await response.Content.ReadAsStringAsync(Ct);

        Assert.Contains("Opened #4 &#x201C;&lt;script&gt;alert(1)&lt;/script&gt;&#x201D; in acme/web", page, StringComparison.Ordinal);
        Assert.Contains("Ana Ortiz", page, StringComparison.Ordinal);
        Assert.Contains("<meta http-equiv=\"refresh\" content=\"5\">", page, StringComparison.Ordinal);
        Assert.DoesNotContain("<script", page, StringComparison.Ordinal);
        Assert.Contains("default-src 'none'", response.Headers.GetValues("Content-Security-Policy").Single(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_link_of_an_issue_leads_to_its_row()
    {
        await using var world = await StartAsync();

        var response = await world.Client.GetAsync($"{world.Providers.Address}/acme/web/issues/3", Ct);

        Assert.Equal("/#acme/web/issues/3", response.Headers.Location!.ToString());
    }

    [Theory]
    [InlineData(ColorScheme.Light, 1280)]
    [InlineData(ColorScheme.Dark, 320)]
    public async Task The_page_is_accessible_and_fits_the_screen(ColorScheme scheme, int width)
    {
        await using var world = await StartAsync();
        await world.SendAsync(HttpMethod.Post, "/github/repos/acme/web/issues", world.GitHubToken(People.Ana), new { title = new string('x', 200) });
        using var playwright = await Playwright.CreateAsync();
        await using var browser = await playwright.Chromium.LaunchAsync(new()
        {
            ExecutablePath = "/usr/bin/chromium",
            Args = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking"],
        });
        var page = await browser.NewPageAsync(new() { ColorScheme = scheme, ViewportSize = new() { Width = width, Height = 800 }, BypassCSP = true });
        await page.GotoAsync(world.Providers.Address);

        var violations = (await page.RunAxe()).Violations;
        var overflow = await page.EvaluateAsync<int>("document.documentElement.scrollWidth - document.documentElement.clientWidth");
        await page.GetByRole(AriaRole.Button, new() { Name = "Arm the fault for payments" }).ClickAsync();

        Assert.True(violations.Length == 0, string.Join("; ", violations.Select(violation => $"{violation.Id}: {violation.Nodes[0].Html}")));
        Assert.True(overflow <= 0, $"The page is {overflow} px too wide.");
        await Assertions.Expect(page.GetByText("payments (1 waiting)")).ToBeVisibleAsync();
    }
}
