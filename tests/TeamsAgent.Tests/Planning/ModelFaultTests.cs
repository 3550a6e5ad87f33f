using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using TeamsAgent.Sandbox;

namespace TeamsAgent.Tests.Planning;

/// <summary>Whatever the model does wrong ends in one sentence to the person, and in nothing else.</summary>
public sealed class ModelFaultTests
{
    private static readonly Func<HttpContext, Task> Hangs = http => Task.Delay(Timeout.Infinite, http.RequestAborted);

    public static TheoryData<string, string> Faults => new()
    {
        { "500", "My language model has a fault of its own, so nothing was planned. Please ask again in a few minutes." },
        { "503", "My language model has a fault of its own, so nothing was planned. Please ask again in a few minutes." },
        { "429", "My language model is overloaded, so nothing was planned. Please ask again in a few minutes." },
        { "401", "My language model refuses to work for me, so nothing was planned. An administrator has to look at its settings." },
        { "302", "My language model refuses to work for me, so nothing was planned. An administrator has to look at its settings." },
        { "hang", "My language model did not answer in time, so nothing was planned. Please ask again in a few minutes." },
        { "drip", "My language model did not answer in time, so nothing was planned. Please ask again in a few minutes." },
        { "drop", "I cannot reach my language model, so nothing was planned. Please ask again in a few minutes." },
        { "huge", "My language model answered with far more than I read, so nothing was planned. Please ask for less at a time." },
        { "html", "My language model gave an answer that I cannot use, so nothing was planned. Please put it in other words." },
        { "nonsense", "My language model gave an answer that I cannot use, so nothing was planned. Please put it in other words." },
        { "number", "My language model gave an answer that I cannot use, so nothing was planned. Please put it in other words." },
        { "deep", "My language model gave an answer that I cannot use, so nothing was planned. Please put it in other words." },
        { "empty choices", "My language model gave an answer that I cannot use, so nothing was planned. Please put it in other words." },
        { "empty message", "My language model gave an answer that I cannot use, so nothing was planned. Please put it in other words." },
        { "nameless call", "My language model gave an answer that I cannot use, so nothing was planned. Please put it in other words." },
        { "surrogate", "My language model gave an answer that I cannot use, so nothing was planned. Please put it in other words." },
        { "filter", "My language model declined to answer this, so nothing was planned. Please put it in other words." },
    };

    [Theory]
    [MemberData(nameof(Faults))]
    public async Task T22_A_fault_of_the_model_ends_in_a_sentence(string fault, string sentence)
    {
        await using var model = await ScriptedModel.StartAsync();
        model.Otherwise = Answer(fault);
        await using var host = await PlanningHost.StartAsync(model.Endpoint, settings => settings["Planning:TimeoutSeconds"] = fault is "hang" or "drip" ? "2" : "20");

        await host.HearAsync(People.Ana, "open an issue in acme/web: checkout fails in Safari");

        Assert.Equal([sentence], await host.SaidAsync());
        Assert.Equal("failed", Assert.Single(await host.TasksAsync()).State);
        Assert.Empty(await host.RequestsAsync());
        Assert.InRange(model.Asked.Count, 1, 3);
    }

    [Fact]
    public async Task T22_A_fault_that_passes_is_not_noticed()
    {
        await using var model = await ScriptedModel.StartAsync();
        model.Then(ScriptedModel.Status(503), ScriptedModel.Status(429), ScriptedModel.Says("Which repository do you mean?"));
        await using var host = await PlanningHost.StartAsync(model.Endpoint);

        await host.HearAsync(People.Ana, "open an issue: checkout fails");

        Assert.Equal(["Which repository do you mean?"], await host.SaidAsync());
    }

    [Fact]
    public async Task T22_A_model_that_is_not_there_is_said()
    {
        await using var host = await PlanningHost.StartAsync("http://127.0.0.1:9/v1");

        await host.HearAsync(People.Ana, "open an issue in acme/web: checkout fails");

        Assert.Equal(["I cannot reach my language model, so nothing was planned. Please ask again in a few minutes."], await host.SaidAsync());
    }

    [Fact]
    public async Task T22_A_redirect_is_not_followed()
    {
        await using var elsewhere = await ScriptedModel.StartAsync();
        await using var model = await ScriptedModel.StartAsync();
        model.Otherwise = http =>
        {
            http.Response.Redirect(elsewhere.Endpoint + "/chat/completions", permanent: false, preserveMethod: true);
            return Task.CompletedTask;
        };
        await using var host = await PlanningHost.StartAsync(model.Endpoint);

        await host.HearAsync(People.Ana, "open an issue in acme/web: checkout fails");

        Assert.Empty(elsewhere.Asked);
    }

    [Fact]
    public async Task T22_A_model_that_never_comes_to_an_end_is_stopped()
    {
        await using var model = await ScriptedModel.StartAsync();
        model.Otherwise = ScriptedModel.Calls(("github-list_issues", """{"owner":"acme","repo":"web"}"""));
        await using var host = await PlanningHost.StartAsync(model.Endpoint, settings => settings["Planning:MaxTurns"] = "3");

        await host.HearAsync(People.Ana, "look at acme/web");
        for (var round = 1; round <= 3; round++)
        {
            await host.CarryOutAsync((await host.RequestsAsync())[^1], "[]");
        }

        Assert.Equal(3, model.Asked.Count);
        Assert.Equal(["I have turned this over too often without coming to an end, so I stop here. Please ask again, in smaller pieces."], await host.SaidAsync());
        Assert.Equal("failed", Assert.Single(await host.TasksAsync()).State);
    }

    private static Func<HttpContext, Task> Answer(string fault) => fault switch
    {
        "hang" => Hangs,
        "drip" => async http =>
        {
            http.Response.ContentType = "application/json";
            while (true)
            {
                await http.Response.WriteAsync(" ", http.RequestAborted);
                await http.Response.Body.FlushAsync(http.RequestAborted);
                await Task.Delay(100, http.RequestAborted);
            }
        },
        "drop" => http =>
        {
            http.Abort();
            return Task.CompletedTask;
        },
        "huge" => ScriptedModel.Says(new string('x', 300_000)),
        "html" => ScriptedModel.Body("<!DOCTYPE html><h1>502</h1>", "text/html"),
        "nonsense" => ScriptedModel.Body("purple"),
        "number" => ScriptedModel.Body("7"),
        "deep" => ScriptedModel.Body(string.Concat(Enumerable.Repeat("[", 5000))),
        "empty choices" => ScriptedModel.Body("""{"choices":[]}"""),
        "empty message" => ScriptedModel.Body("""{"choices":[{"message":{"role":"assistant","content":"  "}}]}"""),
        "nameless call" => ScriptedModel.Body("""{"choices":[{"message":{"tool_calls":[{"id":"a","type":"function","function":{"arguments":"{}"}}]}}]}"""),
        "surrogate" => ScriptedModel.Body("""{"choices":[{"message":{"content":"\ud800"}}]}"""),
        "filter" => ScriptedModel.Body("""{"choices":[{"finish_reason":"content_filter","message":{"content":""}}]}"""),
        "302" => http =>
        {
            http.Response.Redirect("/elsewhere");
            return Task.CompletedTask;
        },
        _ => ScriptedModel.Status(int.Parse(fault, System.Globalization.CultureInfo.InvariantCulture)),
    };
}
