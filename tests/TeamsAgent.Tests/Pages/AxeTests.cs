using Microsoft.Playwright;
using TeamsAgent.Sandbox;
using TeamsAgent.Sandbox.Slack;
using TeamsAgent.Tests.Playground;
using TeamsAgent.Tests.Worlds;

namespace TeamsAgent.Tests.Pages;

/// <summary>Every page of the product and of the playground, in a running world, has no serious fault in axe's eyes.</summary>
public sealed class AxeTests
{
    private const string Payment = "transfer 1250.00 EUR to DE89370400440532013000 for invoice 4711";

    private readonly Looks _looks = new();

    [Fact]
    public async Task The_playground_can_be_used_by_everybody()
    {
        await using var window = await PlaygroundWindow.OpenAsync(ColorScheme.Light, 1400);
        await using var story = await Story.BeginAsync(options => options with { Slack = true, OnSlack = [People.Ana, People.Ben] });
        await story.AsksAsync(People.Ana, Payment);
        var slack = Surface.Of(story, "slack");
        var mark = slack.Mark();
        await slack.SaysAsync(People.Ana, Payment);
        await slack.SeesCardAsync(People.Ben, "1250.00", mark);

        var page = await OpenAsync(window, story, "");
        await Assertions.Expect(page.Locator(".card").First).ToBeVisibleAsync();
        await _looks.AtAsync(page, "teams-channel", "messages");
        await page.Locator("#faults summary").ClickAsync();
        await Assertions.Expect(page.GetByLabel("Slack is down")).ToBeVisibleAsync();
        await _looks.AtAsync(page, "faults", "backstage");
        await _looks.AtAsync(await OpenAsync(window, story, "&in=private"), "teams-private", "conversations");

        page = await OpenAsync(window, story, $"&in=slack-{SlackChannel.General.Id}");
        var card = page.Locator(".blocks").Filter(new() { HasText = "Approval needed" }).Last;
        await Assertions.Expect(card).ToBeVisibleAsync();
        await _looks.AtAsync(page, "slack-channel", "messages");
        await card.GetByRole(AriaRole.Button, new() { Name = "Reject" }).ClickAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Dialog)).ToBeVisibleAsync();
        await _looks.AtAsync(page, "slack-reason");
        await page.GetByRole(AriaRole.Button, new() { Name = "Cancel" }).ClickAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Dialog)).ToHaveCountAsync(0);

        page = await OpenAsync(window, story, "&in=slack-dm");
        await Assertions.Expect(page.Locator(".message").First).ToBeVisibleAsync();
        await _looks.AtAsync(page, "slack-dm", "messages");
        page = await OpenAsync(window, story, "&in=slack-home");
        await Assertions.Expect(page.Locator(".home .blocks")).ToBeVisibleAsync();
        await _looks.AtAsync(page, "slack-home", "messages");

        Assert.True(_looks.Faults.Count == 0, string.Join('\n', _looks.Faults));
        Assert.Empty(window.Problems);
    }

    [Fact]
    public async Task The_products_pages_can_be_used_by_everybody()
    {
        await using var window = await PlaygroundWindow.OpenAsync(ColorScheme.Light, 1400);
        await using var story = await Story.BeginAsync(options => options with { Slack = true });
        var page = await (await OpenAsync(window, story, "")).Context.NewPageAsync();

        await SeeAsync(page, await LinkAfterAsync(story, People.Eve, "link"), "link", "Link your chat account");
        await page.GetByRole(AriaRole.Button).ClickAsync();
        await LogInAsync(story, page, People.Eve);
        await page.GetByRole(AriaRole.Button, new() { Name = "Allow" }).ClickAsync();
        await SeeAsync(page, null, "code", "One step is left");
        var mark = story.World.Teams.Messages.Count;
        await story.SaysAsync(People.Eve, (await page.Locator("#code").TextContentAsync())!, privately: true);
        await story.TellsAsync(People.Eve, "is now linked", mark);

        await SeeAsync(page, await LinkAfterAsync(story, People.Eve, "connect github"), "connect", "Connect GitHub");
        await page.GetByRole(AriaRole.Button).ClickAsync();
        await SeeAsync(page, null, "connect-on", "You are logged in");
        await page.GetByRole(AriaRole.Link, new() { Name = "Continue to the provider" }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Allow" }).ClickAsync();
        await SeeAsync(page, null, "connected", "The account is connected");

        await page.Context.ClearCookiesAsync();
        var card = await story.AsksAsync(People.Ana, Payment);
        mark = story.World.Teams.Messages.Count;
        await card.PressAsync(People.Ben, "approve");
        await SeeAsync(page, await story.Browsers.LinkSentToAsync(People.Ben, mark), "step-up", "Approve request #1?");
        await page.GetByRole(AriaRole.Button, new() { Name = "Log in and approve" }).ClickAsync();
        await LogInAsync(story, page, People.Ben);
        await page.Locator("input[name=code]").FillAsync(story.World.Tenant.UnusedCode(People.Ben)!);
        await page.Keyboard.PressAsync("Enter");
        await SeeAsync(page, null, "approved", "Your approval is in");

        await SeeAsync(page, new Uri(story.World.Product.Address + "/link/x"), "no-link", "This link does not work");
        await SeeAsync(page, new Uri(story.World.Product.Address + "/signin/callback?state=x&code=y"), "no-sign-in", null);

        Assert.True(_looks.Faults.Count == 0, string.Join('\n', _looks.Faults));
        Assert.Empty(window.Problems);
    }

    private static Task<IPage> OpenAsync(PlaygroundWindow window, Story story, string where) => window.PageAsync(story.World.Teams.Address, $"ben{where}");

    private static async Task<Uri> LinkAfterAsync(Story story, SandboxPerson who, string said)
    {
        var mark = story.World.Teams.Messages.Count;
        await story.SaysAsync(who, said, privately: true);
        return await story.Browsers.LinkSentToAsync(who, mark);
    }

    private static async Task LogInAsync(Story story, IPage page, SandboxPerson who)
    {
        Assert.StartsWith(story.World.Tenant.Address, page.Url, StringComparison.Ordinal);
        await page.Locator("input[name=username]").FillAsync(who.Email);
        await page.Locator("input[name=password]").FillAsync(who.Password);
        await page.Keyboard.PressAsync("Enter");
    }

    private async Task SeeAsync(IPage page, Uri? address, string name, string? title)
    {
        if (address is not null)
        {
            await page.GotoAsync(address.AbsoluteUri);
        }

        var heading = page.GetByRole(AriaRole.Heading, new() { Level = 1 });
        await (title is null ? Assertions.Expect(heading).ToBeVisibleAsync() : Assertions.Expect(heading).ToHaveTextAsync(title));
        await _looks.AtAsync(page, name);
    }
}
