using System.Net;
using System.Text.Json.Nodes;
using System.Web;
using Microsoft.EntityFrameworkCore;
using TeamsAgent.Chat.Slack;
using TeamsAgent.Sandbox;
using TeamsAgent.Storage;
using TeamsAgent.Storage.Rows;

namespace TeamsAgent.Tests.Chat.Slack.In;

public sealed class SlackInstallTests : IAsyncLifetime
{
    private const string Org = "E0LOCAL001";

    private static CancellationToken Now => TestContext.Current.CancellationToken;

    private SlackHost _host = null!;
    private int _tokens;

    public async ValueTask InitializeAsync()
    {
        _host = await SlackHost.StartAsync((settings, slack) =>
        {
            SlackHost.Installable(settings, slack);
            settings["Slack:AllowedTeams:1"] = Org;
        });
        _host.Slack.Answer("oauth.v2.access", call => call.Of("code") is not null ? Installed(People.SlackTeamId) : Refreshed());
    }

    public ValueTask DisposeAsync() => _host.DisposeAsync();

    [Fact]
    public async Task An_administrator_installs_and_reads_what_comes_next()
    {
        var (address, cookie) = await BeginAsync();

        Assert.StartsWith($"{_host.Slack.Address}/oauth/v2/authorize?", address.AbsoluteUri, StringComparison.Ordinal);
        var query = HttpUtility.ParseQueryString(address.Query);
        Assert.Equal(("1000.2000", "https://agent.contoso.example/slack/oauth_redirect"), (query["client_id"], query["redirect_uri"]));
        Assert.Contains("chat:write", query["scope"]!.Split(','));
        Assert.True(query["state"]!.Length >= 22);

        var (status, page) = await FinishAsync(query["state"]!, cookie);

        Assert.Equal(HttpStatusCode.OK, status);
        Assert.Contains("is installed in <strong>Contoso &lt;b&gt;</strong>", page, StringComparison.Ordinal);
        Assert.Contains("<code>help</code>", page, StringComparison.Ordinal);
        var exchange = Assert.Single(_host.Slack.Calls, call => call.Method == "oauth.v2.access");
        Assert.StartsWith("Basic ", exchange.Authorization, StringComparison.Ordinal);
        Assert.Equal(("the-code", "https://agent.contoso.example/slack/oauth_redirect"), (exchange.Of("code"), exchange.Of("redirect_uri")));
        var row = Assert.Single(await RowsAsync());
        Assert.Equal((People.SlackTeamId, People.SlackTeamId, People.SlackBotUserId), (row.Route, row.TeamId, row.BotUserId));
        Assert.DoesNotContain("xox", row.Token + row.RefreshToken, StringComparison.Ordinal);

        await _host.DeliverAsync(() => _host.EventAsync(SomeSlack.Mention(People.Ana.SlackId, "open an issue")));
        Assert.Single(await _host.RowsAsync<TaskRow>());
        Assert.Equal("Bearer xoxe.xoxb-token-1", _host.Slack.Calls.Last(call => call.Method == "users.info").Authorization);
    }

