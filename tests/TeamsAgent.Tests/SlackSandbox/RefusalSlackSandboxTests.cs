using System.Text.Json;
using System.Text.Json.Nodes;
using TeamsAgent.Sandbox.Slack;

namespace TeamsAgent.Tests.SlackSandbox;

/// <summary>What the Web API refuses, row by row.</summary>
public sealed class RefusalSlackSandboxTests
{
    public static TheoryData<string, string, string> Calls { get; } = new()
    {
        { "chat.nothing", "{}", "unknown_method" },
        { "chat.postMessage", "{", "invalid_json" },
        { "chat.postMessage", "[]", "json_not_object" },
        { "chat.postMessage", """{"text":"x"}""", "channel_not_found" },
        { "chat.postMessage", """{"channel":"C0NOWHERE1","text":"x"}""", "channel_not_found" },
        { "chat.postMessage", """{"channel":"C0PRIVATE1","text":"x"}""", "channel_not_found" },
        { "chat.postMessage", """{"channel":"C0FABRIK01","text":"x"}""", "channel_not_found" },
        { "chat.postMessage", """{"channel":"C0RANDOM01","text":"x"}""", "not_in_channel" },
        { "chat.postMessage", """{"channel":"C0ARCHIVE1","text":"x"}""", "is_archived" },
        { "chat.postMessage", """{"channel":"U0GONE0001","text":"x"}""", "channel_not_found" },
        { "chat.postMessage", """{"channel":"U0OUTSIDE1","text":"x"}""", "channel_not_found" },
        { "chat.postMessage", """{"channel":"C0GENERAL1"}""", "no_text" },
        { "chat.postMessage", """{"channel":"C0GENERAL1","text":"x","blocks":"{"}""", "invalid_blocks_format" },
        { "chat.postMessage", """{"channel":"C0GENERAL1","text":"x","blocks":{}}""", "invalid_blocks_format" },
        { "chat.postMessage", """{"channel":"C0GENERAL1","text":"x","attachments":[]}""", "invalid_attachments" },
        { "chat.postMessage", """{"channel":"C0GENERAL1","text":"x","metadata":{"event_type":"t"}}""", "invalid_metadata_schema" },
        { "chat.postMessage", """{"channel":"C0GENERAL1","text":"x","thread_ts":"1.5"}""", "invalid_arguments" },
        { "chat.postMessage", """{"channel":"C0GENERAL1","text":"x","thread_ts":"1700000000.000001"}""", "thread_not_found" },
        { "chat.update", """{"channel":"C0GENERAL1","ts":"1700000000.000001","text":"x"}""", "message_not_found" },
        { "chat.update", """{"channel":"U0ANA0001","ts":"1700000000.000001","text":"x"}""", "channel_not_found" },
        { "chat.delete", """{"channel":"C0GENERAL1","ts":"1700000000.000001"}""", "message_not_found" },
        { "chat.postEphemeral", """{"channel":"C0GENERAL1","user":"U0OUTSIDE1","text":"x"}""", "user_not_in_channel" },
        { "chat.postEphemeral", """{"channel":"C0RANDOM01","user":"U0ANA0001","text":"x"}""", "not_in_channel" },
        { "views.open", """{"trigger_id":"1.2.3"}""", "invalid_arguments" },
        { "views.publish", """{"user_id":"U0NOBODY1","view":{"type":"home","blocks":[]}}""", "invalid_arguments" },
        { "views.publish", """{"user_id":"U0ANA0001","hash":"1.2","view":{"type":"home","blocks":[]}}""", "hash_conflict" },
        { "views.publish", """{"user_id":"U0ANA0001","view":{"type":"modal","blocks":[]}}""", "invalid_arguments" },
        { "views.update", """{"view_id":"V0","view":{"type":"home","blocks":[]}}""", "not_found" },
        { "conversations.open", """{"users":""}""", "users_list_not_supplied" },
        { "conversations.open", """{"users":"U0NOBODY1"}""", "user_not_found" },
        { "conversations.open", """{"users":"U0GONE0001"}""", "user_disabled" },
        { "conversations.open", """{"users":"U0OUTSIDE1"}""", "user_not_visible" },
        { "conversations.open", """{"users":"U0ANA0001,U0BEN0001"}""", "missing_scope" },
        { "conversations.open", """{"users":"1,2,3,4,5,6,7,8,9"}""", "too_many_users" },
        { "apps.connections.open", "{}", "not_allowed_token_type" },
    };

