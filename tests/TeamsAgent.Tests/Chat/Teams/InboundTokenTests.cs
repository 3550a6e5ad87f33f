using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using TeamsAgent.Sandbox;
using TeamsAgent.Storage.Rows;

namespace TeamsAgent.Tests.Chat.Teams;

public sealed class InboundTokenTests(ChatFixture fixture) : IClassFixture<ChatFixture>
{
    private static readonly RSA Stranger = RSA.Create(2048);

    private ChatHost Host => fixture.Host;

    [Fact]
    public async Task A_good_token_is_taken()
    {
        using var answer = await Host.SendAsync(Ask());
        Assert.Equal(HttpStatusCode.Accepted, answer.StatusCode);
    }

    public static TheoryData<string, int> Forged => new()
    {
        { "no header", 401 }, { "empty header", 401 }, { "two headers", 401 }, { "basic", 401 }, { "lower-case scheme", 401 }, { "no dots", 401 },
        { "five parts", 401 }, { "not base64", 401 }, { "too long", 401 }, { "alg none", 401 }, { "alg none, signature kept", 401 },
        { "HS256 with the public key", 401 }, { "RS512", 401 }, { "PS256", 401 }, { "no alg", 401 }, { "no kid", 401 }, { "unknown kid", 401 },
        { "signed by a stranger under our kid", 401 }, { "signature cut", 401 }, { "payload changed after signing", 401 }, { "other issuer", 401 },
        { "no issuer", 401 }, { "issuer of a tenant", 401 }, { "other audience", 401 }, { "no audience", 401 }, { "two audiences", 401 },
        { "expired by 5:01", 401 }, { "expired long ago", 401 }, { "no end", 401 }, { "not yet valid", 401 }, { "no serviceurl", 401 },
        { "serviceUrl with a capital", 401 }, { "other serviceurl", 401 }, { "emulator token", 401 }, { "key in the header", 401 },
    };

    [Theory]
    [MemberData(nameof(Forged))]
    public async Task T34_A_forged_token_is_refused_and_leaves_no_trace(string how, int status)
    {
        var before = (await Host.RowsAsync<InboxRow>()).Count;
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/messages") { Content = new StringContent(Ask().ToJsonString(), Encoding.UTF8, "application/json") };
        foreach (var header in Headers(how))
        {
            request.Headers.TryAddWithoutValidation("Authorization", header);
        }

        using var answer = await Host.Client.SendAsync(request, TestContext.Current.CancellationToken);

        Assert.Equal(status, (int)answer.StatusCode);
        Assert.Empty(await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
        Assert.Equal(before, (await Host.RowsAsync<InboxRow>()).Count);
    }

    [Theory]
    [InlineData(-290, 202)]
    [InlineData(-301, 401)]
    public async Task T34_The_clocks_may_differ_by_five_minutes(int secondsAfterEnd, int status)
    {
        var now = Host.Clock.GetUtcNow();
        using var answer = await Host.SendAsync(Ask().ToJsonString(), Host.Service.Token(payload: p => p["exp"] = now.AddSeconds(secondsAfterEnd).ToUnixTimeSeconds(), now: now.AddHours(-2)));
        Assert.Equal(status, (int)answer.StatusCode);
    }

    [Theory]
    [InlineData("channel", 403)]
    [InlineData("unendorsed", 403)]
    [InlineData("tenant of the data", 403)]
    [InlineData("tenant of the conversation", 403)]
    [InlineData("tenant of the sender", 403)]
    [InlineData("no tenant", 403)]
    [InlineData("no channel", 400)]
    [InlineData("host", 403)]
    [InlineData("host with a port", 403)]
    [InlineData("host with a user", 403)]
    [InlineData("host without https", 403)]
    [InlineData("host that only ends like ours", 403)]
    public async Task T34_A_good_token_does_not_let_in_another_channel_tenant_or_host(string how, int status)
    {
        var activity = Ask();
        var service = Host.Service.ServiceUrl;
        switch (how)
        {
            case "channel":
                activity["channelId"] = "webchat";
                break;
            case "unendorsed":
                Host.Service.Endorsements = ["webchat"];
                Host.Service.Roll();
                Host.Clock.Advance(TimeSpan.FromMinutes(1));
                break;
            case "tenant of the data":
                activity["channelData"]!["tenant"]!["id"] = "00000000-0000-4000-8000-0000000000ff";
                break;
            case "tenant of the conversation":
                activity["conversation"]!["tenantId"] = "00000000-0000-4000-8000-0000000000ff";
                break;
            case "tenant of the sender":
                activity["from"]!["tenantId"] = "00000000-0000-4000-8000-0000000000ff";
                break;
            case "no tenant":
                activity["channelData"] = new JsonObject();
                activity["conversation"]!.AsObject().Remove("tenantId");
                break;
            case "no channel":
                activity["channelId"] = "";
                break;
            default:
                service = how switch
                {
                    "host" => "https://attacker.example/",
                    "host with a port" => "https://smba.trafficmanager.net:8443/emea/",
                    "host with a user" => "https://user@smba.trafficmanager.net/emea/",
                    "host without https" => "http://smba.trafficmanager.net/emea/",
                    _ => "https://evil-smba.trafficmanager.net/emea/",
                };
                activity["serviceUrl"] = service;
                break;
        }

        using var answer = await Host.SendAsync(activity.ToJsonString(), Host.Service.Token(payload: p => p["serviceurl"] = service, now: Host.Clock.GetUtcNow()));
        (Host.Service.Endorsements, _) = (["msteams", "webchat"], how == "unendorsed");
        if (how == "unendorsed")
        {
            Host.Service.Roll();
            Host.Clock.Advance(TimeSpan.FromMinutes(1));
        }

        Assert.Equal(status, (int)answer.StatusCode);
    }

    [Fact]
    public async Task T26_After_a_rollover_the_first_token_with_the_new_key_is_taken_and_the_old_key_no_more()
    {
        using (await Host.SendAsync(Ask()))
        {
            Host.Clock.Advance(TimeSpan.FromMinutes(1));
        }

        var old = Host.Service.Token(now: Host.Clock.GetUtcNow());
        Host.Service.Roll();
        var fetches = Host.Service.KeyFetches;

        var answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Host.SendAsync(Ask())));

