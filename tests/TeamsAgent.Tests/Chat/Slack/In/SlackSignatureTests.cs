using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;
using TeamsAgent.Chat.Slack;
using TeamsAgent.Sandbox;
using TeamsAgent.Storage.Rows;
using TeamsAgent.Tests.Worlds;

namespace TeamsAgent.Tests.Chat.Slack.In;

public sealed class SlackSignatureTests(SlackFixture fixture) : IClassFixture<SlackFixture>
{
    // Slack's own example.
    private const string VendorSecret = "8f742231b10e8888abcd99yyyzzz85a5";
    private const string VendorBody =
        "token=xyzz0WbapA4vBCDEFasx0q6G&team_id=T1DC2JH3J&team_domain=testteamnow&channel_id=G8PSS9T3V&channel_name=foobar&user_id=U2CERLKJA&user_name=roadrunner&command=%2Fwebhook-collect&text="
        + "&response_url=https%3A%2F%2Fhooks.slack.com%2Fcommands%2FT1DC2JH3J%2F397700885554%2F96rGlfmibIGlgcZRskXaIFfN&trigger_id=398738663015.47445629121.803a0bc887a14d10d2c447fce8b6703c";

    private static readonly byte[] Challenge = """{"type":"url_verification","token":"x","challenge":"3eZbrw1aBm2rZgRNFdxV2595E9CY3gmdALWMmHkvFXO7tYXAYM8P"}"""u8.ToArray();

    private SlackHost Host => fixture.Host;

    [Theory]
    [InlineData("v0=a2114d57b48eac39b9ad189dd8316235a7b4a8d21a10bd27519666489c69b503", SignatureFault.None)]
    [InlineData("v0=A2114D57B48EAC39B9AD189DD8316235A7B4A8D21A10BD27519666489C69B503", SignatureFault.NoSignature)]
    [InlineData("v0=a2114d57b48eac39b9ad189dd8316235a7b4a8d21a10bd27519666489c69b503=x", SignatureFault.NoSignature)]
    [InlineData("v0=a2114d57b48eac39b9ad189dd8316235a7b4a8d21a10bd27519666489c69b503\n", SignatureFault.NoSignature)]
    [InlineData("v1=a2114d57b48eac39b9ad189dd8316235a7b4a8d21a10bd27519666489c69b503", SignatureFault.NoSignature)]
    [InlineData("a2114d57b48eac39b9ad189dd8316235a7b4a8d21a10bd27519666489c69b503", SignatureFault.NoSignature)]
    [InlineData("v0=a2114d57b48eac39b9ad189dd8316235a7b4a8d21a10bd27519666489c69b504", SignatureFault.Wrong)]
    [InlineData("", SignatureFault.NoSignature)]
    public void The_vendors_own_example_is_known_and_nothing_that_looks_like_it(string signature, SignatureFault expected) =>
        Assert.Equal(expected, Check(signature, "1531420618", 1531420618, new SlackOptions { SigningSecret = VendorSecret }));

    [Theory]
    [InlineData(-301, SignatureFault.OutOfTime)]
    [InlineData(-300, SignatureFault.None)]
    [InlineData(300, SignatureFault.None)]
    [InlineData(301, SignatureFault.OutOfTime)]
    public void T34_The_window_is_five_minutes_to_both_sides(int seconds, SignatureFault expected) => Assert.Equal(
        expected, Check("v0=a2114d57b48eac39b9ad189dd8316235a7b4a8d21a10bd27519666489c69b503", "1531420618", 1531420618 + seconds, new SlackOptions { SigningSecret = VendorSecret }));

    [Fact]
    public void Both_secrets_are_good_while_one_replaces_the_other()
    {
        const string Signature = "v0=a2114d57b48eac39b9ad189dd8316235a7b4a8d21a10bd27519666489c69b503";

        Assert.Equal(SignatureFault.None, Check(Signature, "1531420618", 1531420618, new SlackOptions { SigningSecret = "the-new-one", PreviousSigningSecret = VendorSecret }));
        Assert.Equal(SignatureFault.Wrong, Check(Signature, "1531420618", 1531420618, new SlackOptions { SigningSecret = "the-new-one" }));
        Assert.Equal(SignatureFault.Wrong, Check(Signature, "1531420618", 1531420618, new SlackOptions()));
    }

    [Fact]
    public async Task The_challenge_is_answered_once_it_is_signed()
    {
        using var good = await Host.SendAsync("/slack/events", Challenge, "application/json; charset=utf-8");
        using var unsigned = await Host.SendAsync("/slack/events", Challenge, "application/json", request => request.Headers.Remove("X-Slack-Signature"));

        Assert.Equal(HttpStatusCode.OK, good.StatusCode);
        Assert.Equal("application/json", good.Content.Headers.ContentType?.MediaType);
        Assert.Equal("3eZbrw1aBm2rZgRNFdxV2595E9CY3gmdALWMmHkvFXO7tYXAYM8P", (string?)JsonNode.Parse(await good.Content.ReadAsStringAsync(TestContext.Current.CancellationToken))!["challenge"]);
        AssertRefused(unsigned, HttpStatusCode.Unauthorized);
    }

