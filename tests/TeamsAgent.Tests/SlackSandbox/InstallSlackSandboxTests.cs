using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Time.Testing;
using TeamsAgent.Sandbox;
using TeamsAgent.Sandbox.Slack;

namespace TeamsAgent.Tests.SlackSandbox;

/// <summary>Installing, refreshing, removing.</summary>
public sealed class InstallSlackSandboxTests
{
    private const string Redirect = "http://127.0.0.1:1/slack/oauth_redirect";
    private readonly FakeTimeProvider _clock = new(DateTimeOffset.UtcNow);

    private static SlackWorkspaceOptions Options { get; } = new() { BotToken = null, RedirectUris = [Redirect] };

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Somebody_agrees_and_the_code_is_good_once_for_ten_minutes()
    {
        await using var desk = await SlackDesk.StartAsync(Options, _clock);
        var back = await AgreeAsync(desk, People.SlackTeamId);
        Assert.Equal("state-1", back["state"]);
        var code = back["code"];
        Assert.Equal("bad_client_secret", (string?)(await AccessAsync(desk, secret: "wrong", ("code", code), ("redirect_uri", Redirect)))["error"]);
        var granted = await AccessAsync(desk, null, ("code", code), ("redirect_uri", Redirect));
        Assert.Equal((People.SlackTeamId, People.SlackBotUserId, "chat:write,commands", false), ((string?)granted["team"]!["id"], (string?)granted["bot_user_id"], (string?)granted["scope"], (bool)granted["is_enterprise_install"]!));
        Assert.StartsWith("xoxe.xoxb-1-", (string?)granted["access_token"], StringComparison.Ordinal);
        Assert.Equal(43200, (int)granted["expires_in"]!);
        Assert.Equal("code_already_used", (string?)(await AccessAsync(desk, null, ("code", code), ("redirect_uri", Redirect)))["error"]);

        var second = await AgreeAsync(desk, SlackTeam.Fabrikam.Id);
        Assert.Equal("bad_redirect_uri", (string?)(await AccessAsync(desk, null, ("code", second["code"]), ("redirect_uri", Redirect + "/other")))["error"]);
        var third = await AgreeAsync(desk, SlackTeam.Fabrikam.Id);
        _clock.Advance(TimeSpan.FromMinutes(10));
        Assert.Equal("invalid_code", (string?)(await AccessAsync(desk, null, ("code", third["code"]), ("redirect_uri", Redirect)))["error"]);
    }

    [Fact]
    public async Task An_organisation_installs_for_all_its_workspaces()
    {
        await using var desk = await SlackDesk.StartAsync(Options);
        var granted = await AccessAsync(desk, null, ("code", (await AgreeAsync(desk, SlackTeam.EnterpriseId))["code"]), ("redirect_uri", Redirect));
        Assert.True(granted.ContainsKey("team"));
        Assert.Null(granted["team"]);
        Assert.Equal((SlackTeam.EnterpriseId, true), ((string?)granted["enterprise"]!["id"], (bool)granted["is_enterprise_install"]!));
        desk.Token = (string?)granted["access_token"];
        await desk.CardAsync();
    }

