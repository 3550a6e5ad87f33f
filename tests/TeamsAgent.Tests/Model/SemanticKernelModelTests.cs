using System.ClientModel;
using System.ComponentModel;
using Microsoft.SemanticKernel;
using Microsoft.SemanticKernel.ChatCompletion;
using Microsoft.SemanticKernel.Connectors.OpenAI;
using OpenAI;
using Xunit;
using static TeamsAgent.Tests.Model.ModelFixture;

namespace TeamsAgent.Tests.Model;

/// <summary>The stand-in seen by a client that others wrote.</summary>
public sealed class SemanticKernelModelTests
{
    private sealed class GitHub
    {
        [KernelFunction("create_issue"), Description("Open an issue")]
        public string CreateIssue(string owner, string repo, string title, string? body = null, string[]? labels = null) =>
            throw new InvalidOperationException("Nothing is invoked by itself.");
    }

    private static OpenAIChatCompletionService Chat(ModelFixture world) => new(
        "sandbox", new OpenAIClient(new ApiKeyCredential(world.Model.ApiKey), new() { Endpoint = new Uri($"{world.Model.Address}/v1") }));

    [Fact]
    public async Task Calls_come_through_and_results_go_back()
    {
        await using var world = await StartAsync();
        var chat = Chat(world);
        var kernel = new Kernel();
        kernel.Plugins.AddFromObject(new GitHub(), "github");
        var settings = new OpenAIPromptExecutionSettings { FunctionChoiceBehavior = FunctionChoiceBehavior.Auto(autoInvoke: false) };
        var history = new ChatHistory(Prompt);
        history.AddUserMessage("open an issue in acme/web labelled bug: checkout fails — since Monday");

        var proposed = await chat.GetChatMessageContentAsync(history, settings, kernel, Ct);
        var call = Assert.Single(FunctionCallContent.GetFunctionCalls(proposed));
        history.Add(proposed);
        history.Add(new FunctionResultContent(call, """{"outcome":"succeeded","untrusted_data":"Issue #4"}""").ToChatMessage());
        var said = await chat.GetChatMessageContentAsync(history, settings, kernel, Ct);

        Assert.Equal(("github", "create_issue"), (call.PluginName, call.FunctionName));
        Assert.Equal(
            ["body=since Monday", "labels=[\"bug\"]", "owner=acme", "repo=web", "title=checkout fails"],
            call.Arguments!.Select(argument => $"{argument.Key}={argument.Value}").Order(StringComparer.Ordinal));
        Assert.Equal("Done: open an issue (Issue #4).", said.Content);
    }

    [Fact]
    public async Task Streaming_works_as_well()
    {
        await using var world = await StartAsync();
        var chat = Chat(world);
        var history = new ChatHistory(Prompt);
        history.AddUserMessage("make me a sandwich");

        var text = "";
        await foreach (var piece in chat.GetStreamingChatMessageContentsAsync(history, cancellationToken: Ct))
        {
            text += piece.Content;
        }

        Assert.StartsWith("I did not understand that.", text, StringComparison.Ordinal);
    }
}
