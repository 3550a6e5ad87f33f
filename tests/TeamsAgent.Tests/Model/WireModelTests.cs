using System.Net;
using System.Net.Http.Headers;
using System.Text.Json.Nodes;
using Xunit;
using static TeamsAgent.Tests.Model.ModelFixture;

namespace TeamsAgent.Tests.Model;

public sealed class WireModelTests
{
    private static JsonObject Message(string role, string content) => new() { ["role"] = role, ["content"] = content };

    private static async Task<JsonNode> Json(HttpResponseMessage response) => JsonNode.Parse(await response.Content.ReadAsStringAsync(Ct))!;

    [Theory]
    [InlineData(null, null)]
    [InlineData("wrong", "invalid_api_key")]
    public async Task Without_the_key_nothing_is_answered(string? key, string? code)
    {
        await using var world = await StartAsync();
        world.Client.DefaultRequestHeaders.Authorization = key is null ? null : new AuthenticationHeaderValue("Bearer", key);

        var response = await world.PostAsync();

        Assert.Equal(HttpStatusCode.Unauthorized, response.StatusCode);
        Assert.Equal(code, (string?)(await Json(response))["error"]!["code"]);
        Assert.Empty(world.Model.Requests);
    }

    [Fact]
    public async Task The_only_model_is_listed_and_another_is_not_found()
    {
        await using var world = await StartAsync();
        var body = world.Body();
        body["model"] = "another";

        Assert.Equal("sandbox", (string)JsonNode.Parse(await world.Client.GetStringAsync("/v1/models", Ct))!["data"]![0]!["id"]!);
        Assert.Equal(HttpStatusCode.NotFound, (await world.PostAsync(body)).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await world.Client.GetAsync("/v1/embeddings", Ct)).StatusCode);
    }

    [Fact]
    public async Task A_completion_has_what_the_vendor_promises()
    {
        await using var world = await StartAsync();
        world.Messages.Add(Message("user", "close issue 3 in acme/web"));

        var json = await Json(await world.PostAsync());

        Assert.StartsWith("chatcmpl-", (string)json["id"]!, StringComparison.Ordinal);
        Assert.Equal(("chat.completion", "sandbox", "tool_calls"), ((string)json["object"]!, (string)json["model"]!, (string)json["choices"]![0]!["finish_reason"]!));
        var call = json["choices"]![0]!["message"]!["tool_calls"]![0]!;
        Assert.StartsWith("call_", (string)call["id"]!, StringComparison.Ordinal);
        Assert.Equal("function", (string)call["type"]!);
        Assert.Equal((int)json["usage"]!["total_tokens"]!, (int)json["usage"]!["prompt_tokens"]! + (int)json["usage"]!["completion_tokens"]!);
    }

    [Fact]
    public async Task A_stream_is_one_piece_and_its_end()
    {
        await using var world = await StartAsync();
        world.Messages.Add(Message("user", "close issue 3 in acme/web"));
        var body = world.Body();
        body["stream"] = true;
        body["stream_options"] = new JsonObject { ["include_usage"] = true };

        var response = await world.PostAsync(body);
        var events = (await response.Content.ReadAsStringAsync(Ct)).Split("\n\n", StringSplitOptions.RemoveEmptyEntries);

        Assert.Equal("text/event-stream", response.Content.Headers.ContentType!.MediaType);
        Assert.Equal(4, events.Length);
        Assert.Contains("\"index\":0", events[0], StringComparison.Ordinal);
        Assert.Contains("\"finish_reason\":\"tool_calls\"", events[1], StringComparison.Ordinal);
        Assert.Contains("\"usage\"", events[2], StringComparison.Ordinal);
        Assert.Equal("data: [DONE]", events[3]);
    }

    [Theory]
    [InlineData("""{"messages":[{"role":"user","content":"hi"}]}""", "model")]
    [InlineData("""{"model":"sandbox","messages":[]}""", "messages")]
    [InlineData("""{"model":"sandbox","messages":[{"role":"boss","content":"hi"}]}""", "'boss'")]
    [InlineData("""{"model":"sandbox","messages":[{"role":"user","content":null}]}""", "content")]
    [InlineData("""{"model":"sandbox","messages":[{"role":"tool","tool_call_id":"x","content":"hi"}]}""", "must be a response")]
    [InlineData("""{"model":"sandbox","messages":[{"role":"assistant","content":null,"tool_calls":[{"id":"c1","type":"function","function":{"name":"f","arguments":"{}"}}]},{"role":"user","content":"hi"}]}""", "c1")]
    [InlineData("""{"model":"sandbox","messages":[{"role":"assistant","content":null,"tool_calls":[{"id":"c1","type":"function","function":{"name":"f","arguments":{}}}]},{"role":"tool","tool_call_id":"c1","content":"hi"}]}""", "arguments")]
    [InlineData("""{"model":"sandbox","messages":[{"role":"user","content":"hi"}],"tools":[{"type":"function","function":{"name":"github.create_issue"}}]}""", "pattern")]
    [InlineData("""{"model":"sandbox","messages":[{"role":"user","content":"hi"}],"tools":[{"type":"function","function":{"name":"f","parameters":{"type":"string"}}}]}""", "Invalid schema")]
    [InlineData("""{"model":"sandbox","messages":[{"role":"user","content":"hi"}],"tools":[{"type":"function","function":{"name":"f","parameters":{"type":"object","properties":{"a":{"type":"array"}}}}}]}""", "missing items")]
    public async Task What_the_vendor_refuses_is_refused(string body, string message)
    {
        await using var world = await StartAsync();

        var response = await world.PostAsync((JsonObject)JsonNode.Parse(body)!);

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        var error = (await Json(response))["error"]!;
        Assert.Contains(message, (string)error["message"]!, StringComparison.Ordinal);
        Assert.Equal("invalid_request_error", (string)error["type"]!);
    }

    [Fact]
    public async Task With_tool_choice_none_nothing_is_called_and_text_may_come_in_parts()
    {
        await using var world = await StartAsync();
        world.Messages.Add(new JsonObject { ["role"] = "user", ["content"] = new JsonArray(new JsonObject { ["type"] = "text", ["text"] = "close issue 3 in acme/web" }) });
        var body = world.Body();
        var called = (await Json(await world.PostAsync(body)))["choices"]![0]!["message"]!.AsObject();
        body["tool_choice"] = "none";
        var said = (await Json(await world.PostAsync(body)))["choices"]![0]!["message"]!.AsObject();

        Assert.True(called.ContainsKey("tool_calls"));
        Assert.False(said.ContainsKey("tool_calls"));
    }

    [Fact]
    public async Task All_that_it_saw_is_on_record_but_for_the_key()
    {
        await using var world = await StartAsync();
        await world.SayAsync("a canary sings");

        Assert.Contains("a canary sings", Assert.Single(world.Model.Requests).Body, StringComparison.Ordinal);
        var shown = await world.Client.GetStringAsync("/sandbox/model/requests", Ct);
        Assert.Contains("a canary sings", shown, StringComparison.Ordinal);
        Assert.DoesNotContain(world.Model.ApiKey, shown, StringComparison.Ordinal);
    }
}
