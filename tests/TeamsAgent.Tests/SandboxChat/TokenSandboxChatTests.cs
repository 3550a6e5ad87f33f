using System.Net;
using System.Text.Json.Nodes;
using Microsoft.Extensions.Time.Testing;
using Microsoft.IdentityModel.JsonWebTokens;
using TeamsAgent.Sandbox;
using TeamsAgent.Sandbox.Chat;
using TeamsAgent.Sandbox.Chat.Wire;

namespace TeamsAgent.Tests.SandboxChat;

/// <summary>Both directions' tokens: the ones that inbound calls carry, and the bot's own.</summary>
public sealed class TokenSandboxChatTests
{
    [Fact]
    public async Task A_channel_token_has_the_real_one_s_claims_and_no_others()
    {
        await using var bot = await EchoBot.StartAsync();
        var token = new JsonWebToken(bot.Teams.Tokens.Mint(bot.Teams.ServiceUrl));
        Assert.Equal(["aud", "exp", "iss", "nbf", "serviceurl"], token.Claims.Select(claim => claim.Type).Order(StringComparer.Ordinal));
        Assert.Equal(("RS256", "https://api.botframework.com", TimeSpan.FromHours(1)), (token.Alg, token.Issuer, token.ValidTo - token.ValidFrom));
        Assert.Equal(People.BotAppId, Assert.Single(token.Audiences));
        Assert.Equal(bot.Teams.ServiceUrl, token.GetPayloadValue<string>("serviceurl"));
    }

    [Fact]
    public async Task The_keys_document_says_for_which_channels_a_key_speaks()
    {
        await using var bot = await EchoBot.StartAsync();
        using var http = new HttpClient();
        var metadata = JsonNode.Parse(await http.GetStringAsync(new Uri($"{bot.Teams.Address}/v1/.well-known/openidconfiguration"), TestContext.Current.CancellationToken))!;
        var keys = JsonNode.Parse(await http.GetStringAsync(new Uri((string)metadata["jwks_uri"]!), TestContext.Current.CancellationToken))!["keys"]!.AsArray();
        Assert.Equal("https://api.botframework.com", (string?)metadata["issuer"]);
        Assert.Contains("msteams", Assert.Single(keys)!["endorsements"]!.AsArray().Select(name => (string?)name));
    }

    public static TheoryData<string, Func<SandboxTeams, string?>> Forged => new()
    {
        { "no token", _ => null },
        { "another audience", teams => teams.Tokens.Mint(teams.ServiceUrl, audience: Guid.NewGuid().ToString()) },
        { "another issuer", teams => teams.Tokens.Mint(teams.ServiceUrl, issuer: "https://sts.windows.net/x/") },
        { "expired", teams => teams.Tokens.Mint(teams.ServiceUrl, age: TimeSpan.FromHours(2)) },
        { "not yet valid", teams => teams.Tokens.Mint(teams.ServiceUrl, age: TimeSpan.FromMinutes(-10)) },
        { "a key that nobody published", teams => teams.Tokens.Mint(teams.ServiceUrl, key: SigningKey.New()) },
        { "the kid of another key", teams => teams.Tokens.Mint(teams.ServiceUrl, key: SigningKey.New(), kid: teams.Tokens.Current.Kid) },
        { "the public key as a secret", teams => teams.Tokens.Mint(teams.ServiceUrl, algorithm: "HS256") },
        { "no signature", teams => teams.Tokens.Mint(teams.ServiceUrl, algorithm: "none") },
        { "another algorithm", teams => teams.Tokens.Mint(teams.ServiceUrl, algorithm: "RS512") },
        { "another service", teams => teams.Tokens.Mint("https://smba.trafficmanager.net/emea/") },
        { "a claim in camel case", teams => teams.Tokens.Mint(teams.ServiceUrl, claimName: "serviceUrl") },
        { "a claim left out", teams => teams.Tokens.Mint(teams.ServiceUrl, change: claims => claims.Remove("serviceurl")) },
    };

