using System.Net;
using System.Net.Http.Headers;
using TeamsAgent.Domain.People;
using TeamsAgent.Identity;
using TeamsAgent.Sandbox;
using TeamsAgent.Storage.Rows;

namespace TeamsAgent.Tests.Identity;

/// <summary>One-time links: looked at, they do nothing; they are short-lived; they are stored as hashes.</summary>
public sealed class TicketTests
{
    [Fact]
    public async Task T24_Previews_and_scanners_use_nothing_up()
    {
        await using var desk = await StepUpDesk.StartAsync();
        var link = await desk.LinkAsync();
        var before = (await desk.Host.RowsAsync<SignInRow>()).Count;
        using var http = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false });
        string[] agents =
        [
            "Slackbot-LinkExpanding 1.0 (+https://api.slack.com/robots)", "Mozilla/5.0 (Windows NT 6.1; WOW64) SkypeUriPreview Preview/0.5",
            "Mozilla/5.0 (compatible; MSIE 9.0; Windows NT 6.1; Trident/5.0) Microsoft Safe Links",
        ];
        for (var i = 0; i < 10; i++)
        {
            using var get = new HttpRequestMessage(HttpMethod.Get, link);
            get.Headers.TryAddWithoutValidation("User-Agent", agents[i % agents.Length]);
            using var shown = await http.SendAsync(get, IdentityHost.Ct);
            Assert.Equal(HttpStatusCode.OK, shown.StatusCode);
        }

        using var head = new HttpRequestMessage(HttpMethod.Head, link);
        using var headed = await http.SendAsync(head, IdentityHost.Ct);
        Assert.Equal(HttpStatusCode.OK, headed.StatusCode);

        Assert.Empty(desk.Host.Tenant.Calls);
        Assert.Equal(before, (await desk.Host.RowsAsync<SignInRow>()).Count);
        await desk.AssertNothingHappenedAsync();
        using var bens = new Visit(desk.Host);
        await bens.OpenAsync(link);
        Assert.Equal("Your approval is in", (await bens.FinishAsync(People.Ben, secondFactor: true)).Title);
    }

    [Fact]
    public async Task A_form_that_is_not_ours_begins_nothing()
    {
        await using var desk = await StepUpDesk.StartAsync();
        var link = await desk.LinkAsync();
        using var http = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false });
        foreach (var content in new HttpContent[]
        {
            new FormUrlEncodedContent([]), new FormUrlEncodedContent([new("form", "made-up")]), new StringContent("{}", new MediaTypeHeaderValue("application/json")),
        })
        {
            using var response = await http.PostAsync(link, content, IdentityHost.Ct);
            var page = await ShownPage.OfAsync(response, link);
            Assert.Equal((400, "The page was too old"), (page.Status, page.Title));
        }

        Assert.Empty(desk.Host.Tenant.Calls);
    }

    [Fact]
    public async Task A_form_of_another_browser_begins_nothing()
    {
        await using var desk = await StepUpDesk.StartAsync();
        using var one = new Visit(desk.Host);
        using var other = new Visit(desk.Host);
        var page = await one.OpenAsync(await desk.LinkAsync());

        using var response = await other.Browser.PostAsync(page.Address, TenantBrowser.HiddenFields(page.Html));

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Empty(desk.Host.Tenant.Calls);
    }

    [Fact]
    public async Task A_link_works_for_a_quarter_of_an_hour()
    {
        await using var desk = await StepUpDesk.StartAsync();
        var link = await desk.LinkAsync();
        using var visit = new Visit(desk.Host);
        desk.Host.Clock.Advance(TimeSpan.FromMinutes(15) - TimeSpan.FromMilliseconds(1));
        Assert.Equal(200, (await visit.OpenAsync(link)).Status);
        desk.Host.Clock.Advance(TimeSpan.FromMilliseconds(1));

        var page = await visit.OpenAsync(link);

        Assert.Equal((410, "This link has expired"), (page.Status, page.Title));
    }

    [Theory]
    [InlineData("/link/AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")]
    [InlineData("/stepup/..%2f..%2fetc")]
    [InlineData("/connect/x")]
    public async Task An_address_that_is_no_link_says_so_with_a_reference_that_is_in_the_log(string path)
    {
        await using var host = await IdentityHost.StartAsync();
        using var visit = new Visit(host);

        var page = await visit.OpenAsync(new Uri(host.Address, path));

        Assert.Equal((404, "This link does not work"), (page.Status, page.Title));
        Assert.Contains(page.Reference, host.Log.All, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_link_of_one_kind_opens_no_other_page()
    {
        await using var desk = await StepUpDesk.StartAsync();
        var secret = (await desk.LinkAsync()).Segments[^1];
        using var visit = new Visit(desk.Host);

        Assert.Equal(404, (await visit.OpenAsync(new Uri(desk.Host.Address, "/link/" + secret))).Status);
        Assert.Equal(404, (await visit.OpenAsync(new Uri(desk.Host.Address, "/connect/" + secret))).Status);
    }

    [Fact]
    public async Task A_link_is_random_and_not_in_the_database()
    {
        await using var desk = await StepUpDesk.StartAsync();
        var secrets = new HashSet<string>();
        for (var i = 0; i < 20; i++)
        {
            var secret = (await desk.LinkAsync()).Segments[^1];
            Assert.Equal(43, secret.Length);
            Assert.True(secrets.Add(secret));
        }

        Canary.AssertNowhere(desk.Host, [.. secrets]);
    }

    [Fact]
    public async Task A_ticket_without_what_its_kind_needs_is_not_made()
    {
        await using var host = await IdentityHost.StartAsync();
        var ana = (await host.PersonAsync(People.Ana)).Id;
        foreach (var request in new[] { new TicketRequest(TicketKind.Link, ana), new TicketRequest(TicketKind.Connect, ana), new TicketRequest(TicketKind.StepUp, ana) })
        {
            await Assert.ThrowsAsync<ArgumentException>(() => host.TicketAsync(request));
        }

        Assert.Empty(await host.RowsAsync<TicketRow>());
    }
}
