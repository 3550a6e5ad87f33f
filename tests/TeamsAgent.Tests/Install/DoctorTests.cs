using TeamsAgent.Sandbox;
using TeamsAgent.Sandbox.Slack;
using TeamsAgent.Tests.Worlds;

namespace TeamsAgent.Tests.Install;

/// <summary><c>doctor</c> on a running world: all well at first, then one thing broken at a time.</summary>
public sealed class DoctorTests : IAsyncLifetime
{
    private World? _world;
    private DoctorDesk? _desk;

    private World World => _world ?? throw new InvalidOperationException("The world has not started.");

    private DoctorDesk Desk => _desk ?? throw new InvalidOperationException("The world has not started.");

    public async ValueTask InitializeAsync()
    {
        _world = await World.StartAsync(new WorldOptions { Onboarded = [] }, TestContext.Current.CancellationToken);
        _desk = new DoctorDesk(_world);
    }

    public async ValueTask DisposeAsync()
    {
        _desk?.Dispose();
        if (_world is not null)
        {
            await _world.DisposeAsync();
        }
    }

    [Fact]
    public async Task A_good_installation_has_nothing_to_put_right()
    {
        var said = await Desk.RunAsync();

        Assert.Equal((0, ""), (said.Exit, said.Complaints));
        Assert.All(
            [
                "✓ settings: They are complete.",
                $"✓ database: {World.Product.Settings["Storage:SqlitePath"]} can be written to.",
                $"✓ key ring: {World.Product.Settings["Identity:KeyRingPath"]} can be written to, by this account alone.",
                $"✓ public address: {World.Product.Address}/ answers. It is this machine's own; that is for development alone.",
                "✓ clock: It agrees with Auth0's.",
                "✓ clock: It agrees with Microsoft's.",
                $"✓ teams endpoint: {World.Product.Address}/api/messages answers; it is the messaging endpoint to write into the Azure Bot.",
                $"✓ auth0: {World.Tenant.Issuer} describes itself.",
                "✓ auth0 application: The tenant takes our client id and secret.",
                $"✓ auth0 callback: Logins may come back to {World.Product.Address}/signin/callback.",
                $"✓ model: {new Uri(World.Model.Address).Authority} takes the key and has sandbox.",
                "All is well.",
            ],
            line => Assert.Contains(line, said.Lines));
        Assert.Contains(said.Lines, line => line.StartsWith("✓ teams token: The bot got its token", StringComparison.Ordinal));
        Assert.Contains(said.Lines, line => line.StartsWith("✓ teams keys: ", StringComparison.Ordinal));
        Assert.Contains(said.Lines, line => line.StartsWith("✓ catalogue and policy: ", StringComparison.Ordinal));
    }

    [Fact]
    public async Task It_says_no_secret_and_gives_nobody_a_token()
    {
        var before = World.Tenant.Calls.Count;
        var said = (await Desk.RunAsync()).Text + (await Desk.RunAsync("--json")).Text;

        Assert.DoesNotContain(Desk.Secrets, secret => said.Contains(secret, StringComparison.Ordinal));
        Assert.DoesNotContain("canary", said, StringComparison.Ordinal);
        Assert.DoesNotContain(World.Tenant.Calls.Skip(before), call => call.Status == 200 && call.Endpoint.Contains("token", StringComparison.OrdinalIgnoreCase));
    }