    [Theory]
    [MemberData(nameof(Forged), DisableDiscoveryEnumeration = true)]
    public async Task A_bot_that_checks_refuses(string what, Func<SandboxTeams, string?> token)
    {
        await using var bot = await EchoBot.StartAsync();
        var activity = bot.Teams.Activities.Message(People.Ana, Conversation.General, null, "1750000000000", what).ToJsonString();
        Assert.Equal(HttpStatusCode.Unauthorized, (await bot.Teams.PostRawAsync(activity, token(bot.Teams), TestContext.Current.CancellationToken)).Status);
        Assert.NotNull(bot.Refusal);
        Assert.Equal(HttpStatusCode.OK, (await bot.Teams.PostRawAsync(activity, bot.Teams.Tokens.Mint(bot.Teams.ServiceUrl), TestContext.Current.CancellationToken)).Status);
    }

    [Fact]
    public async Task After_a_rotation_the_old_key_is_good_while_it_is_published()
    {
        await using var bot = await EchoBot.StartAsync();
        var activity = bot.Teams.Activities.Message(People.Ana, Conversation.General, null, "1750000000000", "hello").ToJsonString();
        var old = bot.Teams.Tokens.Mint(bot.Teams.ServiceUrl);
        bot.Teams.Tokens.Rotate(keepOld: true);
        Assert.Equal(HttpStatusCode.OK, (await bot.Teams.PostRawAsync(activity, old, TestContext.Current.CancellationToken)).Status);
        bot.Teams.Tokens.Rotate(keepOld: false);
        Assert.Equal(HttpStatusCode.Unauthorized, (await bot.Teams.PostRawAsync(activity, old, TestContext.Current.CancellationToken)).Status);
        Assert.Equal(HttpStatusCode.OK, (await bot.Teams.SayAsync(People.Ana, Conversation.General, "hello", cancellationToken: TestContext.Current.CancellationToken)).Status);
    }

    [Fact]
    public async Task A_key_that_does_not_speak_for_Teams_is_told_apart()
    {
        await using var bot = await EchoBot.StartAsync();
        bot.Teams.Tokens.Publish(SigningKey.New("webchat"));
        await bot.Teams.SayAsync(People.Ana, Conversation.General, "hello", cancellationToken: TestContext.Current.CancellationToken);
        Assert.Equal("not endorsed", bot.Refusal);
    }

    [Theory]
    [InlineData("client_id", "00000000-0000-4000-8000-00000000dead", HttpStatusCode.BadRequest, "unauthorized_client", 700016)]
    [InlineData("client_secret", "wrong", HttpStatusCode.Unauthorized, "invalid_client", 7000215)]
    [InlineData("scope", "https://graph.microsoft.com/.default", HttpStatusCode.BadRequest, "invalid_scope", 70011)]
    [InlineData("grant_type", "password", HttpStatusCode.BadRequest, "unsupported_grant_type", 70003)]
    [InlineData("tenant", "00000000-0000-4000-8000-00000000dead", HttpStatusCode.BadRequest, "invalid_request", 90002)]
    public async Task The_bot_s_own_token_is_given_to_the_bot_alone(string field, string value, HttpStatusCode status, string error, int code)
    {
        await using var bot = await EchoBot.StartAsync();
        var answer = await bot.Client.TokenAsync(
            id: field == "client_id" ? value : null, secret: field == "client_secret" ? value : null, scope: field == "scope" ? value : null,
            grant: field == "grant_type" ? value : "client_credentials", tenant: field == "tenant" ? value : People.TeamsTenantId);
        Assert.Equal((status, error, code), (answer.Status, (string?)answer.Json!["error"], (int?)answer.Json["error_codes"]![0]));
        Assert.Equal((0, 1), (bot.Teams.Entra.Issued, bot.Teams.Entra.Refused));
    }

    [Fact]
    public async Task The_bot_s_own_token_ends_after_an_hour_and_when_it_is_revoked()
    {
        var clock = new FakeTimeProvider(DateTimeOffset.UtcNow);
        await using var bot = await EchoBot.StartAsync(clock: clock);
        Assert.Equal("201", (await bot.Client.SendAsync(Conversation.TeamId, SomeCard.Text("hello"))).Code);
        clock.Advance(TimeSpan.FromHours(1));
        Assert.Equal("401 Unauthorized", (await bot.Client.SendAsync(Conversation.TeamId, SomeCard.Text("hello"))).Code);
        bot.Client.Token = null;
        Assert.Equal("201", (await bot.Client.SendAsync(Conversation.TeamId, SomeCard.Text("hello"))).Code);
        bot.Teams.Entra.RevokeAll();
        Assert.Equal("401 Unauthorized", (await bot.Client.SendAsync(Conversation.TeamId, SomeCard.Text("hello"))).Code);
    }
}
