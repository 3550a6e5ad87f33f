using Microsoft.Playwright;
using TeamsAgent.Sandbox;
using TeamsAgent.Tests.Playground;
using TeamsAgent.Tests.Worlds;

namespace TeamsAgent.Tests.Journeys;

/// <summary>The whole story as somebody sees it who has just started the local world.</summary>
public sealed class FirstMinuteBrowserTests
{
    private static readonly string? Pictures = Environment.GetEnvironmentVariable("TEAMSAGENT_PICTURES");

    [Fact]
    public async Task Ana_asks_for_a_payment_and_Ben_approves_it_with_his_password_and_his_phone()
    {
        await using var window = await PlaygroundWindow.OpenAsync(ColorScheme.Light, 1400);
        await using var story = await Story.BeginAsync();
        var ana = await window.PageAsync(story.World.Teams.Address, "ana");
        var ben = await window.PageAsync(story.World.Teams.Address, "ben");

        await ana.GetByRole(AriaRole.Textbox).FillAsync("transfer 1250.00 EUR to DE89370400440532013000 for invoice 4711");
        await ana.Keyboard.PressAsync("Enter");
        var card = ben.Locator(".card").First;
        await Assertions.Expect(card.GetByText("Transfer 1250.00 EUR to DE89370400440532013000").First).ToBeVisibleAsync();
        await PictureAsync(ben, "asked");
        await card.GetByRole(AriaRole.Button, new() { Name = "Approve", Exact = true }).ClickAsync();
        await Assertions.Expect(card.GetByText("Waiting for Ben Weber to log in").First).ToBeVisibleAsync();
        await Assertions.Expect(ana.Locator(".card").First.GetByText("Waiting for Ben Weber to log in").First).ToBeVisibleAsync();
        Assert.Equal(0, story.Exchanges);

        await ben.GetByRole(AriaRole.Link, new() { Name = "TeamsAgent" }).ClickAsync();
        var invitation = ben.Locator(".card").Last;
        await Assertions.Expect(invitation.GetByText("The link is yours alone: do not pass it on.")).ToBeVisibleAsync();
        await PictureAsync(ben, "invited");
        var page = await ben.Context.RunAndWaitForPageAsync(() => invitation.GetByText("Log in to approve").Last.ClickAsync());
        await StepUpAsync(story, page);

        await Assertions.Expect(ana.Locator(".card").First.GetByText("Done: Transfer").First).ToBeVisibleAsync();
        await PictureAsync(ana, "done");
        Assert.Single(story.World.Providers.Transfers);
        Assert.Empty(window.Problems);
        await story.AssertPromisesAsync();
    }

    private static async Task StepUpAsync(Story story, IPage page)
    {
        await Assertions.Expect(page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToHaveTextAsync("Approve request #1?");
        await Assertions.Expect(page.GetByText("Transfer 1250.00 EUR to DE89370400440532013000").First).ToBeVisibleAsync();
        await PictureAsync(page, "step-up");
        await page.GetByRole(AriaRole.Button, new() { Name = "Log in and approve" }).ClickAsync();
        await page.Locator("input[name=username]").FillAsync(People.Ben.Email);
        await page.Locator("input[name=password]").FillAsync(People.Ben.Password);
        await page.Keyboard.PressAsync("Enter");
        await page.Locator("input[name=code]").FillAsync(story.World.Tenant.UnusedCode(People.Ben)!);
        await page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToHaveTextAsync("Your approval is in");
        await PictureAsync(page, "approved");
    }

    private static async Task PictureAsync(IPage page, string name)
    {
        if (Pictures is not null)
        {
            await page.ScreenshotAsync(new() { Path = Path.Combine(Pictures, $"minute-{name}.png"), FullPage = true });
        }
    }
}