    [Fact]
    public async Task The_same_is_to_be_had_as_JSON()
    {
        var said = await Desk.RunAsync("--json", "--Planning:ApiKey=wrong-key");

        Assert.Equal(1, said.Exit);
        Assert.False((bool?)said.Json["ok"]);
        var model = said.Json["checks"]!.AsArray().Single(check => (string?)check!["check"] == "model")!;
        Assert.Equal("bad", (string?)model["state"]);
        Assert.EndsWith("refuses the key.", (string?)model["says"], StringComparison.Ordinal);
        Assert.Equal("Set Planning:ApiKey to a key for Planning:Endpoint.", (string?)model["remedy"]);
        Assert.DoesNotContain("wrong-key", said.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--Auth0:ClientSecret=another-secret", "✗ auth0 application: The tenant refuses our client id or secret (", "Check Auth0:ClientId and Auth0:ClientSecret against the application's settings at Auth0.")]
    [InlineData("--Teams:ClientSecret=another-secret", "✗ teams token: The bot got no token:", "check Teams:ClientSecret")]
    [InlineData("--Planning:Model=gpt-none", "✗ model: ", "has no model gpt-none. Set Planning:Model to one that it lists and that can call functions.")]
    [InlineData("--Teams:Issuer=https://api.botframework.us", "✗ teams keys: ", "is of another issuer than Teams:Issuer. Check Teams:Cloud")]
    public async Task A_wrong_setting_is_found_with_its_remedy(string setting, string begins, string contains)
    {
        var said = await Desk.RunAsync(setting);

        Assert.Equal(1, said.Exit);
        var line = Assert.Single(said.Wrong);
        Assert.StartsWith(begins, line, StringComparison.Ordinal);
        Assert.Contains(contains, line, StringComparison.Ordinal);
        Assert.Equal("One thing has to be put right.", said.Lines[^1]);
        Assert.DoesNotContain("another-secret", said.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_tenant_that_is_down_is_said_once()
    {
        await World.Tenant.DisposeAsync();

        var said = await Desk.RunAsync();

        Assert.StartsWith("✗ auth0: The identity provider gave no usable answer", Assert.Single(said.Wrong), StringComparison.Ordinal);
        Assert.Contains(said.Lines, line => line.StartsWith("– clock: Auth0 was not asked for the time", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_tenant_of_another_name_is_not_ours()
    {
        var said = await Desk.RunAsync("--Auth0:Issuer=" + World.Tenant.Issuer.Replace("127.0.0.1", "localhost", StringComparison.Ordinal));

        var line = Assert.Single(said.Wrong);
        Assert.Contains("its discovery document names another issuer", line, StringComparison.Ordinal);
        Assert.Contains("Check Auth0:Domain (or Auth0:Issuer for a custom domain)", line, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_callback_that_is_not_allowed_is_written_out()
    {
        var said = await Desk.RunAsync($"--Agent:PublicBaseUrl={World.Product.Address.Replace("127.0.0.1", "localhost", StringComparison.Ordinal)}");

        var line = Assert.Single(said.Wrong);
        Assert.StartsWith("✗ auth0 callback: ", line, StringComparison.Ordinal);
        Assert.EndsWith("/signin/callback to the application's Allowed Callback URLs at Auth0.", line, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_server_that_does_not_run_is_found_by_its_public_address()
    {
        await World.Product.StopAsync();

        var said = await Desk.RunAsync();

        Assert.Equal(
            [
                $"✗ public address: {World.Product.Address}/ cannot be connected to. Start the server and its reverse proxy, and open port 443 to them.",
                $"✗ teams endpoint: {World.Product.Address}/api/messages does not answer. Start the server, and let the reverse proxy lead that path to it.",
            ],
            said.Wrong);
    }

    [Theory]
    [InlineData(7, "7 minutes ahead of")]
    [InlineData(-3, "3 minutes behind")]
    public async Task A_wrong_clock_is_told_in_minutes(int minutes, string words)
    {
        var clock = new MovedClock();
        clock.Advance(TimeSpan.FromMinutes(minutes));

        var said = await Desk.RunAsync(clock);

        Assert.Contains(said.Wrong, line => line.StartsWith($"✗ clock: This machine's clock is {words} Auth0's.", StringComparison.Ordinal));
        Assert.Contains(said.Wrong, line => line.StartsWith($"✗ clock: This machine's clock is {words} Microsoft's.", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Settings_that_are_not_valid_are_said_and_what_needs_them_is_not_tried()
    {
        var said = await Desk.RunAsync("--Auth0:ClientId=", "--Planning:Endpoint=ftp://x");

        Assert.Equal(1, said.Exit);
        Assert.Contains("✗ settings: Auth0:ClientId is not set. Write the application's client id from the Auth0 dashboard.", said.Wrong);
        Assert.Contains(said.Wrong, line => line.StartsWith("✗ settings: Planning:Endpoint", StringComparison.Ordinal));
        Assert.Contains("– auth0: Not looked at, since its settings are not valid.", said.Lines);
        Assert.Contains("– model: Not looked at, since its settings are not valid.", said.Lines);
        Assert.Contains(said.Lines, line => line.StartsWith("✓ teams token", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_policy_with_mistakes_is_named_with_file_and_line()
    {
        var policy = Path.Combine(World.Folder, "broken.yaml");
        await File.WriteAllTextAsync(policy, "version: 1\nsurprise: yes\n", TestContext.Current.CancellationToken);

        var said = await Desk.RunAsync("--Policy:Path=" + policy);

        Assert.Contains(said.Wrong, line => line.StartsWith("✗ catalogue and policy: ", StringComparison.Ordinal) && line.Contains("broken.yaml:2:", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_database_that_is_none_and_one_that_is_not_there_yet_are_told_apart()
    {
        var rubbish = Path.Combine(World.Folder, "rubbish.db");
        await File.WriteAllTextAsync(rubbish, new string('x', 5000), TestContext.Current.CancellationToken);

        Assert.StartsWith($"✗ database: {rubbish} cannot be written to (SQLite error 26).", Assert.Single((await Desk.RunAsync("--Storage:SqlitePath=" + rubbish)).Wrong), StringComparison.Ordinal);

        var fresh = Path.Combine(World.Folder, "not", "there.db");
        Assert.Contains($"✓ database: There is no {fresh} yet; the first start makes it.", (await Desk.RunAsync("--Storage:SqlitePath=" + fresh)).Lines);
        Assert.False(Directory.Exists(Path.GetDirectoryName(fresh)));
    }

    [Fact]
    public async Task Keys_that_others_can_read_are_found()
    {
        if (OperatingSystem.IsWindows())
        {
            Assert.Skip("Windows has no Unix file modes.");
            return;
        }

        var open = Directory.CreateDirectory(Path.Combine(World.Folder, "open-keys"));
        File.SetUnixFileMode(open.FullName, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute | UnixFileMode.OtherRead);

        var line = Assert.Single((await Desk.RunAsync("--Identity:KeyRingPath=" + open.FullName)).Wrong);

        Assert.Equal($"✗ key ring: Other accounts of this machine can open {open.FullName}. Take their rights away (chmod 700): whoever has the keys and the database has the refresh tokens.", line);
    }

    [Fact]
    public async Task Slack_by_Socket_Mode_is_tried_with_its_tokens_and_scopes()
    {
        await using var slack = await SlackAsync(new SlackWorkspaceOptions());

        var said = await Desk.RunAsync([.. OnCommandLine(slack), $"--Slack:AppToken={new SlackWorkspaceOptions().AppToken}"]);

        Assert.Equal([], said.Wrong);
        Assert.Contains("✓ slack socket: Slack takes the app-level token for Socket Mode.", said.Lines);
        Assert.Contains($"✓ slack installation: It works in {People.SlackTeamId}, with all scopes that it needs.", said.Lines);
        Assert.Contains("✓ clock: It agrees with Slack's.", said.Lines);
        Assert.DoesNotContain("of-the-local-world", said.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Slack_by_HTTP_is_tried_with_its_endpoint_which_refuses_what_is_not_signed()
    {
        await using var slack = await SlackAsync(new SlackWorkspaceOptions());
        await using var world = await World.StartAsync(new WorldOptions { Onboarded = [], Settings = SettingsOf(slack) }, TestContext.Current.CancellationToken);
        using var desk = new DoctorDesk(world);

        var said = await desk.RunAsync();

        Assert.Equal([], said.Wrong);
        Assert.Contains($"✓ slack endpoint: {world.Product.Address}/slack/events answers, and refuses what is not signed.", said.Lines);
        Assert.Contains(said.Lines, line => line.StartsWith("✓ slack signing secret: It is set.", StringComparison.Ordinal));
        Assert.Contains($"✓ slack installation: It works in {People.SlackTeamId}, with all scopes that it needs.", said.Lines);
    }

    [Fact]
    public async Task A_scope_that_an_installation_lacks_is_named()
    {
        await using var slack = await SlackAsync(new SlackWorkspaceOptions { Scopes = [.. SlackWorkspaceOptions.UsualScopes.Where(scope => scope != "groups:read")] });

        Assert.Contains(
            $"✗ slack installation: In {People.SlackTeamId} the app lacks groups:read. Update the app from slack-manifest.json (“manifest build” writes it), then install it again: scopes change only so.",
            (await Desk.RunAsync(OnCommandLine(slack))).Wrong);
    }

    [Theory]
    [InlineData("--Slack:BotToken=xoxb-wrong-token", "✗ slack installation: Slack refuses the bot's token (invalid_auth). Install the app again on its page “Install App”, and set Slack:BotToken to the new token.")]
    [InlineData("--Slack:AppToken=xapp-wrong-token", "✗ slack socket: Slack refuses the app-level token (invalid_auth). Make one with connections:write on the app's page “Basic Information”, set Slack:AppToken, and switch Socket Mode on.")]
    [InlineData("--Slack:AllowedTeams:0=T0000OTHER", "✗ slack installation: The token is of T0LOCAL001, which Slack:AllowedTeams does not list. Add it there, or use the token of a workspace that is listed.")]
    public async Task A_wrong_setting_of_Slack_is_found_with_its_remedy(string setting, string sentence)
    {
        await using var slack = await SlackAsync(new SlackWorkspaceOptions());

        Assert.Equal([sentence], (await Desk.RunAsync([.. OnCommandLine(slack), $"--Slack:AppToken={new SlackWorkspaceOptions().AppToken}", setting])).Wrong);
    }

    [Fact]
    public async Task A_workspace_in_which_the_app_is_not_installed_yet_is_told_where_to_begin()
    {
        await using var slack = await SlackAsync(new SlackWorkspaceOptions());

        var said = await Desk.RunAsync([.. OnCommandLine(slack), "--Slack:BotToken=", "--Slack:ClientId=1.2", "--Slack:ClientSecret=client-secret", $"--Slack:AppToken={new SlackWorkspaceOptions().AppToken}"]);

        Assert.Equal([], said.Wrong);
        Assert.Contains($"– slack installation: The app is not installed in {People.SlackTeamId}, or was taken out of it. Open /slack/install at the public address.", said.Lines);
    }

    private static Task<SandboxSlack> SlackAsync(SlackWorkspaceOptions options) => SandboxSlack.StartAsync(options, TimeProvider.System, TestContext.Current.CancellationToken);

    private static string[] OnCommandLine(SandboxSlack slack) => [.. SettingsOf(slack).Select(setting => $"--{setting.Key}={setting.Value}")];

    private static Dictionary<string, string?> SettingsOf(SandboxSlack slack) => new()
    {
        ["Slack:ApiBaseUrl"] = $"{slack.Address}/api/",
        ["Slack:AuthorizeUrl"] = $"{slack.Address}/oauth/v2/authorize",
        ["Slack:ResponseHost"] = new Uri(slack.Address).Authority,
        ["Slack:AppId"] = People.SlackAppId,
        ["Slack:SigningSecret"] = new SlackWorkspaceOptions().SigningSecret,
        ["Slack:AllowedTeams:0"] = People.SlackTeamId,
        ["Slack:BotToken"] = new SlackWorkspaceOptions().BotToken,
    };
}
