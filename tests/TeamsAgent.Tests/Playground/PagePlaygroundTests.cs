using System.Net;

namespace TeamsAgent.Tests.Playground;

public sealed class PagePlaygroundTests
{
    [Fact]
    public async Task The_page_comes_with_its_parts_and_runs_nobody_elses_code()
    {
        await using var desk = await PlaygroundDesk.StartAsync();

        var page = await desk.Http.GetAsync("/", TestContext.Current.CancellationToken);
        var renderer = await desk.Http.GetAsync("/lib/adaptivecards.min.js", TestContext.Current.CancellationToken);
        var licence = await desk.Http.GetStringAsync("/lib/adaptivecards.LICENSE.txt", TestContext.Current.CancellationToken);

        Assert.Contains("<html lang=\"en\">", await page.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
        Assert.Equal("text/javascript", renderer.Content.Headers.ContentType?.MediaType);
        Assert.Contains("MIT License", licence, StringComparison.Ordinal);
        foreach (var response in new[] { page, renderer })
        {
            var policy = string.Join(' ', response.Headers.GetValues("Content-Security-Policy"));
            Assert.Contains("default-src 'none'; script-src 'self'; style-src 'self';", policy, StringComparison.Ordinal);
            Assert.Contains("require-trusted-types-for 'script'", policy, StringComparison.Ordinal);
            Assert.DoesNotContain("unsafe", policy, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData(null, null)]
    [InlineData("https://elsewhere.example", null)]
    [InlineData("null", null)]
    [InlineData("own", "rebound.example")]
    public async Task Another_site_cannot_say_or_press_anything(string? origin, string? host)
    {
        await using var desk = await PlaygroundDesk.StartAsync();

        var response = await desk.PostAsync("/playground/say", new { @as = "ana", conversation = "general", text = "transfer everything" }, origin, host);

        Assert.Equal(HttpStatusCode.Forbidden, response.StatusCode);
        Assert.Empty(desk.Teams.Messages);
        Assert.Empty(desk.Bot.Received);
    }

    [Fact]
    public async Task A_form_cannot_say_anything_even_from_here()
    {
        await using var desk = await PlaygroundDesk.StartAsync();
        using var request = new HttpRequestMessage(HttpMethod.Post, "/playground/say") { Content = new StringContent("""{"as":"ana","text":"x"}""") };
        request.Headers.Add("Origin", desk.Teams.Address);

        var response = await desk.Http.SendAsync(request, TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.UnsupportedMediaType, response.StatusCode);
        Assert.Empty(desk.Teams.Messages);
    }

    [Theory]
    [InlineData("cross-site")]
    [InlineData("same-site")]
    public async Task Another_site_cannot_read_along(string site)
    {
        await using var desk = await PlaygroundDesk.StartAsync();
        using var request = new HttpRequestMessage(HttpMethod.Get, "/playground/events?as=ana");
        request.Headers.Add("Sec-Fetch-Site", site);

        var response = await desk.Http.SendAsync(request, TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.Forbidden, response.StatusCode);
    }
}
