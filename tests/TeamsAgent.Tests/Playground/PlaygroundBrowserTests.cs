using Deque.AxeCore.Playwright;
using Microsoft.Playwright;
using TeamsAgent.Sandbox;
using TeamsAgent.Sandbox.Chat;

namespace TeamsAgent.Tests.Playground;

public sealed class PlaygroundBrowserTests
{
    [Theory]
    [InlineData(ColorScheme.Light, 1400)]
    [InlineData(ColorScheme.Dark, 390)]
    public async Task Ana_asks_and_Ben_rejects_with_a_reason(ColorScheme scheme, int width)
    {
        await using var desk = await PlaygroundDesk.StartAsync();
        await using var window = await PlaygroundWindow.OpenAsync(scheme, width);
        var ana = await window.PageAsync(desk, "ana");
        var ben = await window.PageAsync(desk, "ben");
        await CheckAsync(ana);

        await ana.GetByRole(AriaRole.Button, new() { Name = "Open an issue" }).ClickAsync();
        await ana.Keyboard.PressAsync("Enter");
        var card = ben.Locator(".card");
        await Assertions.Expect(card.GetByRole(AriaRole.Heading)).ToHaveTextAsync("● Approval needed");
        await Assertions.Expect(ben.Locator("#announcement")).ToHaveTextAsync("TeamsAgent: Approval needed");
        await CheckAsync(ben);

        await card.GetByRole(AriaRole.Button, new() { Name = "Reject" }).ClickAsync();
        await card.GetByRole(AriaRole.Button, new() { Name = "Send the rejection" }).ClickAsync();
        await Assertions.Expect(card.GetByText("Say why.")).ToBeVisibleAsync();
        await CheckAsync(ben);
        Assert.Empty(desk.Bot.Presses);
        await card.GetByLabel("Why?").FillAsync("Not before Friday.");
        await card.GetByRole(AriaRole.Button, new() { Name = "Send the rejection" }).ClickAsync();

        foreach (var page in new[] { ana, ben })
        {
            await Assertions.Expect(page.Locator(".card")).ToHaveTextAsync("Rejected by Ben Weber: Not before Friday.");
        }

        Assert.Empty(window.Problems);
    }

    [Fact]
    public async Task Text_from_outside_stays_text_and_only_harmless_links_are_links()
    {
        await using var desk = await PlaygroundDesk.StartAsync();
        await using var window = await PlaygroundWindow.OpenAsync(ColorScheme.Light, 1400);
        var page = await window.PageAsync(desk, "ben");
        await desk.Teams.SayAsync(People.Ana, Conversation.General, "<img src=x onerror=alert(1)> [a](https://a.example)", cancellationToken: TestContext.Current.CancellationToken);

        var card = page.Locator(".card");
        await Assertions.Expect(card.GetByText("<img src=x onerror=alert(1)>").First).ToBeVisibleAsync();
        await Assertions.Expect(card.GetByText("<b>**as it is**</b>")).ToBeVisibleAsync();
        await Assertions.Expect(card.Locator("a")).ToHaveCountAsync(1);
        await Assertions.Expect(card.Locator("a")).ToHaveAttributeAsync("rel", "noopener noreferrer");
        await Assertions.Expect(card.Locator(".mention")).ToHaveTextAsync("Ben Weber");
        await Assertions.Expect(card.Locator("strong")).ToHaveTextAsync("needs");
        await Assertions.Expect(page.Locator("main .posts img")).ToHaveCountAsync(0);
        Assert.Empty(window.Problems);
    }

    [Fact]
    public async Task Buttons_answer_below_the_card_and_show_the_pressers_own_view()
    {
        await using var desk = await PlaygroundDesk.StartAsync();
        await using var window = await PlaygroundWindow.OpenAsync(ColorScheme.Dark, 1400);
        await desk.Teams.SayAsync(People.Ana, Conversation.General, "do it", cancellationToken: TestContext.Current.CancellationToken);
        var page = await window.PageAsync(desk, "ben");
        var card = page.Locator(".card");

        await card.GetByRole(AriaRole.Button, new() { Name = "Ask", Exact = true }).ClickAsync();
        await Assertions.Expect(page.Locator(".toast")).ToContainTextAsync("Only Ben can decide this.");
        await card.GetByRole(AriaRole.Button, new() { Name = "More options" }).ClickAsync();
        await page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(page.Locator(".toast.failed")).ToContainTextAsync("The bot broke.");
        await CheckAsync(page);
        await Assertions.Expect(card.GetByText("POST /repos/acme/web/issues")).ToBeHiddenAsync();
        await card.GetByRole(AriaRole.Button, new() { Name = "Details" }).ClickAsync();
        await Assertions.Expect(card.GetByText("POST /repos/acme/web/issues")).ToBeVisibleAsync();
        await card.GetByRole(AriaRole.Button, new() { Name = "Approve 2" }).ClickAsync();

        await Assertions.Expect(card).ToHaveTextAsync("You approved step 2");
        await Assertions.Expect(page.GetByText("Only you see the card like this.")).ToBeVisibleAsync();
        Assert.Empty(window.Problems);
    }