    public static TheoryData<string, string, string> Blocks { get; } = new()
    {
        { """{"type":"alert","text":{"type":"mrkdwn","text":"x"}}""", "unsupported type: alert", "/blocks/0/type" },
        { """{"type":"made_up"}""", "unsupported type: made_up", "/blocks/0/type" },
        { """{"text":"x"}""", "missing required field: type", "/blocks/0" },
        { """{"type":"header","text":{"type":"mrkdwn","text":"x"}}""", "unsupported type: mrkdwn", "/blocks/0/text/type" },
        { $$$$"""{"type":"header","text":{"type":"plain_text","text":"{{{{new string('x', 151)}}}}"}}""", "must be less than 151 characters", "/blocks/0/text/text" },
        { """{"type":"header","text":{"type":"plain_text","text":""}}""", "must be more than 0 characters", "/blocks/0/text/text" },
        { """{"type":"header","text":{"type":"plain_text","text":"x"},"colour":"red"}""", "invalid additional property: colour", "/blocks/0" },
        { """{"type":"section","text":{"type":"mrkdwn","text":"x","emoji":false}}""", "invalid additional property: emoji", "/blocks/0/text" },
        { """{"type":"section"}""", "must define either `text` or `fields`", "/blocks/0" },
        { $$$$"""{"type":"section","text":{"type":"mrkdwn","text":"{{{{new string('x', 3001)}}}}"}}""", "must be less than 3001 characters", "/blocks/0/text/text" },
        { $$$$"""{"type":"section","text":{"type":"plain_text","text":"{{{{new string('&', 601)}}}}"}}""", "must be less than 3001 characters", "/blocks/0/text/text" },
        { $$$$"""{"type":"section","fields":[{"type":"mrkdwn","text":"{{{{new string('x', 2001)}}}}"}]}""", "must be less than 2001 characters", "/blocks/0/fields/0/text" },
        { $$$$"""{"type":"section","fields":[{{{{Many("""{"type":"mrkdwn","text":"x"}""", 11)}}}}]}""", "no more than 10 items allowed", "/blocks/0/fields" },
        { $$$$"""{"type":"context","elements":[{{{{Many("""{"type":"mrkdwn","text":"x"}""", 11)}}}}]}""", "no more than 10 items allowed", "/blocks/0/elements" },
        { """{"type":"context","elements":[{"type":"button","action_id":"a","text":{"type":"plain_text","text":"x"}}]}""", "unsupported type: button", "/blocks/0/elements/0/type" },
        { """{"type":"actions","elements":[]}""", "no fewer than 1 items allowed", "/blocks/0/elements" },
        { Button($"\"value\":\"{new string('x', 2001)}\""), "must be less than 2001 characters", "/blocks/0/elements/0/value" },
        { Button("\"url\":\"javascript:alert(1)\""), "must be a valid URL", "/blocks/0/elements/0/url" },
        { Button($"\"url\":\"https://a.example/{new string('x', 3000)}\""), "must be less than 3001 characters", "/blocks/0/elements/0/url" },
        { Button("\"style\":\"green\""), "must be a valid enum value", "/blocks/0/elements/0/style" },
        { Button($"\"accessibility_label\":\"{new string('x', 76)}\""), "must be less than 76 characters", "/blocks/0/elements/0/accessibility_label" },
        { Button("\"agent_prompt\":\"do it\""), "invalid additional property: agent_prompt", "/blocks/0/elements/0" },
        { Button("\"confirm\":{\"title\":{\"type\":\"plain_text\",\"text\":\"x\"}}"), "missing required field: text", "/blocks/0/elements/0/confirm" },
        { $$$$"""{"type":"actions","elements":[{"type":"button","action_id":"{{{{new string('x', 256)}}}}","text":{"type":"plain_text","text":"x"}}]}""", "must be less than 256 characters", "/blocks/0/elements/0/action_id" },
        { $$$$"""{"type":"actions","elements":[{"type":"button","action_id":"a","text":{"type":"plain_text","text":"{{{{new string('x', 76)}}}}"}}]}""", "must be less than 76 characters", "/blocks/0/elements/0/text/text" },
        { $$$$"""{"type":"actions","elements":[{{{{Many("""{"type":"button","action_id":"a","text":{"type":"plain_text","text":"x"}}""", 2)}}}}]}""", "`action_id` must be unique within a block", "/blocks/0" },
        { $$$$"""{"type":"actions","elements":[{{{{string.Join(',', Enumerable.Range(0, 26).Select(i => Few(i)))}}}}]}""", "no more than 25 items allowed", "/blocks/0/elements" },
        { """{"type":"actions","elements":[{"type":"static_select","action_id":"a"}]}""", "must define either `options` or `option_groups`", "/blocks/0/elements/0" },
        { """{"type":"actions","elements":[{"type":"static_select","action_id":"a","options":[]}]}""", "no fewer than 1 items allowed", "/blocks/0/elements/0/options" },
        { """{"type":"divider","block_id":"d"},{"type":"divider","block_id":"d"}""", "block_id `d` already exists", "/blocks/1/block_id" },
        { $$$$"""{"type":"divider","block_id":"{{{{new string('x', 256)}}}}"}""", "must be less than 256 characters", "/blocks/0/block_id" },
        { Many("""{"type":"divider"}""", 51), "no more than 50 items allowed", "/blocks" },
        { """{"type":"rich_text","elements":[{"type":"rich_text_section","elements":[{"type":"text","text":""}]}]}""", "must be more than 0 characters", "/blocks/0/elements/0/elements/0/text" },
        { """{"type":"rich_text","elements":[{"type":"rich_text_section","elements":[{"type":"blink","text":"x"}]}]}""", "unsupported type: blink", "/blocks/0/elements/0/elements/0/type" },
        { """{"type":"rich_text","elements":[{"type":"rich_text_list","style":"dots","elements":[]}]}""", "must be a valid enum value", "/blocks/0/elements/0/style" },
        { """{"type":"rich_text","elements":[{"type":"rich_text_section","elements":[{"type":"text","text":"x","style":{"blink":true}}]}]}""", "invalid additional property: blink", "/blocks/0/elements/0/elements/0/style" },
        { """{"type":"input","label":{"type":"plain_text","text":"x"},"element":{"type":"plain_text_input","action_id":"a","max_length":3001}}""", "must be an integer from 1 to 3000", "/blocks/0/element/max_length" },
        { """{"type":"image","image_url":"https://a.example/i.png"}""", "missing required field: alt_text", "/blocks/0" },
    };