    public static TheoryData<string> Forged => ["no timestamp", "no signature", "two timestamps", "two signatures", "other secret", "old", "future", "other body", "re-encoded", "timestamp with a sign", "spaces within"];

    [Theory]
    [MemberData(nameof(Forged))]
    public async Task T34_What_is_forged_is_refused_everywhere_and_changes_nothing(string forgery)
    {
        var mention = Encoding.UTF8.GetBytes(SomeSlack.Mention(People.Ana.SlackId, "open an issue " + forgery).ToJsonString());
        var command = SlackHost.Form(SomeSlack.Command(Host.Slack, People.Ana.SlackId, "open an issue " + forgery));
        var press = SlackHost.Form(new() { ["payload"] = SomeSlack.OnHome(People.Ana.SlackId, "home.link", null).ToJsonString() });
        var rows = (await Host.RowsAsync<InboxRow>()).Count;

        foreach (var (path, body, type) in new[] { ("/slack/events", mention, "application/json"), ("/slack/commands", command, "application/x-www-form-urlencoded"), ("/slack/interactivity", press, "application/x-www-form-urlencoded") })
        {
            using var answer = await SendForgedAsync(forgery, path, body, type);
            AssertRefused(answer, HttpStatusCode.Unauthorized);
        }

        Assert.Equal(rows, (await Host.RowsAsync<InboxRow>()).Count);
    }

    private Task<HttpResponseMessage> SendForgedAsync(string forgery, string path, byte[] body, string type) => forgery switch
    {
        "no timestamp" => Host.SendAsync(path, body, type, request => request.Headers.Remove("X-Slack-Request-Timestamp")),
        "no signature" => Host.SendAsync(path, body, type, request => request.Headers.Remove("X-Slack-Signature")),
        "two timestamps" => Host.SendAsync(path, body, type, request => request.Headers.TryAddWithoutValidation("X-Slack-Request-Timestamp", Host.Sign(body).Timestamp)),
        "two signatures" => Host.SendAsync(path, body, type, request => request.Headers.TryAddWithoutValidation("X-Slack-Signature", Host.Sign(body).Signature)),
        "other secret" => Host.SendAsync(path, body, type, secret: "somebody-elses-secret"),
        "old" => Host.SendAsync(path, body, type, age: TimeSpan.FromSeconds(302)),
        "future" => Host.SendAsync(path, body, type, age: TimeSpan.FromSeconds(-302)),
        "other body" => Host.SendAsync(path, body, type, request => request.Content = Content([.. body, (byte)' '], type)),
        "re-encoded" => Host.SendAsync(path, body, type, request => request.Content = Content(Encoding.UTF8.GetBytes(Encoding.UTF8.GetString(body).Replace("%3A", "%3a", StringComparison.Ordinal).Replace(":", ": ", StringComparison.Ordinal)), type)),
        "timestamp with a sign" => Host.SendAsync(path, body, type, request => Replace(request, "X-Slack-Request-Timestamp", "+" + Host.Sign(body).Timestamp)),
        _ => Host.SendAsync(path, body, type, request => Replace(request, "X-Slack-Signature", Host.Sign(body).Signature.Insert(3, " "))),
    };

    private static ByteArrayContent Content(byte[] body, string type)
    {
        var content = new ByteArrayContent(body);
        content.Headers.TryAddWithoutValidation("Content-Type", type);
        return content;
    }

    private static void Replace(HttpRequestMessage request, string header, string value)
    {
        request.Headers.Remove(header);
        request.Headers.TryAddWithoutValidation(header, value);
    }

    private static void AssertRefused(HttpResponseMessage answer, HttpStatusCode status)
    {
        Assert.Equal(status, answer.StatusCode);
        Assert.Equal("1", answer.Headers.TryGetValues("X-Slack-No-Retry", out var values) ? string.Join(',', values) : null);
    }

    private static SignatureFault Check(string signature, string timestamp, long now, SlackOptions options)
    {
        var clock = new MovedClock();
        clock.StandAt(DateTimeOffset.FromUnixTimeSeconds(now));
        var headers = new HeaderDictionary { ["X-Slack-Signature"] = signature, ["X-Slack-Request-Timestamp"] = timestamp };
        return new SlackSignature(Options.Create(options), clock).Check(headers, Encoding.UTF8.GetBytes(VendorBody));
    }
}
