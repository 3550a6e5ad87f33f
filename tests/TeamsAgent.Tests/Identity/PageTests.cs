using System.Net;
using TeamsAgent.Identity;
using TeamsAgent.Identity.Pages;
using TeamsAgent.Sandbox;
using TeamsAgent.Storage.Rows;

namespace TeamsAgent.Tests.Identity;

/// <summary>What every page of ours has in common.</summary>
public sealed class PageTests
{
    [Fact]
    public async Task T38_Every_response_has_the_headers_whatever_it_says()
    {
        await using var desk = await StepUpDesk.StartAsync();
        using var visit = new Visit(desk.Host);
        var pages = new List<ShownPage> { await visit.OpenAsync(await desk.LinkAsync()) };
        var signIn = await visit.PressAsync();
        pages.Add(visit.Page);
        foreach (var path in new[] { "/link/x", "/connect/x", "/stepup/x", "/signin/callback", "/signin/callback?state=x&code=y", "/signin/connected", "/signin/done/s_1" })
        {
            pages.Add(await visit.OpenAsync(new Uri(desk.Host.Address, path)));
        }

        var origin = new Uri(desk.Host.Tenant.Issuer).GetLeftPart(UriPartial.Authority);
        Assert.NotNull(signIn);
        Assert.All(pages, page =>
        {
            Assert.Equal($"default-src 'none'; style-src 'self'; base-uri 'none'; frame-ancestors 'none'; form-action 'self' {origin}", page.Headers["Content-Security-Policy"]);
            Assert.Equal(("nosniff", "no-referrer", "no-store", "DENY"),
                (page.Headers["X-Content-Type-Options"], page.Headers["Referrer-Policy"], page.Headers["Cache-Control"], page.Headers["X-Frame-Options"]));
        });
        Assert.All(pages.Where(page => page.Html.Length > 0), page =>
        {
            Assert.Equal("text/html; charset=utf-8", page.Headers["Content-Type"]);
            Assert.StartsWith("<!doctype html>\n<html lang=\"en\">", page.Html, StringComparison.Ordinal);
            Assert.Single(page.Html.Split("<h1>")[1..]);
            Assert.DoesNotContain("<script", page.Html, StringComparison.OrdinalIgnoreCase);
            Assert.DoesNotContain("style=", page.Html, StringComparison.OrdinalIgnoreCase);
        });
    }

    [Fact]
    public async Task T64_Host_headers_reach_no_link()
    {
        await using var desk = await StepUpDesk.StartAsync();
        var link = await desk.LinkAsync();
        using var http = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, CookieContainer = new CookieContainer() });
        async Task<HttpResponseMessage> Send(HttpMethod method, HttpContent? content)
        {
            using var request = new HttpRequestMessage(method, link) { Content = content };
            request.Headers.Host = "evil.example";
            foreach (var header in new[] { "X-Forwarded-Host", "X-Original-Host", "X-Host" })
            {
                request.Headers.Add(header, "evil.example");
            }

            request.Headers.Add("Forwarded", "host=evil.example;proto=https");
            return await http.SendAsync(request, IdentityHost.Ct);
        }

        using var shown = await Send(HttpMethod.Get, null);
        var html = await shown.Content.ReadAsStringAsync(IdentityHost.Ct);
        using var form = new FormUrlEncodedContent(TenantBrowser.HiddenFields(html));
        using var pressed = await Send(HttpMethod.Post, form);

        Assert.DoesNotContain("evil.example", html, StringComparison.Ordinal);
        Assert.True(pressed.StatusCode == HttpStatusCode.BadRequest || !pressed.Headers.ToString().Contains("evil.example", StringComparison.Ordinal));
        Assert.StartsWith(desk.Host.Address.AbsoluteUri, (await desk.LinkAsync()).AbsoluteUri, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Cookies_are_ours_by_name_and_out_of_reach_for_scripts()
    {
        await using var desk = await StepUpDesk.StartAsync();
        using var visit = new Visit(desk.Host);
        var shown = await visit.OpenAsync(await desk.LinkAsync());
        await visit.PressAsync();

        Assert.Matches("^teamsagent-form=.*; path=/; samesite=strict; httponly$", shown.Headers["Set-Cookie"]);
        Assert.Matches("^teamsagent-signin-[0-9a-f]{12}=[A-Za-z0-9_-]{43}; max-age=600; path=/; samesite=lax; httponly$", visit.Page.Headers["Set-Cookie"]);
    }

    [Fact]
    public async Task The_style_sheet_is_there()
    {
        await using var host = await IdentityHost.StartAsync();
        using var visit = new Visit(host);

        var sheet = await visit.OpenAsync(new Uri(host.Address, "/agent.css"));

        Assert.Equal((200, "text/css; charset=utf-8"), (sheet.Status, sheet.Headers["Content-Type"]));
    }

    [Fact]
    public async Task T12_A_name_that_would_paint_another_page_is_shown_as_it_is()
    {
        await using var host = await IdentityHost.StartAsync();
        var eve = await host.PersonAsync(People.Eve, "Ana Ortiz\u202E</p><h1>\"onload=x\n\n\n\n\n\nBen");
        using var visit = new Visit(host);

        var page = await visit.OpenAsync(await host.TicketAsync(new TicketRequest(TicketKind.Link, eve.Id, IdentityHost.ChatOf(People.Eve))));

        Assert.Equal("Link your chat account", page.Title);
        Assert.Contains("Ana Ortiz⟨U+202E⟩</p><h1>\"onload=x ⏎ ⟨5 blank lines⟩ ⏎ Ben", WebUtility.HtmlDecode(page.Html), StringComparison.Ordinal);
        Assert.DoesNotContain("</p><h1>\"", page.Html, StringComparison.Ordinal);
    }

    [Fact]
    public void Markup_encodes_every_value()
    {
        Assert.Equal("<p title=\"&quot;&gt;&lt;script&gt;\">&amp;amp;</p>", Html.Of($"<p title=\"{"\"><script>"}\">{"&amp;"}</p>").ToString());
        Assert.Equal("<a href=\"about:blank\">", Html.Of($"<a href=\"{new Uri("javascript:alert(1)")}\">").ToString());
        Assert.Equal("<a href=\"https://a.example/?x=%22&amp;y=1\">", Html.Of($"<a href=\"{new Uri("https://a.example/?x=\"&y=1")}\">").ToString());
    }
}
