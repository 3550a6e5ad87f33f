using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using TeamsAgent.Sandbox;
using TeamsAgent.Storage.Rows;

namespace TeamsAgent.Tests.Chat.Slack.In;

public sealed class SlackBodyTests(SlackFixture fixture) : IClassFixture<SlackFixture>
{
    private const string Json = "application/json";
    private const string Form = "application/x-www-form-urlencoded";

    private SlackHost Host => fixture.Host;

    public static TheoryData<string, string, string, int> Bodies => new()
    {
        { "/slack/events", Json, "", 400 },
        { "/slack/events", Json, "null", 400 },
        { "/slack/events", Json, "[]", 400 },
        { "/slack/events", Json, "{", 400 },
        { "/slack/events", Json, "{}", 400 },
        { "/slack/events", Json, """{"type":7}""", 400 },
        { "/slack/events", Json, """{"type":"something_new"}""", 200 },
        { "/slack/events", Json, """{"type":"url_verification"}""", 400 },
        { "/slack/events", Json, """{"type":"app_rate_limited","team_id":"T0LOCAL001","minute_rate_limited":1518467820,"api_app_id":"A0AGENT001"}""", 200 },
        { "/slack/events", Json, """{"type":"event_callback","api_app_id":"A0AGENT001"}""", 400 },
        { "/slack/events", Json, """{"type":"event_callback","api_app_id":"A0AGENT001","event_id":"Ev1","event":{}}""", 400 },
        { "/slack/events", Json, """{"type":"event_callback","api_app_id":"A0AGENT001","event_id":"a|b","event":{"type":"app_mention"}}""", 400 },
        { "/slack/events", Json, """{"type":"event_callback","api_app_id":"A0OTHER001","event_id":"Ev1","event":{"type":"app_mention"}}""", 400 },
        { "/slack/events", Json, """{"type":"event_callback","event_id":"Ev1","event":{"type":"app_mention"}}""", 400 },
        { "/slack/events", Json, """{"type":"event_callback","type":"url_verification","challenge":"x"}""", 400 },
        { "/slack/events", Form, "payload=%7B%7D", 415 },
        { "/slack/events", "text/json", "{}", 415 },
        { "/slack/events", "application/json; charset=utf-16", "{}", 415 },
        { "/slack/events", "", "{}", 415 },
        { "/slack/commands", Json, "{}", 415 },
        { "/slack/commands", Form, "", 400 },
        { "/slack/commands", Form, "command=%2Fagent&text=x", 400 },
        { "/slack/commands", Form, "command=%2Fagent&user_id=U0ANA0001&channel_id=C0GENERAL1&team_id=T0LOCAL001&trigger_id=1&api_app_id=A0OTHER001", 400 },
        { "/slack/commands", Form, "command=%2Fagent&user_id=U0ANA0001&channel_id=C0GENERAL1&team_id=T0LOCAL001&api_app_id=A0AGENT001", 400 },
        { "/slack/commands", Form, "command=%2Fagent&user_id=U0ANA0001&user_id=U0BEN0001&channel_id=C0GENERAL1&team_id=T0LOCAL001&trigger_id=1&api_app_id=A0AGENT001", 400 },
        { "/slack/commands", Form, "command=%2Fagent&user_id=29%3Aana&channel_id=19%3Ax%40thread.tacv2&team_id=T0LOCAL001&trigger_id=1&api_app_id=A0AGENT001", 400 },
        { "/slack/interactivity", Json, "{}", 415 },
        { "/slack/interactivity", "multipart/form-data; boundary=x", "--x--", 415 },
        { "/slack/interactivity", Form, "", 400 },
        { "/slack/interactivity", Form, "pay=%7B%7D", 400 },
        { "/slack/interactivity", Form, "payload=", 400 },
        { "/slack/interactivity", Form, "payload=no+json", 400 },
        { "/slack/interactivity", Form, "payload=%7B%7D&payload=%7B%7D", 400 },
        { "/slack/interactivity", Form, "payload=%7B%7D", 400 },
        { "/slack/interactivity", Form, "payload=%5B%5D", 400 },
        { "/slack/interactivity", Form, "payload=%7B%22type%22%3A%22block_actions%22%2C%22user%22%3A%7B%22id%22%3A%22U0ANA0001%22%7D%7D", 400 },
    };