    public static TheoryData<string, string> Views { get; } = new()
    {
        { """{"type":"modal","blocks":[]}""", "missing required field: title [json-pointer:/view]" },
        { """{"type":"modal","title":{"type":"plain_text","text":"x"}}""", "missing required field: blocks [json-pointer:/view]" },
        { """{"type":"modal","title":{"type":"plain_text","text":"0123456789012345678901234"},"blocks":[]}""", "must be less than 25 characters [json-pointer:/view/title/text]" },
        { """{"type":"modal","title":{"type":"plain_text","text":"x"},"blocks":[{"type":"input","label":{"type":"plain_text","text":"x"},"element":{"type":"plain_text_input","action_id":"a"}}]}""", "missing required field: submit [json-pointer:/view]" },
        { $$$$"""{"type":"modal","title":{"type":"plain_text","text":"x"},"private_metadata":"{{{{new string('x', 3001)}}}}","blocks":[]}""", "must be less than 3001 characters [json-pointer:/view/private_metadata]" },
        { """{"type":"modal","title":{"type":"plain_text","text":"x"},"blocks":[{"type":"markdown","text":"x"}]}""", "unsupported type: markdown [json-pointer:/view/blocks/0/type]" },
        { $$$$"""{"type":"modal","title":{"type":"plain_text","text":"x"},"blocks":[{{{{Many("""{"type":"divider"}""", 101)}}}}]}""", "no more than 100 items allowed [json-pointer:/view/blocks]" },
        { """{"type":"home","blocks":[],"title":{"type":"plain_text","text":"x"}}""", "unsupported type: home [json-pointer:/view/type]" },
    };

    [Theory]
    [MemberData(nameof(Calls))]
    public async Task A_wrong_call_is_answered_with_its_word(string method, string body, string error)
    {
        await using var desk = await SlackDesk.StartAsync();
        var answer = await desk.CallAsync(method, body);
        Assert.False((bool)answer["ok"]!);
        Assert.Equal(error, (string?)answer["error"]);
        Assert.Empty(desk.Slack.All);
        Assert.Equal(error, desk.Slack.Calls.Single().Error);
    }