        Assert.All(answers, answer => Assert.Equal(HttpStatusCode.Accepted, answer.StatusCode));
        Assert.Equal(fetches + 1, Host.Service.KeyFetches);
        using var refused = await Host.SendAsync(Ask().ToJsonString(), old);
        Assert.Equal(HttpStatusCode.Unauthorized, refused.StatusCode);
    }

    [Fact]
    public async Task T34_Unknown_keys_do_not_make_us_fetch_more_than_twice_a_minute()
    {
        using (await Host.SendAsync(Ask()))
        {
            Host.Clock.Advance(TimeSpan.FromMinutes(1));
        }

        var fetches = Host.Service.KeyFetches;
        for (var i = 0; i < 20; i++)
        {
            using var answer = await Host.SendAsync(Ask().ToJsonString(), Host.Service.Token(h => h["kid"] = Guid.NewGuid().ToString(), now: Host.Clock.GetUtcNow()));
            Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
        }

        Assert.Equal(fetches + 1, Host.Service.KeyFetches);
    }

    [Theory]
    [InlineData("GET", HttpStatusCode.OK)]
    [InlineData("HEAD", HttpStatusCode.OK)]
    [InlineData("PUT", HttpStatusCode.MethodNotAllowed)]
    [InlineData("DELETE", HttpStatusCode.MethodNotAllowed)]
    public async Task Who_only_looks_is_tolerated(string method, HttpStatusCode status)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), "/api/messages");
        using var answer = await Host.Client.SendAsync(request, TestContext.Current.CancellationToken);
        Assert.Equal(status, answer.StatusCode);
    }

    // What is taken is a cheap command in a conversation of its own.
    private JsonObject Ask() => SomeActivity.Message(Host.Service, People.Ana, "help", "19:tokens@thread.tacv2");

    private IEnumerable<string> Headers(string how)
    {
        var now = Host.Clock.GetUtcNow();
        string Token(Action<JsonObject>? header = null, Action<JsonObject>? payload = null, DateTimeOffset? at = null, RSA? key = null) => Host.Service.Token(header, payload, at ?? now, key);
        var good = Token();
        var parts = good.Split('.');
        return how switch
        {
            "no header" => [],
            "empty header" => [""],
            "two headers" => ["Bearer " + good, "Bearer " + good],
            "basic" => ["Basic " + Convert.ToBase64String(Encoding.ASCII.GetBytes("a:b"))],
            "lower-case scheme" => ["bearer " + good],
            "no dots" => ["Bearer abc"],
            "five parts" => [$"Bearer {good}.a.b"],
            "not base64" => ["Bearer !.?.~"],
            "too long" => ["Bearer " + good + new string('a', 10_000)],
            "alg none" => [$"Bearer {Token(h => h["alg"] = "none")}"],
            "alg none, signature kept" => [$"Bearer {Token(h => h["alg"] = "none").TrimEnd('.')}.{parts[2]}"],
            "HS256 with the public key" => [$"Bearer {Token(h => h["alg"] = "HS256")}"],
            "RS512" => [$"Bearer {Token(h => h["alg"] = "RS512")}"],
            "PS256" => [$"Bearer {Token(h => h["alg"] = "PS256")}"],
            "no alg" => [$"Bearer {Token(h => h.Remove("alg"))}"],
            "no kid" => [$"Bearer {Token(h => h.Remove("kid"))}"],
            "unknown kid" => [$"Bearer {Token(h => h["kid"] = "other")}"],
            "signed by a stranger under our kid" => [$"Bearer {Token(key: Stranger)}"],
            "signature cut" => [$"Bearer {parts[0]}.{parts[1]}.{parts[2][..40]}"],
            "payload changed after signing" => [$"Bearer {parts[0]}.{Token(payload: p => p["exp"] = now.AddDays(300).ToUnixTimeSeconds()).Split('.')[1]}.{parts[2]}"],
            "other issuer" => [$"Bearer {Token(payload: p => p["iss"] = "https://api.botframework.us")}"],
            "no issuer" => [$"Bearer {Token(payload: p => p.Remove("iss"))}"],
            "issuer of a tenant" => [$"Bearer {Token(payload: p => p["iss"] = $"https://sts.windows.net/{People.TeamsTenantId}/")}"],
            "other audience" => [$"Bearer {Token(payload: p => p["aud"] = "00000000-0000-4000-8000-0000000000b1")}"],
            "no audience" => [$"Bearer {Token(payload: p => p.Remove("aud"))}"],
            "two audiences" => [$"Bearer {Token(payload: p => p["aud"] = new JsonArray(People.BotAppId, "00000000-0000-4000-8000-0000000000b1"))}"],
            "expired by 5:01" => [$"Bearer {Token(payload: p => p["exp"] = now.AddSeconds(-301).ToUnixTimeSeconds(), at: now.AddHours(-2))}"],
            "expired long ago" => [$"Bearer {Token(at: now.AddDays(-30))}"],
            "no end" => [$"Bearer {Token(payload: p => p.Remove("exp"))}"],
            "not yet valid" => [$"Bearer {Token(at: now.AddMinutes(10))}"],
            "no serviceurl" => [$"Bearer {Token(payload: p => p.Remove("serviceurl"))}"],
            "serviceUrl with a capital" => [$"Bearer {Token(payload: p => { p.Remove("serviceurl"); p["serviceUrl"] = Host.Service.ServiceUrl; })}"],
            "other serviceurl" => [$"Bearer {Token(payload: p => p["serviceurl"] = "https://smba.trafficmanager.net/emea/")}"],
            "emulator token" => [$"Bearer {Token(payload: p => { p["iss"] = "https://sts.windows.net/d6d49420-f39b-4df7-a1dc-d59a935871db/"; p["appid"] = People.BotAppId; p["ver"] = "1.0"; })}"],
            "key in the header" => [$"Bearer {Token(h => { h["kid"] = "mine"; h["jwk"] = Jwk(Stranger); h["jku"] = "https://attacker.example/keys"; }, key: Stranger)}"],
            _ => throw new ArgumentOutOfRangeException(nameof(how), how, null),
        };
    }

    private static JsonObject Jwk(RSA key)
    {
        var parameters = key.ExportParameters(false);
        return new JsonObject
        {
            ["kty"] = "RSA", ["kid"] = "mine", ["n"] = Convert.ToBase64String(parameters.Modulus!), ["e"] = "AQAB", ["endorsements"] = new JsonArray("msteams"),
        };
    }
}