    [Fact]
    public async Task The_cookie_is_for_this_browser_alone()
    {
        using var answer = await _host.Client.GetAsync(new Uri("/slack/install", UriKind.Relative), TestContext.Current.CancellationToken);

        var cookie = Assert.Single(answer.Headers.GetValues("Set-Cookie"));
        Assert.StartsWith("__Host-teamsagent-slack-", cookie, StringComparison.Ordinal);
        Assert.All(["secure", "httponly", "samesite=lax", "path=/", "max-age=600"], part => Assert.Contains(part, cookie, StringComparison.OrdinalIgnoreCase));
        Assert.Contains("no-store", answer.Headers.CacheControl!.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("no state")]
    [InlineData("two states")]
    [InlineData("made-up state")]
    [InlineData("other browser")]
    [InlineData("no cookie")]
    [InlineData("late")]
    [InlineData("again")]
    public async Task A_state_is_good_once_in_its_browser_and_for_ten_minutes(string how)
    {
        var (address, cookie) = await BeginAsync();
        var (_, otherCookie) = await BeginAsync();
        var state = HttpUtility.ParseQueryString(address.Query)["state"]!;
        if (how == "late")
        {
            _host.Clock.Advance(TimeSpan.FromMinutes(10.1));
        }

        if (how == "again")
        {
            await FinishAsync(state, cookie);
        }

        var (status, page) = how switch
        {
            "no state" => await GetAsync("code=the-code", cookie),
            "two states" => await GetAsync($"code=the-code&state={state}&state={state}", cookie),
            "made-up state" => await FinishAsync(new string('A', 43), cookie),
            "other browser" => await FinishAsync(state, otherCookie),
            "no cookie" => await FinishAsync(state, ""),
            _ => await FinishAsync(state, cookie),
        };

        Assert.Equal(HttpStatusCode.BadRequest, status);
        Assert.Contains("begin again", page, StringComparison.Ordinal);
        Assert.Equal(how == "again" ? 1 : 0, _host.Slack.Calls.Count(call => call.Method == "oauth.v2.access"));
    }

    [Fact]
    public async Task Whoever_says_no_at_Slack_installs_nothing_and_uses_up_the_state()
    {
        var (address, cookie) = await BeginAsync();
        var state = HttpUtility.ParseQueryString(address.Query)["state"]!;

        var (status, page) = await GetAsync($"error=access_denied&state={state}", cookie);
        var (again, _) = await FinishAsync(state, cookie);

        Assert.Equal(HttpStatusCode.OK, status);
        Assert.Contains("cancelled", page, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.BadRequest, again);
        Assert.Empty(await RowsAsync());
    }

    [Fact]
    public async Task An_error_of_somebodys_making_is_text_on_the_page()
    {
        var (address, cookie) = await BeginAsync();

        var (_, page) = await GetAsync($"error=%3Cscript%3Ealert(1)%3C/script%3E&state={HttpUtility.ParseQueryString(address.Query)["state"]}", cookie);

        Assert.DoesNotContain("<script", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_workspace_that_is_not_allowed_gets_nothing_and_its_token_is_revoked()
    {
        _host.Slack.Answer("oauth.v2.access", _ => Installed("T0OTHER001"));

        var (status, page) = await InstallAsync();

        Assert.Equal(HttpStatusCode.Forbidden, status);
        Assert.Contains("Slack:AllowedTeams", page, StringComparison.Ordinal);
        Assert.Empty(await RowsAsync());
        Assert.Equal("Bearer xoxe.xoxb-token-1", Assert.Single(_host.Slack.Calls, call => call.Method == "auth.revoke").Authorization);
    }

    [Theory]
    [InlineData("invalid_code")]
    [InlineData("bad_client_secret")]
    public async Task What_Slack_refuses_is_said_and_nothing_is_kept(string error)
    {
        _host.Slack.Fail("oauth.v2.access", error);

        var (status, _) = await InstallAsync();

        Assert.Equal(HttpStatusCode.BadGateway, status);
        Assert.Empty(await RowsAsync());
    }

    [Fact]
    public async Task An_organisation_installs_for_all_of_its_workspaces()
    {
        _host.Slack.Answer("oauth.v2.access", _ => Installed(null, Org));
        await InstallAsync();
        _host.Slack.Users["U0ORGUSER1"] = FakeSlack.User("U0ORGUSER1", "Olga Org", user => (user["team_id"], user["enterprise_user"]) = ("T0SECOND01", new JsonObject { ["id"] = "U0ORGUSER1", ["enterprise_id"] = Org }));
        var mention = SomeSlack.Mention("U0ORGUSER1", "open an issue", alter: e => (e["team"], e["user_team"]) = ("T0SECOND01", "T0SECOND01"));
        mention["team_id"] = "T0SECOND01";
        mention["authorizations"] = new JsonArray(new JsonObject { ["enterprise_id"] = Org, ["team_id"] = null, ["user_id"] = People.SlackBotUserId, ["is_bot"] = true, ["is_enterprise_install"] = true });
        var outsider = SomeSlack.Mention(People.Ana.SlackId, "open an issue");
        outsider["authorizations"] = mention["authorizations"]!.DeepClone();

        await _host.DeliverAsync(() => _host.EventAsync(mention));
        await _host.DeliverAsync(() => _host.EventAsync(outsider));
        var press = SomeSlack.OnHome("U0ORGUSER1", "home.link", null, payload =>
        {
            (payload["team"], payload["is_enterprise_install"], payload["enterprise"]) = (null, true, new JsonObject { ["id"] = Org, ["name"] = "Contoso" });
            (payload["view"]!["app_installed_team_id"], payload["user"]!["team_id"]) = (Org, "T0SECOND01");
        });
        await _host.DeliverAsync(() => _host.InteractAsync(press));
        var command = SomeSlack.Command(_host.Slack, "U0ORGUSER1", "status");
        (command["is_enterprise_install"], command["enterprise_id"], command["team_id"]) = ("true", Org, "T0SECOND01");
        await _host.DeliverAsync(() => _host.CommandAsync(command));

        Assert.Equal((Org, null, Org), (await RowsAsync()).Select(row => (row.Route, row.TeamId, row.EnterpriseId)).Single());
        Assert.Equal(Org, Assert.Single(await _host.RowsAsync<TaskRow>()).Tenant);
        Assert.Single(await _host.RowsAsync<ChatAccountRow>(), account => account.Identity == $"slack:{Org}:U0ORGUSER1");
        Assert.Equal(2, (await _host.RowsAsync<NoteRow>()).Count);
    }

    [Fact]
    public async Task Twenty_callers_at_once_cause_one_refresh_and_get_the_new_token()
    {
        await InstallAsync();
        _host.Clock.Advance(TimeSpan.FromHours(10.5));
        var installations = _host.Get<ISlackInstallations>();

        var found = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => Task.Run(() => installations.FindAsync(People.SlackTeamId, Now), Now)));

        Assert.All(found, installation => Assert.Equal("xoxe.xoxb-token-2", installation!.Token.Reveal()));
        var refresh = Assert.Single(_host.Slack.Calls, call => call.Of("grant_type") == "refresh_token");
        Assert.Equal("xoxe-1-refresh-1", refresh.Of("refresh_token"));
        Assert.Equal(2, (await installations.FindAsync(People.SlackTeamId, Now))!.Token.Reveal()[^1] - '0');
    }

    [Fact]
    public async Task Two_replicas_refresh_once()
    {
        await InstallAsync();
        _host.Clock.Advance(TimeSpan.FromHours(12.5));
        var replicas = Enumerable.Range(0, 4).Select(_ => Microsoft.Extensions.DependencyInjection.ActivatorUtilities.CreateInstance<SlackTokenRefresh>(_host.Get<IServiceProvider>())).ToList();

        var rows = await Task.WhenAll(replicas.Select(replica => Task.Run(() => replica.RunAsync(People.SlackTeamId, Now), Now)));

        Assert.Single(_host.Slack.Calls, call => call.Of("grant_type") == "refresh_token");
        Assert.Single(rows.Select(row => row!.Token).Distinct());
        Assert.All(rows, row => Assert.Null(row!.LeaseUntil));
    }

    [Fact]
    public async Task The_sweep_refreshes_ahead_so_that_no_press_waits_for_it()
    {
        await InstallAsync();
        _host.Clock.Advance(TimeSpan.FromHours(9.9));
        await _host.Get<SlackTokenRefresh>().SweepAsync(Now);
        Assert.DoesNotContain(_host.Slack.Calls, call => call.Of("grant_type") == "refresh_token");

        _host.Clock.Advance(TimeSpan.FromMinutes(10));
        await _host.Get<SlackTokenRefresh>().SweepAsync(Now);
        await _host.Get<SlackTokenRefresh>().SweepAsync(Now);

        Assert.Single(_host.Slack.Calls, call => call.Of("grant_type") == "refresh_token");
    }

    [Fact]
    public async Task While_Slack_does_not_refresh_the_old_token_serves_to_its_end_and_words_wait_after_that()
    {
        await InstallAsync();
        _host.Slack.Fail("oauth.v2.access", "internal_error");
        _host.Clock.Advance(TimeSpan.FromHours(11));

        Assert.Equal("xoxe.xoxb-token-1", (await _host.Get<ISlackInstallations>().FindAsync(People.SlackTeamId, Now))!.Token.Reveal());

        _host.Slack.Answer("oauth.v2.access", _ => Refreshed());
        _host.Clock.Advance(TimeSpan.FromMinutes(2));
        Assert.Equal("xoxe.xoxb-token-2", (await _host.Get<ISlackInstallations>().FindAsync(People.SlackTeamId, Now))!.Token.Reveal());
    }

    [Fact]
    public async Task A_refresh_token_that_is_of_no_use_breaks_the_installation_loudly()
    {
        await InstallAsync();
        _host.Slack.Fail("oauth.v2.access", "invalid_refresh_token");
        _host.Clock.Advance(TimeSpan.FromHours(11));

        Assert.Null(await _host.Get<ISlackInstallations>().FindAsync(People.SlackTeamId, Now));

        Assert.Contains(_host.Log.At(Microsoft.Extensions.Logging.LogLevel.Error), line => line.Contains("invalid_refresh_token", StringComparison.Ordinal));
        Assert.Equal("invalid_refresh_token", Assert.Single(await RowsAsync()).Broken);
        Assert.False((await _host.Get<SlackSelfTest>().RunAsync(Now)).Passed);
    }

    [Theory]
    [InlineData("app_uninstalled", "tokens_revoked")]
    [InlineData("tokens_revoked", "app_uninstalled")]
    public async Task Taken_out_in_any_order_nothing_is_left_and_nothing_more_is_taken(string first, string second)
    {
        await InstallAsync();
        _host.Clock.Advance(TimeSpan.FromMinutes(1));

        await _host.DeliverAsync(() => _host.EventAsync(Removed(first)));
        await _host.DeliverAsync(() => _host.EventAsync(Removed(second)));
        await _host.DeliverAsync(() => _host.EventAsync(SomeSlack.Mention(People.Ana.SlackId, "open an issue")));

        var row = Assert.Single(await RowsAsync());
        Assert.NotNull(row.RemovedAt);
        Assert.Equal(("", null), (row.Token, row.RefreshToken));
        Assert.Empty(await _host.RowsAsync<TaskRow>());
        Assert.All(await _host.RowsAsync<InboxRow>(), inbox => Assert.NotNull(inbox.DoneAt));
    }

    [Fact]
    public async Task News_from_before_a_reinstallation_are_old()
    {
        await InstallAsync();
        _host.Clock.Advance(TimeSpan.FromMinutes(1));
        var (uninstalled, revoked) = (Removed("app_uninstalled"), Removed("tokens_revoked"));
        _host.Clock.Advance(TimeSpan.FromMinutes(1));
        await InstallAsync();

        await _host.DeliverAsync(() => _host.EventAsync(revoked));
        await _host.DeliverAsync(() => _host.EventAsync(uninstalled));

        Assert.Null(Assert.Single(await RowsAsync()).RemovedAt);
        Assert.Equal("xoxe.xoxb-token-2", (await _host.Get<ISlackInstallations>().FindAsync(People.SlackTeamId, Now))!.Token.Reveal());
    }

    [Fact]
    public async Task The_revoked_token_of_a_person_does_not_take_the_app_out()
    {
        await InstallAsync();
        _host.Clock.Advance(TimeSpan.FromMinutes(1));
        var revoked = Removed("tokens_revoked");
        revoked["event"]!["tokens"] = new JsonObject { ["oauth"] = new JsonArray(People.Ana.SlackId), ["bot"] = new JsonArray() };

        await _host.DeliverAsync(() => _host.EventAsync(revoked));

        Assert.Null(Assert.Single(await RowsAsync()).RemovedAt);
    }

    [Fact]
    public async Task A_workspace_that_is_not_allowed_any_more_is_not_served()
    {
        await InstallAsync();
        await _host.RunAsync<UnitOfWork, int>(work => work.Db.Set<SlackInstallationRow>().ExecuteUpdateAsync(set => set.SetProperty(row => row.TeamId, "T0OTHER001"), Now));
        _host.Get<SlackInstallations>().Forget(People.SlackTeamId);

        var (status, _) = await _host.DeliverAsync(() => _host.EventAsync(SomeSlack.Mention(People.Ana.SlackId, "open an issue")));

        Assert.Equal(HttpStatusCode.OK, status);
        Assert.Empty(await _host.RowsAsync<InboxRow>());
    }

    private JsonObject Installed(string? team, string? enterprise = null)
    {
        var number = Interlocked.Increment(ref _tokens);
        return new JsonObject
        {
            ["ok"] = true, ["access_token"] = $"xoxe.xoxb-token-{number}", ["token_type"] = "bot", ["scope"] = "chat:write,commands", ["bot_user_id"] = People.SlackBotUserId, ["app_id"] = People.SlackAppId,
            ["team"] = team is null ? null : new JsonObject { ["id"] = team, ["name"] = "Contoso <b>" }, ["enterprise"] = enterprise is null ? null : new JsonObject { ["id"] = enterprise, ["name"] = "Contoso Group" },
            ["is_enterprise_install"] = team is null, ["authed_user"] = new JsonObject { ["id"] = People.Ada.SlackId }, ["expires_in"] = 43200, ["refresh_token"] = $"xoxe-1-refresh-{number}",
        };
    }

    private JsonObject Refreshed()
    {
        // Long enough for everybody to come.
        Thread.Sleep(150);
        var number = Interlocked.Increment(ref _tokens);
        return new JsonObject { ["ok"] = true, ["access_token"] = $"xoxe.xoxb-token-{number}", ["token_type"] = "bot", ["expires_in"] = 43200, ["refresh_token"] = $"xoxe-1-refresh-{number}" };
    }

    private JsonObject Removed(string type) => SomeSlack.Event(
        type == "app_uninstalled" ? new JsonObject { ["type"] = type } : new JsonObject { ["type"] = type, ["tokens"] = new JsonObject { ["oauth"] = new JsonArray(), ["bot"] = new JsonArray(People.SlackBotUserId) } },
        envelope => envelope["event_time"] = _host.Clock.GetUtcNow().ToUnixTimeSeconds());

    private Task<List<SlackInstallationRow>> RowsAsync() => _host.RowsAsync<SlackInstallationRow>();

    private async Task<(HttpStatusCode Status, string Page)> InstallAsync()
    {
        var (address, cookie) = await BeginAsync();
        return await FinishAsync(HttpUtility.ParseQueryString(address.Query)["state"]!, cookie);
    }

    private async Task<(Uri Address, string Cookie)> BeginAsync()
    {
        using var answer = await _host.Client.GetAsync(new Uri("/slack/install", UriKind.Relative));
        Assert.Equal(HttpStatusCode.Found, answer.StatusCode);
        return (answer.Headers.Location!, answer.Headers.GetValues("Set-Cookie").Single().Split(';')[0]);
    }

    private Task<(HttpStatusCode Status, string Page)> FinishAsync(string state, string cookie) => GetAsync($"code=the-code&state={Uri.EscapeDataString(state)}", cookie);

    private async Task<(HttpStatusCode Status, string Page)> GetAsync(string query, string cookie)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, $"/slack/oauth_redirect?{query}");
        request.Headers.TryAddWithoutValidation("Cookie", cookie);
        using var answer = await _host.Client.SendAsync(request);
        return (answer.StatusCode, await answer.Content.ReadAsStringAsync());
    }
}