    [Theory]
    [MemberData(nameof(Blocks))]
    public async Task A_wrong_block_is_refused_with_a_pointer_to_it(string blocks, string sentence, string at)
    {
        await using var desk = await SlackDesk.StartAsync();
        var answer = await desk.CallAsync("chat.postMessage", $$$$"""{"channel":"C0GENERAL1","text":"x","blocks":[{{{{blocks}}}}]}""");
        Assert.Equal("invalid_blocks", (string?)answer["error"]);
        Assert.Contains($"{sentence} [json-pointer:{at}]", answer["errors"].Deserialize<string[]>()!);
        Assert.Contains($"[ERROR] {sentence} [json-pointer:{at}]", answer["response_metadata"]!["messages"].Deserialize<string[]>()!);
    }

    [Theory]
    [MemberData(nameof(Views))]
    public async Task A_wrong_view_is_refused_and_its_trigger_still_good(string view, string sentence)
    {
        await using var desk = await SlackDesk.StartAsync();
        var press = await desk.Acts.PressAsync(Sandbox.People.Ben, await desk.CardAsync(), "approve", cancellationToken: TestContext.Current.CancellationToken);
        var answer = await desk.CallAsync("views.open", $$$$"""{"trigger_id":"{{{{press.TriggerId}}}}","view":{{{{view}}}}}""");
        Assert.Equal("invalid_arguments", (string?)answer["error"]);
        Assert.Contains($"[ERROR] {sentence}", answer["response_metadata"]!["messages"].Deserialize<string[]>()!);
        Assert.True((bool)(await desk.CallAsync("views.open", new { trigger_id = press.TriggerId, view = SomeBlocks.Modal() }))["ok"]!);
    }

    [Fact]
    public async Task Too_much_text_in_all_is_refused_though_each_block_is_small_enough()
    {
        await using var desk = await SlackDesk.StartAsync();
        var blocks = Enumerable.Range(0, 5).Select(i => SomeBlocks.Section(new string('x', 2500), $"b.{i}"));
        Assert.Equal("msg_blocks_too_long", (string?)(await desk.CallAsync("chat.postMessage", new { channel = "C0GENERAL1", text = "x", blocks }))["error"]);
    }

    [Fact]
    public async Task Methods_that_read_do_not_hear_JSON()
    {
        await using var desk = await SlackDesk.StartAsync();
        Assert.Equal("invalid_arguments", (string?)(await desk.CallAsync("users.info", new { user = "U0ANA0001" }))["error"]);
        Assert.Equal("users.info was called with JSON.", Assert.Single(desk.Slack.Violations));
        Assert.True((bool)(await desk.FormAsync("users.info", ("user", "U0ANA0001")))["ok"]!);
    }

    [Fact]
    public async Task A_call_without_a_good_token_is_refused_and_JSON_cannot_carry_one()
    {
        await using var desk = await SlackDesk.StartAsync();
        desk.Token = null;
        Assert.Equal("not_authed", (string?)(await desk.CallAsync("auth.test", new { token = desk.Options.BotToken }))["error"]);
        Assert.True((bool)(await desk.FormAsync("auth.test", ("token", desk.Options.BotToken!)))["ok"]!);
        Assert.Equal(2, desk.Slack.Violations.Count);
        desk.Token = "xoxb-wrong";
        Assert.Equal("invalid_auth", (string?)(await desk.CallAsync("auth.test", new { }))["error"]);
        desk.Token = desk.Options.AppToken;
        Assert.Equal("not_allowed_token_type", (string?)(await desk.CallAsync("auth.test", new { }))["error"]);
        Assert.DoesNotContain(desk.Slack.Calls, call => call.Arguments.ToJsonString().Contains("xoxb", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_missing_scope_is_named()
    {
        await using var desk = await SlackDesk.StartAsync(new SlackWorkspaceOptions { Scopes = ["chat:write"] });
        var answer = await desk.FormAsync("users.info", ("user", "U0ANA0001"));
        Assert.Equal(("missing_scope", "users:read", "chat:write"), ((string?)answer["error"], (string?)answer["needed"], (string?)answer["provided"]));
    }

    private static string Many(string one, int times) => string.Join(',', Enumerable.Repeat(one, times));

    private static string Few(int number) => $$$"""{"type":"button","action_id":"a{{{number}}}","text":{"type":"plain_text","text":"x"}}""";

    private static string Button(string more) => $$$"""{"type":"actions","elements":[{"type":"button","action_id":"a","text":{"type":"plain_text","text":"x"},{{{more}}}}]}""";
}