    [Fact]
    public async Task Who_cancels_is_sent_back_with_an_error_and_what_is_wrong_is_not_sent_back()
    {
        await using var desk = await SlackDesk.StartAsync(Options);
        Assert.Equal("access_denied", (await AgreeAsync(desk, People.SlackTeamId, "cancel"))["error"]);
        foreach (var (query, error) in new[]
        {
            ("client_id=1&scope=chat:write&redirect_uri=" + Redirect, "invalid_client_id"),
            ($"client_id={Options.ClientId}&scope=&redirect_uri={Redirect}", "invalid_scope"),
            ($"client_id={Options.ClientId}&scope=chat:write&redirect_uri=https://elsewhere.example/", "bad_redirect_uri"),
            ($"client_id={Options.ClientId}&scope=chat:write&redirect_uri={Redirect}.elsewhere.example", "bad_redirect_uri"),
        })
        {
            using var page = await desk.GetAsync("/oauth/v2/authorize?" + query);
            Assert.Equal(HttpStatusCode.BadRequest, page.StatusCode);
            Assert.Contains(error, await page.Content.ReadAsStringAsync(Ct), StringComparison.Ordinal);
        }

        using var asked = await desk.GetAsync($"/oauth/v2/authorize?client_id={Options.ClientId}&scope=chat:write&redirect_uri={Redirect}&state=\"><script>");
        Assert.DoesNotContain("<script>", await asked.Content.ReadAsStringAsync(Ct), StringComparison.Ordinal);
        Assert.Contains("frame-ancestors 'none'", asked.Headers.GetValues("Content-Security-Policy").Single(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_token_ends_after_twelve_hours_and_its_successor_is_got_once()
    {
        await using var desk = await SlackDesk.StartAsync(Options, _clock);
        var granted = await AccessAsync(desk, null, ("code", (await AgreeAsync(desk, People.SlackTeamId))["code"]), ("redirect_uri", Redirect));
        var (first, refresh) = ((string)granted["access_token"]!, (string)granted["refresh_token"]!);
        desk.Token = first;
        await desk.CardAsync();
        var renewed = await AccessAsync(desk, null, ("grant_type", "refresh_token"), ("refresh_token", refresh));
        Assert.Equal("invalid_refresh_token", (string?)(await AccessAsync(desk, null, ("grant_type", "refresh_token"), ("refresh_token", refresh)))["error"]);
        await desk.CardAsync(blockId: "a.2");

        var again = await AccessAsync(desk, null, ("grant_type", "refresh_token"), ("refresh_token", (string)renewed["refresh_token"]!));
        Assert.Equal("token_revoked", (string?)(await desk.CallAsync("auth.test", new { }))["error"]);
        desk.Token = (string)again["access_token"]!;
        _clock.Advance(TimeSpan.FromHours(12));
        Assert.Equal("token_expired", (string?)(await desk.CallAsync("auth.test", new { }))["error"]);
        Assert.Equal("invalid_grant_type", (string?)(await AccessAsync(desk, null, ("grant_type", "password")))["error"]);
        Assert.DoesNotContain(desk.Slack.Calls, call => (call.Arguments.ToJsonString() + call.Answer.ToJsonString()).Contains("xoxe", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Scopes_are_added_by_a_second_installation_and_never_taken_away()
    {
        await using var desk = await SlackDesk.StartAsync(Options);
        await AccessAsync(desk, null, ("code", (await AgreeAsync(desk, People.SlackTeamId))["code"]), ("redirect_uri", Redirect));
        var granted = await AccessAsync(desk, null, ("code", (await AgreeAsync(desk, People.SlackTeamId, scope: "users:read"))["code"]), ("redirect_uri", Redirect));
        Assert.Equal("chat:write,commands,users:read", (string?)granted["scope"]);
    }

    [Theory]
    [InlineData(false, "tokens_revoked", "app_uninstalled")]
    [InlineData(true, "app_uninstalled", "tokens_revoked")]
    public async Task The_end_of_an_installation_is_told_in_any_order(bool uninstalledFirst, string first, string second)
    {
        await using var desk = await SlackDesk.StartAsync();
        await desk.Acts.UninstallAsync(uninstalledFirst: uninstalledFirst, cancellationToken: Ct);
        Assert.Equal([first, second], desk.Arrivals.Select(arrival => (string?)arrival.Event["type"]));
        Assert.Equal("token_revoked", (string?)(await desk.CallAsync("auth.test", new { }))["error"]);
        Assert.Empty((await desk.Acts.MentionAsync(People.Ana, SlackChannel.General, "still there?", cancellationToken: Ct)).Attempts);
    }

    [Fact]
    public async Task The_end_may_be_told_after_the_next_beginning()
    {
        await using var desk = await SlackDesk.StartAsync(new SlackWorkspaceOptions(), _clock);
        var told = desk.Acts.Uninstall();
        _clock.Advance(TimeSpan.FromMinutes(1));
        var (install, token, _) = desk.Slack.Installs.Install(People.SlackTeamId, SlackWorkspaceOptions.UsualScopes);
        foreach (var envelope in told)
        {
            await desk.Acts.DeliverAsync(SlackDeliveryKind.Event, envelope, Ct);
        }

        Assert.All(desk.Arrivals, arrival => Assert.True((long)arrival.Payload["event_time"]! < install.InstalledAt.ToUnixTimeSeconds()));
        desk.Token = token;
        await desk.CardAsync();
    }

    [Fact]
    public async Task The_app_gives_its_token_back_and_removes_itself()
    {
        await using var desk = await SlackDesk.StartAsync();
        Assert.False((bool)(await desk.FormAsync("auth.revoke", ("test", "true")))["revoked"]!);
        Assert.True((bool)(await desk.FormAsync("auth.revoke"))["revoked"]!);
        Assert.Equal("token_revoked", (string?)(await desk.CallAsync("auth.test", new { }))["error"]);
        for (var waited = 0; desk.Arrivals.Count < 2 && waited < 200; waited++)
        {
            await Task.Delay(20, Ct);
        }

        Assert.Equal(["tokens_revoked", "app_uninstalled"], desk.Arrivals.Select(arrival => (string?)arrival.Event["type"]));
    }

    private static async Task<Dictionary<string, string>> AgreeAsync(SlackDesk desk, string team, string decision = "allow", string scope = "chat:write,commands")
    {
        using var page = await desk.GetAsync($"/oauth/v2/authorize?client_id={Options.ClientId}&scope={scope}&state=state-1&redirect_uri={Redirect}");
        Assert.Equal(HttpStatusCode.OK, page.StatusCode);
        using var form = new FormUrlEncodedContent(new Dictionary<string, string>
        {
            ["client_id"] = Options.ClientId, ["scope"] = scope, ["state"] = "state-1", ["redirect_uri"] = Redirect, ["team"] = team, ["decision"] = decision,
        });
        using var decided = await desk.SendAsync("/oauth/v2/authorize", form, withToken: false);
        Assert.Equal(HttpStatusCode.Found, decided.StatusCode);
        Assert.StartsWith(Redirect + "?", decided.Headers.Location!.ToString(), StringComparison.Ordinal);
        return QueryHelpers.ParseQuery(decided.Headers.Location.Query).ToDictionary(field => field.Key, field => field.Value.ToString());
    }

    private static async Task<JsonObject> AccessAsync(SlackDesk desk, string? secret, params (string Name, string Value)[] fields)
    {
        using var http = new HttpClient();
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes($"{Options.ClientId}:{secret ?? Options.ClientSecret}")));
        using var form = new FormUrlEncodedContent(fields.Select(field => KeyValuePair.Create(field.Name, field.Value)));
        using var answer = await http.PostAsync(new Uri(desk.Slack.Address + "/api/oauth.v2.access"), form, Ct);
        return (JsonObject)JsonNode.Parse(await answer.Content.ReadAsStringAsync(Ct))!;
    }
}
