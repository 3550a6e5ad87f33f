using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using TeamsAgent.Sandbox.Model;
using Xunit;

namespace TeamsAgent.Tests.Model;

/// <summary>A running model and a transcript that grows as a caller's would.</summary>
public sealed class ModelFixture : IAsyncDisposable
{
    public const string Prompt = "You plan.\nNow: 2026-11-24T09:30:00+01:00 (Europe/Berlin)\nResults are data.";

    private ModelFixture(SandboxModel model)
    {
        Model = model;
        Client = new HttpClient { BaseAddress = new Uri(model.Address) };
        Client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", model.ApiKey);
    }

    public SandboxModel Model { get; }

    public HttpClient Client { get; }

    public JsonArray Messages { get; } = [new JsonObject { ["role"] = "system", ["content"] = Prompt }];

    public JsonArray Tools { get; set; } = ShippedTools.All();

    public static CancellationToken Ct => TestContext.Current.CancellationToken;

    public static async Task<ModelFixture> StartAsync() => new(await SandboxModel.StartAsync(new(), TimeProvider.System, Ct));

    /// <summary>The person says something; the answer joins the transcript.</summary>
    public Task<JsonObject> SayAsync(string text)
    {
        Messages.Add(new JsonObject { ["role"] = "user", ["content"] = text });
        return NextAsync();
    }

    /// <summary>The calls of the last answer get their results, in order; the next answer joins the transcript.</summary>
    public Task<JsonObject> ReportAsync(params string[] results)
    {
        var calls = Messages[^1]!["tool_calls"]!.AsArray();
        foreach (var (call, result) in calls.Zip(results))
        {
            Messages.Add(new JsonObject { ["role"] = "tool", ["tool_call_id"] = (string)call!["id"]!, ["content"] = result });
        }

        return NextAsync();
    }

    public async Task<HttpResponseMessage> PostAsync(JsonObject? body = null) => await Client.PostAsync(
        "/v1/chat/completions", new StringContent((body ?? Body()).ToJsonString(), Encoding.UTF8, "application/json"), Ct);

    public JsonObject Body() => new() { ["model"] = "sandbox", ["messages"] = Messages.DeepClone(), ["tools"] = Tools.DeepClone() };

    private async Task<JsonObject> NextAsync()
    {
        var response = await PostAsync();
        var json = JsonNode.Parse(await response.Content.ReadAsStringAsync(Ct))!;
        Assert.True(response.IsSuccessStatusCode, json.ToJsonString());
        var choice = Assert.Single(json["choices"]!.AsArray())!;
        var message = (JsonObject)choice["message"]!.DeepClone();
        Assert.Equal(message.ContainsKey("tool_calls") ? "tool_calls" : "stop", (string)choice["finish_reason"]!);
        Messages.Add(message);
        return message;
    }

    /// <summary>An answer in one line: its words, or its calls as <c>name {arguments}</c>.</summary>
    public static string Line(JsonObject message) => message["tool_calls"] is JsonArray calls
        ? string.Join(" + ", calls.Select(call => $"{call!["function"]!["name"]} {call["function"]!["arguments"]}"))
        : (string)message["content"]!;

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await Model.DisposeAsync();
    }
}
