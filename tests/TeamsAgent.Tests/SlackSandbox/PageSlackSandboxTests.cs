using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Deque.AxeCore.Playwright;
using Microsoft.AspNetCore.Http;
using Microsoft.Playwright;
using TeamsAgent.Sandbox;
using TeamsAgent.Sandbox.Chat;
using TeamsAgent.Sandbox.Slack;
using TeamsAgent.Tests.Playground;

namespace TeamsAgent.Tests.SlackSandbox;

/// <summary>The Slack-like half of the playground page, in a browser.</summary>
public sealed class PageSlackSandboxTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(ColorScheme.Light, 1400)]
    [InlineData(ColorScheme.Dark, 390)]
    public async Task Ana_asks_and_Ben_rejects_in_a_form(ColorScheme scheme, int width)
    {
        await using var desk = await SlackDesk.StartAsync();
        await using var teams = await PageOf(desk);
        await using var window = await PlaygroundWindow.OpenAsync(scheme, width);
        var ana = await OpenAsync(window, teams, "ana", SlackChannel.General.Id);
        var ben = await OpenAsync(window, teams, "ben", SlackChannel.General.Id);
        desk.Answer = arrival => AnswerAsync(desk, arrival);

        await ana.GetByRole(AriaRole.Button, new() { Name = "Open an issue" }).ClickAsync();
        await ana.Keyboard.PressAsync("Enter");
        await Assertions.Expect(ana.Locator(".mention").First).ToHaveTextAsync("@TeamsAgent");
        await Assertions.Expect(ben.GetByRole(AriaRole.Heading, new() { Name = "Approval needed" })).ToBeVisibleAsync();
        await Assertions.Expect(ben.Locator(".fields")).ToContainTextAsync("Ana Ortiz");
        await Assertions.Expect(ben.Locator(".rich pre")).ToHaveTextAsync("<!channel> *as it is* <b>&amp;</b>");
        await Assertions.Expect(ben.Locator(".context time")).ToHaveCountAsync(1);
        await CheckAsync(ben);

        await ben.GetByRole(AriaRole.Button, new() { Name = "Approve", Exact = true }).ClickAsync();
        await Assertions.Expect(ben.GetByRole(AriaRole.Heading, new() { Name = "Approve this action?" })).ToBeVisibleAsync();
        await CheckAsync(ben);
        await ben.GetByRole(AriaRole.Button, new() { Name = "Not yet" }).ClickAsync();
        Assert.DoesNotContain(desk.Arrivals, arrival => arrival.Path == "interactivity");

        await ben.GetByRole(AriaRole.Button, new() { Name = "Reject…" }).ClickAsync();
        var dialog = ben.GetByRole(AriaRole.Dialog);
        await Assertions.Expect(dialog).ToContainTextAsync("Reject request");
        await dialog.GetByRole(AriaRole.Button, new() { Name = "Reject" }).ClickAsync();
        await Assertions.Expect(dialog.GetByText("Please complete this required field.")).ToBeVisibleAsync();
        await CheckAsync(ben);
        await dialog.GetByLabel("Reason").FillAsync("No");
        await dialog.GetByRole(AriaRole.Button, new() { Name = "Reject" }).ClickAsync();
        await Assertions.Expect(dialog.GetByText("Please enter at least 3 characters.")).ToBeVisibleAsync();
        await dialog.GetByLabel("Reason").FillAsync("bad <reason>");
        await dialog.GetByRole(AriaRole.Button, new() { Name = "Reject" }).ClickAsync();
        await Assertions.Expect(dialog.GetByText("The app does not like <this>.")).ToBeVisibleAsync();
        await dialog.GetByLabel("Reason").FillAsync("Not before Friday.");
        await ben.Keyboard.PressAsync("Tab");
        await dialog.GetByRole(AriaRole.Button, new() { Name = "Reject" }).ClickAsync();
        await Assertions.Expect(dialog).ToHaveCountAsync(0);

        await Assertions.Expect(ana.GetByText("Rejected by")).ToContainTextAsync("@Ben Weber: Not before Friday.");
        await Assertions.Expect(ben.GetByText("Only visible to you")).ToBeVisibleAsync();
        await Assertions.Expect(ana.GetByText("Only visible to you")).ToHaveCountAsync(0);
        Assert.Equal((0, 0), (window.Problems.Count, desk.Slack.Violations.Count));
    }

    [Fact]
    public async Task A_command_a_thread_and_the_home_tab_work_and_Escape_closes_a_form()
    {
        await using var desk = await SlackDesk.StartAsync();
        await using var teams = await PageOf(desk);
        await using var window = await PlaygroundWindow.OpenAsync(ColorScheme.Light, 390);
        desk.Answer = arrival => AnswerAsync(desk, arrival);
        var page = await OpenAsync(window, teams, "ben", SlackChannel.Random.Id);
        var box = page.Locator("#composer-text");
        await box.FillAsync("/agent help");
        await box.PressAsync("Enter");
        await Assertions.Expect(page.GetByText("Ask me anything")).ToBeVisibleAsync();

        await desk.Acts.SayAsync(People.Ana, SlackChannel.Random, "root", cancellationToken: Ct);
        await page.GetByRole(AriaRole.Button, new() { Name = "Reply in thread to root" }).ClickAsync();
        await page.Keyboard.TypeAsync("/agent status");
        await page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(page.GetByText("/agent cannot be used in a thread.")).ToBeVisibleAsync();
        await page.GetByLabel("Reply in this thread").FillAsync("a reply");
        await page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(page.Locator(".replies > li")).ToContainTextAsync("a reply");

        await page.GetByRole(AriaRole.Button, new() { Name = "Chats", Exact = true }).ClickAsync();
        await CheckAsync(page);
        await page.GetByRole(AriaRole.Link, new() { Name = "Home" }).ClickAsync();
        await Assertions.Expect(page.Locator(".home")).ToContainTextAsync("What waits for you: 1");
        await CheckAsync(page);
        await page.GetByRole(AriaRole.Button, new() { Name = "Reject…" }).ClickAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Dialog)).ToBeVisibleAsync();
        await page.Keyboard.PressAsync("Escape");
        await Assertions.Expect(page.GetByRole(AriaRole.Dialog)).ToHaveCountAsync(0);
        Assert.Empty(desk.Slack.OpenViews(People.Ben));
        await page.GetByLabel("Which").SelectOptionAsync("Two");
        await page.GetByRole(AriaRole.Button, new() { Name = "Choose" }).ClickAsync();
        await Assertions.Expect(page.Locator(".home")).ToContainTextAsync("You chose 2");
        Assert.Empty(window.Problems);
    }

    [Fact]
    public async Task What_the_bot_says_is_never_markup()
    {
        await using var desk = await SlackDesk.StartAsync();
        await using var teams = await PageOf(desk);
        await using var window = await PlaygroundWindow.OpenAsync(ColorScheme.Dark, 1400);
        var page = await OpenAsync(window, teams, "eve", SlackChannel.General.Id);
        await desk.CallAsync("chat.postMessage", new
        {
            channel = "C0GENERAL1",
            text = "x",
            blocks = new object[]
            {
                SomeBlocks.Section("<img src=x onerror=alert(1)> *bold* _it_ ~no~ `code` <https://a.example|link> <javascript:alert(1)|bad> <@U0ANA0001> <!date^1700000000^{date_num}|x>"),
                new { type = "header", text = SomeBlocks.Plain("<script>alert(1)</script>") },
                SomeBlocks.Actions("a.1"),
            },
        });
        var message = page.Locator(".slack-posts .message").Last;
        await Assertions.Expect(message.GetByText("<script>alert(1)</script>")).ToBeVisibleAsync();
        await Assertions.Expect(message.Locator("img, script")).ToHaveCountAsync(0);
        await Assertions.Expect(message.Locator("a")).ToHaveCountAsync(1);
        await Assertions.Expect(message.Locator(".block-text strong")).ToHaveTextAsync("bold");
        await Assertions.Expect(message.Locator(".block-text")).ToContainTextAsync("<img src=x onerror=alert(1)>");
        await Assertions.Expect(message.Locator(".mention")).ToHaveTextAsync("@Ana Ortiz");
        await Assertions.Expect(message.Locator(".block-text time")).ToHaveTextAsync("14/11/2023");
        await CheckAsync(page);
        Assert.Empty(window.Problems);
    }

    [Fact]
    public async Task Faults_of_both_platforms_are_on_one_panel()
    {
        await using var desk = await SlackDesk.StartAsync();
        await using var teams = await PageOf(desk);
        await using var window = await PlaygroundWindow.OpenAsync(ColorScheme.Light, 390);
        var page = await OpenAsync(window, teams, "ada", SlackChannel.General.Id);
        await page.GetByRole(AriaRole.Button, new() { Name = "Backstage", Exact = true }).ClickAsync();
        await page.GetByText("Faults").ClickAsync();
        await page.GetByLabel("Slack is down").CheckAsync();
        await Assertions.Expect(page.Locator("#faults-note")).ToHaveTextAsync("It is set.");
        Assert.True(desk.Slack.Faults.Down);
        await page.GetByRole(AriaRole.Group, new() { Name = "Slack: refusals" }).GetByRole(AriaRole.Button).ClickAsync();
        await Assertions.Expect(page.GetByText("slack: chat.postMessage: channel_not_found")).ToBeVisibleAsync();
        await page.GetByLabel("Slack is down").UncheckAsync();
        await page.GetByLabel("Bot is removed from #general in Slack").CheckAsync();
        await page.GetByLabel("What happens", new() { Exact = true }).SelectOptionAsync("Reorder");
        await page.GetByRole(AriaRole.Group, new() { Name = "Teams", Exact = true }).GetByRole(AriaRole.Button).ClickAsync();
        await Assertions.Expect(page.GetByText("chat: the next 2 come in another order")).ToBeVisibleAsync();
        Assert.DoesNotContain(People.SlackBotUserId, desk.Slack.Space.MembersOf(SlackChannel.General));
        await CheckAsync(page);
        await page.GetByRole(AriaRole.Button, new() { Name = "Forget all" }).ClickAsync();
        await Assertions.Expect(page.Locator("#faults-note")).ToHaveTextAsync("This world has none.");
        Assert.Empty(desk.Slack.Faults.Waiting);
        Assert.Empty(window.Problems);
    }

    [Fact]
    public async Task Only_the_pages_own_origin_acts_and_a_link_to_a_message_leads_to_the_page()
    {
        await using var desk = await SlackDesk.StartAsync();
        await using var teams = await PageOf(desk);
        using var http = new HttpClient(new HttpClientHandler { AllowAutoRedirect = false }) { BaseAddress = new Uri(teams.Address) };
        foreach (var (origin, status) in new[] { ("https://elsewhere.example", HttpStatusCode.Forbidden), (teams.Address, HttpStatusCode.OK) })
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, "/playground/slack") { Content = JsonContent.Create(new { @as = "ana", @do = "Say", text = "hello" }) };
            request.Headers.Add("Origin", origin);
            using var answer = await http.SendAsync(request, Ct);
            Assert.Equal(status, answer.StatusCode);
        }

        Assert.Single(desk.Arrivals);
        using var link = await http.GetAsync(new Uri($"{desk.Slack.Address}/archives/C0GENERAL1/p1700000000000001"), Ct);
        Assert.Equal($"{teams.Address}/?in=slack-C0GENERAL1#p1700000000000001", link.Headers.Location!.ToString());
    }

    private static async Task<SandboxTeams> PageOf(SlackDesk desk)
    {
        var teams = await SandboxTeams.StartAsync(new TeamsOptions(), TimeProvider.System, Ct);
        teams.ConnectSlack(desk.Slack);
        return teams;
    }

    private static async Task<IPage> OpenAsync(PlaygroundWindow window, SandboxTeams teams, string person, string channel)
    {
        var page = await window.PageAsync(teams.Address, $"{person}&in=slack-{channel}");
        await Assertions.Expect(page.Locator("#composer-text")).ToBeVisibleAsync();
        return page;
    }

    // A small app: a card on a mention, a form on a press, the outcome on the form.
    private static async Task<IResult?> AnswerAsync(SlackDesk desk, SlackArrival arrival)
    {
        if (arrival.Path == "commands")
        {
            return Results.Json(new { text = "Ask me *anything*." });
        }

        if (arrival.Path == "events")
        {
            await ((string?)arrival.Event["type"] == "app_home_opened" ? PublishAsync(desk, "What waits for you: *1*") : desk.CallAsync("chat.postMessage", new { channel = "C0GENERAL1", text = "Approval needed", blocks = Card }));
            return null;
        }

        var payload = arrival.Payload;
        if ((string?)payload["type"] == "view_submission")
        {
            var reason = (string)payload["view"]!["state"]!["values"]!["reason"]!["text"]!["value"]!;
            if (reason.StartsWith("bad", StringComparison.Ordinal))
            {
                return Results.Content("""{"response_action":"errors","errors":{"reason":"The app does not like <this>."}}""", "application/json");
            }

            var card = desk.Slack.Messages(SlackChannel.General)[^1];
            await desk.CallAsync("chat.update", new { channel = card.Channel, ts = card.Ts, text = "Rejected", blocks = new[] { SomeBlocks.Section($"Rejected by <@U0BEN0001>: {reason}", "o.2") } });
            await desk.CallAsync("chat.postEphemeral", new { channel = card.Channel, user = People.Ben.SlackId, text = "Noted." });
            return null;
        }

        if ((string?)payload["actions"]![0]!["action_id"] == "reject")
        {
            await desk.CallAsync("views.open", new { trigger_id = (string?)payload["trigger_id"], view = SomeBlocks.Modal() });
        }
        else if ((string?)payload["actions"]![0]!["action_id"] == "which")
        {
            await PublishAsync(desk, $"You chose *{payload["actions"]![0]!["selected_option"]!["value"]}*");
        }

        return null;
    }

    private static Task PublishAsync(SlackDesk desk, string text) => desk.CallAsync("views.publish", new
    {
        user_id = People.Ben.SlackId,
        view = new
        {
            type = "home",
            blocks = new object[]
            {
                SomeBlocks.Section(text),
                new
                {
                    type = "actions",
                    elements = new object[]
                    {
                        new { type = "button", action_id = "reject", style = "danger", text = SomeBlocks.Plain("Reject…") },
                        new { type = "static_select", action_id = "which", placeholder = SomeBlocks.Plain("Which"), options = new[] { new { text = SomeBlocks.Plain("One"), value = "1" }, new { text = SomeBlocks.Plain("Two"), value = "2" } } },
                    },
                },
            },
        },
    });

    private static object[] Card =>
    [
        new { type = "header", block_id = "h.1", text = SomeBlocks.Plain("Approval needed") },
        new { type = "section", block_id = "f.1", fields = new[] { SomeBlocks.Mrkdwn("*Requester*\n<@U0ANA0001>"), SomeBlocks.Mrkdwn("*Risk*\nHigh") } },
        JsonSerializer.Deserialize<object>("""{"type":"rich_text","block_id":"r.1","elements":[{"type":"rich_text_section","elements":[{"type":"text","text":"Exactly this: ","style":{"bold":true}},{"type":"user","user_id":"U0BEN0001"}]},{"type":"rich_text_list","style":"bullet","elements":[{"type":"rich_text_section","elements":[{"type":"text","text":"repo"}]}]},{"type":"rich_text_preformatted","elements":[{"type":"text","text":"<!channel> *as it is* <b>&amp;</b>"}]},{"type":"rich_text_quote","elements":[{"type":"date","timestamp":1900000000,"format":"{date_short_pretty} at {time}","fallback":"later"}]}]}""")!,
        new { type = "context", block_id = "c.1", elements = new[] { SomeBlocks.Mrkdwn("Expires <!date^1900000000^{date_short_pretty} {time}|later>") } },
        new { type = "divider", block_id = "d.1" },
        new
        {
            type = "actions",
            block_id = "a.1",
            elements = new object[]
            {
                new
                {
                    type = "button", action_id = "approve", value = "1", style = "primary", text = SomeBlocks.Plain("Approve"),
                    confirm = new { title = SomeBlocks.Plain("Approve this action?"), text = SomeBlocks.Plain("You may be asked to sign in."), confirm = SomeBlocks.Plain("Yes"), deny = SomeBlocks.Plain("Not yet") },
                },
                new { type = "button", action_id = "reject", value = "1", style = "danger", text = SomeBlocks.Plain("Reject…") },
                new { type = "button", action_id = "link:x", url = "https://contoso.example/r/1", text = SomeBlocks.Plain("Details") },
            },
        },
    ];

    private static async Task CheckAsync(IPage page)
    {
        var found = await page.RunAxe();
        Assert.True(found.Violations.Length == 0, string.Join("\n", found.Violations.Select(violation => $"{violation.Id}: {violation.Help}: {violation.Nodes[0].Html}")));
        Assert.True(await page.EvaluateAsync<bool>("document.documentElement.scrollWidth <= document.documentElement.clientWidth"), "The page scrolls sideways.");
        if (Environment.GetEnvironmentVariable("PLAYGROUND_PICTURES") is { } folder)
        {
            await page.ScreenshotAsync(new() { Path = Path.Combine(folder, $"{DateTime.UtcNow:HHmmssfff}.png") });
        }
    }
}
