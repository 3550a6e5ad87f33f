using System.Security.Cryptography;
using System.Text;
using TeamsAgent.Sandbox;
using Xunit;
using static TeamsAgent.Tests.Providers.ProvidersFixture;

namespace TeamsAgent.Tests.Providers;

public sealed class TokenProvidersTests
{
    public static TheoryData<string, string, string, string> Doors => new()
    {
        { "GET", "/github/repos/acme/web/issues", "github", "repo" },
        { "GET", "/google/calendar/v3/calendars/primary/events", "google-oauth2", CalendarScope },
        { "POST", "/gmail/gmail/v1/users/me/messages/send", "google-oauth2", SendScope },
        { "GET", "/payments/v1/transfers", "payments", "payments:transfer" },
    };

    [Theory]
    [MemberData(nameof(Doors))]
    public async Task Only_a_live_token_of_this_provider_with_its_scope_opens(string method, string path, string connection, string scope)
    {
        await using var world = await StartAsync();
        async Task<int> With(string? token) => (int)(await world.SendAsync(new(method), path, token)).StatusCode;
        var good = world.TokenOf(People.Ana, connection, scope);
        var revoked = world.TokenOf(People.Ben, connection, scope);
        world.Providers.RevokeTokens(People.Ben.Auth0UserId, connection);

        Assert.Equal(401, await With(null));
        Assert.Equal(401, await With("provider-token-canary-made-up"));
        Assert.Equal(401, await With(revoked));
        Assert.Equal(401, await With(world.TokenOf(People.Ana, "another", scope)));
        Assert.Equal(403, await With(world.TokenOf(People.Ana, connection, "something:else")));
        Assert.Equal(403, await With(world.TokenOf(People.Ana, connection)));
        Assert.NotInRange(await With(good), 401, 403);
        world.Clock.Advance(TimeSpan.FromMinutes(10));
        Assert.Equal(401, await With(good));
    }

    [Fact]
    public async Task A_call_is_recorded_as_it_came_but_for_its_token()
    {
        await using var world = await StartAsync();
        var token = world.GitHubToken(People.Ana);

        await world.SendAsync(HttpMethod.Post, "/github/repos/acme/web%2Fx/issues?a=%20b", token, """{ "title":"x" }""", ("X-Note", "n"));

        var call = Assert.Single(world.Providers.Calls);
        Assert.Equal(("github", "POST", "/github/repos/acme/web%2Fx/issues?a=%20b"), (call.Provider, call.Method, call.Target));
        Assert.Equal("""{ "title":"x" }""", call.BodyText);
        Assert.Equal(Convert.ToHexStringLower(SHA256.HashData(call.Body)), call.BodySha256);
        Assert.Equal(Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(token))), call.TokenSha256);
        Assert.Equal((People.Ana.Auth0UserId, "n", (int?)404), (call.TokenOwner, call.Headers["x-note"], call.Status));
        var shown = await world.Client.GetStringAsync($"{world.Providers.Address}/sandbox/providers/calls", Ct);
        Assert.Contains(call.TokenSha256!, shown, StringComparison.Ordinal);
        Assert.StartsWith("provider-token-canary-", token, StringComparison.Ordinal);
        Assert.DoesNotContain("provider-token-canary-", shown, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_was_done_survives_a_restart_and_no_token_is_in_the_snapshot()
    {
        var folder = Directory.CreateTempSubdirectory("providers-");
        try
        {
            string token;
            await using (var before = await StartAsync(folder.FullName))
            {
                token = before.GitHubToken(People.Ana);
                await before.SendAsync(HttpMethod.Post, "/github/repos/acme/web/issues", token, new { title = "kept" });
            }

            Assert.DoesNotContain(token, await File.ReadAllTextAsync(Path.Combine(folder.FullName, "providers.json"), Ct), StringComparison.Ordinal);
            await using var after = await StartAsync(folder.FullName);
            var issue = await JsonOf(await after.SendAsync(HttpMethod.Get, "/github/repos/acme/web/issues/4", token));
            Assert.Equal("kept", (string)issue["title"]!);
            Assert.Equal(1, after.Providers.EffectsOf("github"));
            Assert.Equal(2, after.Providers.Calls.Count);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }
}