    [Theory]
    [MemberData(nameof(Bodies))]
    public async Task What_cannot_be_read_gets_its_status_and_changes_nothing(string path, string type, string body, int status)
    {
        var rows = (await Host.RowsAsync<InboxRow>()).Count;

        using var answer = await Host.SendAsync(path, Encoding.UTF8.GetBytes(body), type);

        Assert.Equal(status, (int)answer.StatusCode);
        Assert.Equal(status >= 400, answer.Headers.Contains("X-Slack-No-Retry"));
        Assert.Equal("", await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
        Assert.Equal(rows, (await Host.RowsAsync<InboxRow>()).Count);
    }

    [Theory]
    [InlineData("/slack/events", Json)]
    [InlineData("/slack/commands", Form)]
    public async Task A_body_over_a_megabyte_is_too_large_and_one_below_is_not(string path, string type)
    {
        using var large = await Host.SendAsync(path, new byte[(1024 * 1024) + 1], type, request => request.Headers.ExpectContinue = true);
        using var chunked = await Host.SendAsync(path, [], type, request =>
        {
            request.Content = new StreamContent(new MemoryStream(new byte[(1024 * 1024) + 1]));
            request.Content.Headers.TryAddWithoutValidation("Content-Type", type);
            request.Headers.TransferEncodingChunked = true;
        });
        using var below = await Host.SendAsync(path, new byte[1024 * 1024], type);

        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, large.StatusCode);
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, chunked.StatusCode);
        Assert.Equal(HttpStatusCode.BadRequest, below.StatusCode);
    }

    [Theory]
    [InlineData("application/json; charset=utf-8")]
    [InlineData("application/json; charset=\"UTF-8\"")]
    [InlineData("Application/JSON")]
    public async Task Media_types_are_read_with_their_parameters(string type)
    {
        using var answer = await Host.SendAsync("/slack/events", """{"type":"something_new"}"""u8.ToArray(), type);

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
    }

    [Fact]
    public async Task Bytes_that_are_no_text_are_unreadable()
    {
        using var json = await Host.SendAsync("/slack/events", [.. "{\"type\":\""u8, 0xff, 0xfe, .. "\"}"u8], Json);
        using var form = await Host.SendAsync("/slack/interactivity", [.. "payload="u8, 0xff, 0xfe], Form);
        using var surrogate = await Host.SendAsync("/slack/events", """{"type":"\ud800"}"""u8.ToArray(), Json);

        Assert.All([json, form, surrogate], answer => Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode));
    }

    [Fact]
    public async Task Packed_bodies_are_not_unpacked()
    {
        using var answer = await Host.SendAsync("/slack/events", "{}"u8.ToArray(), Json, request => request.Content!.Headers.ContentEncoding.Add("gzip"));

        Assert.Equal(HttpStatusCode.UnsupportedMediaType, answer.StatusCode);
    }

    [Fact]
    public async Task Of_a_look_at_the_certificate_nothing_else_is_read()
    {
        var rows = (await Host.RowsAsync<InboxRow>()).Count;
        var fields = SomeSlack.Command(Host.Slack, People.Ana.SlackId, "open an issue");
        fields["ssl_check"] = "1";
        fields["payload"] = SomeSlack.OnHome(People.Ana.SlackId, "home.link", null).ToJsonString();

        using var unsigned = await Host.SendAsync("/slack/commands", SlackHost.Form(fields), Form, request => request.Headers.Remove("X-Slack-Signature"));
        using var signed = await Host.SendAsync("/slack/commands", SlackHost.Form(fields), Form);

        Assert.All([unsigned, signed], answer => Assert.Equal(HttpStatusCode.OK, answer.StatusCode));
        Assert.Equal("", await signed.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
        Assert.Equal(rows, (await Host.RowsAsync<InboxRow>()).Count);
    }

    public static TheoryData<string, string> Unknown => new()
    {
        { "/slack/interactivity", """{"type":"shortcut","callback_id":"x"}""" },
        { "/slack/interactivity", """{"type":"message_action","callback_id":"x"}""" },
        { "/slack/interactivity", """{"type":"view_closed","view":{"id":"V1","callback_id":"req.reject"}}""" },
        { "/slack/interactivity", """{"type":"view_submission","view":{"id":"V1","callback_id":"of somebody else"}}""" },
        { "/slack/interactivity", """{"type":"block_actions","trigger_id":"1","actions":[{"type":"overflow","action_id":"new.kind","selected_option":{}}]}""" },
        { "/slack/interactivity", """{"type":"block_actions","trigger_id":"1","actions":[{"type":"button","action_id":"link.details","url":"https://x"}]}""" },
        { "/slack/interactivity", """{"type":"block_actions","trigger_id":"1","actions":[{"type":"button","action_id":"req.approve","value":"x"}],"container":{"type":"view"}}""" },
        { "/slack/events", """{"type":"reaction_added","user":"U0ANA0001"}""" },
        { "/slack/events", """{"type":"app_mention","user":"29:ana","text":"x","ts":"1.2","channel":"19:x@thread.tacv2"}""" },
        { "/slack/events", """{"type":"app_mention","user":"U0ANA0001","text":"x","ts":1781000000.000001,"channel":"C0GENERAL1"}""" },
        { "/slack/events", """{"type":"app_home_opened","tab":"messages","user":"U0ANA0001"}""" },
        { "/slack/events", """{"type":"message","channel_type":"channel","user":"U0ANA0001","text":"not to the bot","ts":"1.2","channel":"C0GENERAL1"}""" },
    };

    [Theory]
    [MemberData(nameof(Unknown))]
    public async Task What_is_not_known_or_not_ours_is_acknowledged_and_nothing_comes_of_it(string path, string part)
    {
        var rows = (await Host.RowsAsync<InboxRow>()).Count;
        var payload = JsonNode.Parse(part)!.AsObject();
        if (path.EndsWith("interactivity", StringComparison.Ordinal))
        {
            (payload["api_app_id"], payload["user"], payload["team"]) = (People.SlackAppId, new JsonObject { ["id"] = People.Ana.SlackId }, new JsonObject { ["id"] = People.SlackTeamId });
        }

        using var answer = path.EndsWith("interactivity", StringComparison.Ordinal) ? await Host.InteractAsync(payload) : await Host.EventAsync(SomeSlack.Event(payload));

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Equal("", await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
        Assert.Equal(rows, (await Host.RowsAsync<InboxRow>()).Count);
    }
}