    [Fact]
    public async Task Replies_stand_in_their_thread_and_what_is_unread_is_marked()
    {
        await using var desk = await PlaygroundDesk.StartAsync();
        await using var window = await PlaygroundWindow.OpenAsync(ColorScheme.Light, 1400);
        await desk.Teams.SayAsync(People.Ana, Conversation.General, "first post", cancellationToken: TestContext.Current.CancellationToken);
        await desk.Teams.SayAsync(People.Eve, Conversation.General, "second post", cancellationToken: TestContext.Current.CancellationToken);
        var page = await window.PageAsync(desk, "ben");
        var first = page.Locator(".post").First;

        await first.GetByRole(AriaRole.Button, new() { Name = "Reply to first post" }).ClickAsync();
        await page.Keyboard.TypeAsync("a line");
        await page.Keyboard.PressAsync("Shift+Enter");
        await page.Keyboard.TypeAsync("and another");
        await page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(first.Locator(".replies > li")).ToHaveCountAsync(3);
        Assert.Equal("a line\nand another", desk.Teams.Messages.Single(message => message.From == "ben").Text);

        await desk.Bot.PostAsync(Conversation.With(People.Ben).Id, new() { ["type"] = "message", ["text"] = "For **you**" });
        await desk.Bot.PostAsync(Conversation.With(People.Ada).Id, new() { ["type"] = "message", ["text"] = "For Ada" });
        await Assertions.Expect(page.Locator(".count")).ToHaveTextAsync("1 unread");
        await Assertions.Expect(page.GetByRole(AriaRole.Link, new() { Name = "Ada Novak" })).ToContainTextAsync("has an unread private message");
        await page.GetByRole(AriaRole.Link, new() { Name = "TeamsAgent" }).ClickAsync();
        await Assertions.Expect(page.Locator(".text strong")).ToHaveTextAsync("you");
        await Assertions.Expect(page.Locator(".count")).ToHaveCountAsync(0);
        Assert.Contains("in=private", page.Url, StringComparison.Ordinal);
        await CheckAsync(page);
    }

    [Fact]
    public async Task A_page_that_was_cut_off_catches_up_and_keeps_what_is_being_typed()
    {
        var state = Directory.CreateTempSubdirectory("playground-").FullName;
        await using var window = await PlaygroundWindow.OpenAsync(ColorScheme.Light, 1400);
        IPage page;
        int port;
        await using (var before = await PlaygroundDesk.StartAsync(new TeamsOptions { StatePath = state }))
        {
            port = new Uri(before.Teams.Address).Port;
            await before.Teams.SayAsync(People.Ana, Conversation.General, "do it", cancellationToken: TestContext.Current.CancellationToken);
            page = await window.PageAsync(before, "ben");
            await page.GetByRole(AriaRole.Button, new() { Name = "Reject" }).ClickAsync();
            await page.GetByLabel("Why?").FillAsync("Because");
        }

        await Assertions.Expect(page.Locator("#connection")).ToHaveTextAsync("Reconnecting…");
        await using var after = await PlaygroundDesk.StartAsync(new TeamsOptions { StatePath = state, Port = port });
        await after.Teams.SayAsync(People.Eve, Conversation.General, "and this", cancellationToken: TestContext.Current.CancellationToken);

        await Assertions.Expect(page.Locator("#connection")).ToBeEmptyAsync();
        await Assertions.Expect(page.Locator(".post")).ToHaveCountAsync(2);
        await Assertions.Expect(page.GetByLabel("Why?")).ToHaveValueAsync("Because");
        await page.GetByRole(AriaRole.Button, new() { Name = "Send the rejection" }).ClickAsync();
        await Assertions.Expect(page.Locator(".card").First).ToHaveTextAsync("Rejected by Ben Weber: Because");
        Directory.Delete(state, recursive: true);
    }

    [Fact]
    public async Task On_a_narrow_screen_each_part_has_its_turn()
    {
        await using var desk = await PlaygroundDesk.StartAsync();
        await using var window = await PlaygroundWindow.OpenAsync(ColorScheme.Light, 390);
        var page = await window.PageAsync(desk, "ada");

        foreach (var (button, heading) in new[] { ("Chats", "Chats"), ("Backstage", "Backstage"), ("Messages", "General") })
        {
            await page.GetByRole(AriaRole.Button, new() { Name = button, Exact = true }).ClickAsync();
            await Assertions.Expect(page.GetByRole(AriaRole.Heading, new() { Name = heading, Level = 2 })).ToBeVisibleAsync();
            await CheckAsync(page);
        }

        await page.GetByRole(AriaRole.Button, new() { Name = "Backstage", Exact = true }).ClickAsync();
        await page.GetByText("Faults").ClickAsync();
        await page.GetByLabel("Chat is down").CheckAsync();
        await Assertions.Expect(page.Locator("#faults-note")).ToHaveTextAsync("It is set.");
        Assert.True(desk.Teams.Faults.Down);
        await CheckAsync(page);
    }

    private static async Task CheckAsync(IPage page)
    {
        var found = await page.RunAxe();
        Assert.True(found.Violations.Length == 0, string.Join("\n", found.Violations.Select(violation => $"{violation.Id}: {violation.Help}: {violation.Nodes[0].Html}")));
        Assert.True(await page.EvaluateAsync<bool>("document.documentElement.scrollWidth <= document.documentElement.clientWidth"), "The page scrolls sideways.");
    }
}
