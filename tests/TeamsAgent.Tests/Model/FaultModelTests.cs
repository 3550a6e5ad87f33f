using System.Net;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using TeamsAgent.Sandbox.Model;
using Xunit;
using static TeamsAgent.Tests.Model.ModelFixture;

namespace TeamsAgent.Tests.Model;

public sealed class FaultModelTests
{
    private const string Wish = "close issue 3 in acme/web";

    private static async Task<JsonObject> Spoiled(ModelFixture world, ModelFaultKind kind)
    {
        world.Model.Arm(kind);
        return await world.SayAsync(Wish);
    }

    private static JsonNode Function(JsonObject message) => Assert.Single(message["tool_calls"]!.AsArray())!["function"]!;

    [Fact]
    public async Task Nonsense_is_text_without_a_call_and_passes()
    {
        await using var world = await StartAsync();

        var answer = await Spoiled(world, ModelFaultKind.Nonsense);

        Assert.False(answer.ContainsKey("tool_calls"));
        Assert.StartsWith("github-close_issue", Line(await world.SayAsync(Wish)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_unknown_function_is_called()
    {
        await using var world = await StartAsync();

        Assert.Equal("admin-approve_everything", (string)Function(await Spoiled(world, ModelFaultKind.UnknownFunction))["name"]!);
    }

    [Fact]
    public async Task Arguments_are_not_JSON()
    {
        await using var world = await StartAsync();

        var arguments = (string)Function(await Spoiled(world, ModelFaultKind.InvalidJsonArguments))["arguments"]!;

        Assert.ThrowsAny<JsonException>(() => JsonNode.Parse(arguments));
    }

    [Fact]
    public async Task Arguments_are_more_than_the_function_has()
    {
        await using var world = await StartAsync();

        var arguments = JsonNode.Parse((string)Function(await Spoiled(world, ModelFaultKind.ExtraArguments))["arguments"]!)!;

        Assert.True((bool)arguments["approved"]!);
        Assert.Equal(3, (int)arguments["issue_number"]!);
    }

    [Fact]
    public async Task Arguments_are_of_the_wrong_types()
    {
        await using var world = await StartAsync();

        var arguments = JsonNode.Parse((string)Function(await Spoiled(world, ModelFaultKind.WrongTypes))["arguments"]!)!;

        Assert.Equal((JsonValueKind.Number, JsonValueKind.String), (arguments["owner"]!.GetValueKind(), arguments["issue_number"]!.GetValueKind()));
    }

    [Fact]
    public async Task Tool_calls_do_not_end_until_the_faults_are_cleared()
    {
        await using var world = await StartAsync();
        world.Model.Arm(ModelFaultKind.EndlessToolCalls);
        await world.SayAsync(Wish);

        for (var turn = 0; turn < 5; turn++)
        {
            Assert.True((await world.ReportAsync("""{"outcome":"succeeded"}""")).ContainsKey("tool_calls"));
        }

        world.Model.ClearFaults();
        Assert.StartsWith("Done: close an issue.", Line(await world.ReportAsync("""{"outcome":"succeeded"}""")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_answer_is_huge()
    {
        await using var world = await StartAsync();

        Assert.True(((string)(await Spoiled(world, ModelFaultKind.HugeOutput))["content"]!).Length > 8_000_000);
    }

    [Theory]
    [InlineData(ModelFaultKind.ServerError, HttpStatusCode.InternalServerError, "server_error")]
    [InlineData(ModelFaultKind.TooManyRequests, HttpStatusCode.TooManyRequests, "rate_limit_exceeded")]
    [InlineData(ModelFaultKind.Html, HttpStatusCode.OK, "<!DOCTYPE html>")]
    [InlineData(ModelFaultKind.EmptyChoices, HttpStatusCode.OK, "\"choices\":[]")]
    public async Task The_service_fails(ModelFaultKind kind, HttpStatusCode status, string text)
    {
        await using var world = await StartAsync();
        world.Messages.Add(new JsonObject { ["role"] = "user", ["content"] = Wish });
        world.Model.Arm(kind);

        var response = await world.PostAsync();

        Assert.Equal(status, response.StatusCode);
        Assert.Contains(text, await response.Content.ReadAsStringAsync(Ct), StringComparison.Ordinal);
        Assert.Equal(kind, Assert.Single(world.Model.Requests).Fault);
        Assert.Equal(HttpStatusCode.OK, (await world.PostAsync()).StatusCode);
    }

    [Fact]
    public async Task The_service_hangs_until_the_caller_gives_up()
    {
        await using var world = await StartAsync();
        world.Messages.Add(new JsonObject { ["role"] = "user", ["content"] = Wish });
        world.Model.Arm(ModelFaultKind.Hang);

        var hanging = world.PostAsync();
        while (world.Model.Requests.Count == 0)
        {
            await Task.Delay(10, Ct);
        }

        Assert.False(hanging.IsCompleted);
        world.Client.CancelPendingRequests();
        await Assert.ThrowsAsync<TaskCanceledException>(() => hanging);
    }

    [Fact]
    public async Task Faults_are_armed_over_HTTP()
    {
        await using var world = await StartAsync();

        var armed = await world.Client.PostAsync("/sandbox/model/faults", new StringContent("""{"fault":"unknown_function","times":2}""", Encoding.UTF8, "application/json"), Ct);
        var wrong = await world.Client.PostAsync("/sandbox/model/faults", new StringContent("""{"fault":"become_sentient"}""", Encoding.UTF8, "application/json"), Ct);

        Assert.Equal([200, 400], new[] { armed, wrong }.Select(response => (int)response.StatusCode));
        Assert.Equal("""["unknown_function","unknown_function"]""", await world.Client.GetStringAsync("/sandbox/model/faults", Ct));
    }
}
