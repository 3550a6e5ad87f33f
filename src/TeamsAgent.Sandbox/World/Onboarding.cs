using System.Net;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using TeamsAgent.Sandbox.Chat;
using TeamsAgent.Sandbox.Slack;

namespace TeamsAgent.Sandbox;

/// <summary>
/// Lets people go through what the product asks of them in a browser: linking their chat account, connecting a provider's account, a step-up. It
/// does what a person does: opens the link from the private chat, presses the page's button, logs in at the tenant, types the code back.
/// </summary>
public sealed partial class Onboarding(World world, CancellationToken cancellationToken)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private static readonly string[] Connections = ["github", "google-oauth2", "payments"];

    /// <summary>Prepares everybody whom the options name.</summary>
    internal static async Task RunAsync(World world, CancellationToken cancellationToken)
    {
        // A world that was kept has its people's links already.
        var done = Path.Combine(world.Folder, "onboarded");
        if (File.Exists(done))
        {
            return;
        }

        var onboarding = new Onboarding(world, cancellationToken);
        foreach (var person in world.Options.Onboarded)
        {
            await onboarding.PrepareAsync(person);
        }

        foreach (var person in world.Options.OnSlack)
        {
            await onboarding.PrepareOnSlackAsync(person);
        }

        await File.WriteAllTextAsync(done, "", cancellationToken);
    }

    /// <summary>Links a chat account by the private chat and a browser of the person's own.</summary>
    public async Task LinkAsync(SandboxPerson person)
    {
        var seen = world.Teams.Messages.Count;
        await world.Teams.SayAsync(person, Conversation.With(person), "link", cancellationToken: cancellationToken);
        var code = await LinkPageAsync(person, await LinkSentToAsync(person, seen));
        seen = world.Teams.Messages.Count;
        await world.Teams.SayAsync(person, Conversation.With(person), code, cancellationToken: cancellationToken);
        await PrivateAsync(person, seen, message => message.Text.Length > 0 ? message : null, "the answer to the typed code");
    }

    /// <summary>Opens a linking page as a person and answers the code that it shows.</summary>
    public async Task<string> LinkPageAsync(SandboxPerson person, Uri link)
    {
        using var browser = new TenantBrowser(cancellationToken);
        var html = await ThroughAsync(browser, person, link, secondFactor: false);
        return CodeOnPage().Match(html) is { Success: true } code ? code.Groups[1].Value : throw new InvalidOperationException($"The page shows no code: {TenantBrowser.TextOf(html)}");
    }

    /// <summary>Opens one of the product's one-time links, presses its button, logs in, and answers the page that it ends on.</summary>
    public async Task<string> ThroughAsync(TenantBrowser browser, SandboxPerson person, Uri link, bool secondFactor)
    {
        using var page = await browser.GetAsync(link);
        var html = await page.Content.ReadAsStringAsync(cancellationToken);
        if (!page.IsSuccessStatusCode || TenantBrowser.HiddenFields(html).Count == 0)
        {
            return html;
        }

        using var sent = await browser.PostAsync(link, TenantBrowser.HiddenFields(html));
        var next = sent.Headers.Location ?? throw new InvalidOperationException($"The page led nowhere: {TenantBrowser.TextOf(await sent.Content.ReadAsStringAsync(cancellationToken))}");
        var back = await browser.LoginAsync(new Uri(link, next), person, secondFactor);
        return await FollowAsync(browser, person, back);
    }

    /// <summary>Waits for the newest private link that the bot sends a person after so many messages.</summary>
    public Task<Uri> LinkSentToAsync(SandboxPerson person, int after) =>
        PrivateAsync(person, after, message => message.Card is { } card ? LinkIn(card) : null, "a private link");

    /// <summary>Links a Slack account by the private chat there and a browser of the person's own.</summary>
    public async Task LinkOnSlackAsync(SandboxPerson person)
    {
        var seen = world.Slack.All.Count;
        await world.Slack.Acts.DirectMessageAsync(person, "link", cancellationToken: cancellationToken);
        var code = await LinkPageAsync(person, await SlackLinkSentToAsync(person, seen));
        await world.Slack.Acts.DirectMessageAsync(person, code, cancellationToken: cancellationToken);
        await SlackAsync(person, seen, message => message.Seen.Contains("is now linked", StringComparison.Ordinal) ? message : null, "the answer to the typed code");
    }

    /// <summary>Waits for the newest private link that the bot sends a person on Slack after so many messages.</summary>
    public Task<Uri> SlackLinkSentToAsync(SandboxPerson person, int after) => SlackAsync(person, after, LinkIn, "a private link on Slack");

    private async Task PrepareAsync(SandboxPerson person)
    {
        Connect(person);
        await LinkAsync(person);
    }

    private async Task PrepareOnSlackAsync(SandboxPerson person)
    {
        Connect(person);
        await LinkOnSlackAsync(person);
    }

    private void Connect(SandboxPerson person)
    {
        foreach (var connection in Connections)
        {
            world.Tenant.Faults.Connect(person.Auth0UserId, connection);
        }
    }

    private Task<T> SlackAsync<T>(SandboxPerson person, int after, Func<SlackMessage, T?> find, string what)
        where T : class => world.Slack.Space.WaitForAsync(
            space => space.Messages.Skip(after).Where(m => m.IsFromApp && !m.Deleted && m.Channel == SlackMember.Of(person).Dm).Select(find).LastOrDefault(found => found is not null),
            Patience, $"{what} for {person.Name}", cancellationToken);

    private static Uri? LinkIn(SlackMessage message) => (message.Blocks ?? []).SelectMany(block => block?["elements"] as JsonArray ?? []).OfType<JsonObject>()
        .Where(element => (string?)element["type"] == "button" && element["url"] is not null).Select(element => new Uri((string)element["url"]!)).FirstOrDefault();

    // Redirects inside the product, and from there to the tenant again when an account is being connected.
    private async Task<string> FollowAsync(TenantBrowser browser, SandboxPerson person, Uri at)
    {
        for (var steps = 0; steps < 10; steps++)
        {
            using var response = await browser.GetAsync(at);
            if (response.Headers.Location is not { } location)
            {
                return await ContinuedAsync(browser, person, await response.Content.ReadAsStringAsync(cancellationToken));
            }

            at = new Uri(at, location);
            if (at.GetLeftPart(UriPartial.Authority) == world.Tenant.Address)
            {
                at = await browser.LoginAsync(at, person, secondFactor: false);
            }
        }

        throw new InvalidOperationException("The pages did not come to an end.");
    }

    // After the login a page of the product has one more link, to the provider.
    private async Task<string> ContinuedAsync(TenantBrowser browser, SandboxPerson person, string html) => ContinueLink().Match(html) is { Success: true } link
        ? await FollowAsync(browser, person, await browser.LoginAsync(new Uri(WebUtility.HtmlDecode(link.Groups[1].Value)), person, secondFactor: false))
        : html;

    private Task<T> PrivateAsync<T>(SandboxPerson person, int after, Func<ChatMessage, T?> find, string what)
        where T : class => world.Teams.Workspace.WaitForAsync(
            messages => messages.Skip(after).Where(m => m.From == "bot" && m.Conversation == Conversation.With(person).Id).Select(find).LastOrDefault(found => found is not null),
            Patience, $"{what} for {person.Name}", cancellationToken);

    private static Uri? LinkIn(JsonObject card) => CardActions.In(card)
        .Where(action => (string?)action["type"] == "Action.OpenUrl").Select(action => new Uri((string)action["url"]!)).FirstOrDefault();

    [GeneratedRegex("id=\"continue\"[^>]*href=\"([^\"]+)\"")]
    private static partial Regex ContinueLink();

    [GeneratedRegex("id=\"code\">([^<]+)<")]
    private static partial Regex CodeOnPage();
}
