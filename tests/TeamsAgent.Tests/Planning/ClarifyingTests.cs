using TeamsAgent.Sandbox;

namespace TeamsAgent.Tests.Planning;

/// <summary>The model may ask; the person's next words answer.</summary>
public sealed class ClarifyingTests
{
    [Fact]
    public async Task A_question_is_asked_and_its_answer_completes_the_plan()
    {
        await using var model = await ScriptedModel.StartAsync();
        model.Then(ScriptedModel.Says("Which repository?"), ScriptedModel.Calls(Proposals.OpenIssue));
        await using var host = await PlanningHost.StartAsync(model.Endpoint);

        await host.HearAsync(People.Ana, "open an issue: Checkout fails in Safari");
        Assert.Equal("asking", Assert.Single(await host.TasksAsync()).State);
        await host.HearAsync(People.Ana, "acme/web");

        Assert.Equal(["Which repository?"], await host.SaidAsync());
        Assert.Equal("open an issue: Checkout fails in Safari / acme/web", Assert.Single(await host.RequestsAsync()).Asked);
        Assert.Equal(
            ["open an issue: Checkout fails in Safari", "Which repository?", "acme/web"],
            model.Asked[1].GetProperty("messages").EnumerateArray().Skip(1).Select(message => message.GetProperty("content").GetString()));
    }

    [Fact]
    public async Task Words_while_a_request_is_open_begin_another_task()
    {
        await using var model = await ScriptedModel.StartAsync();
        model.Then(ScriptedModel.Calls(Proposals.OpenIssue), ScriptedModel.Calls(Proposals.Triage));
        await using var host = await PlanningHost.StartAsync(model.Endpoint);

        await host.HearAsync(People.Ana, "open an issue in acme/web: Checkout fails in Safari");
        await host.HearAsync(People.Ana, "and a triage with Ben tomorrow at 10");

        Assert.Equal(2, (await host.TasksAsync()).Count);
        Assert.Equal(2, (await host.RequestsAsync()).Count);
    }

    [Fact]
    public async Task Words_of_the_day_after_do_not_answer_a_question()
    {
        await using var model = await ScriptedModel.StartAsync();
        model.Then(ScriptedModel.Says("Which repository?"), ScriptedModel.Says("What about acme/web?"));
        await using var host = await PlanningHost.StartAsync(model.Endpoint);

        await host.HearAsync(People.Ana, "open an issue: Checkout fails in Safari");
        host.Clock.Advance(TimeSpan.FromHours(13));
        await host.HearAsync(People.Ana, "acme/web");

        Assert.Equal(2, (await host.TasksAsync()).Count);
    }

    [Fact]
    public async Task T36_The_same_words_delivered_twice_count_once()
    {
        await using var model = await ScriptedModel.StartAsync();
        model.Then(ScriptedModel.Says("Which repository?"));
        await using var host = await PlanningHost.StartAsync(model.Endpoint);
        var deliver = await host.HeardAsync(People.Ana, "open an issue: Checkout fails in Safari");

        await host.UntilQuietAsync(deliver);
        await Assert.ThrowsAsync<TeamsAgent.Storage.AlreadyHandledException>(deliver);

        Assert.Single(await host.TasksAsync());
        Assert.Single(model.Asked);
    }

    [Fact]
    public async Task T22_Too_many_words_are_refused_privately_and_never_reach_the_model()
    {
        await using var model = await ScriptedModel.StartAsync();
        await using var host = await PlanningHost.StartAsync(model.Endpoint);

        await host.HearAsync(People.Ana, new string('x', 8_001));

        Assert.Equal(["That is longer than I read at once (8000 characters). Please ask in fewer words."], await host.SaidAsync());
        Assert.Empty(model.Asked);
        Assert.Empty(await host.TasksAsync());
    }

    [Fact]
    public async Task T66_A_flood_of_one_person_is_stopped_with_one_sentence_and_spares_the_others()
    {
        await using var model = await ScriptedModel.StartAsync();
        model.Otherwise = ScriptedModel.Calls(Proposals.OpenIssue);
        await using var host = await PlanningHost.StartAsync(model.Endpoint, settings => settings["Planning:MaxTasksPerPersonPerHour"] = "3");

        for (var message = 0; message < 6; message++)
        {
            await host.HearAsync(People.Ana, $"open issue {message}");
        }

        await host.HearAsync(People.Eve, "open an issue too");

        Assert.Equal(["You have asked me for 3 things within an hour, and that is as many as I take on. Please ask again in a while."], await host.SaidAsync());
        Assert.Equal(4, (await host.RequestsAsync()).Count);
        host.Clock.Advance(TimeSpan.FromMinutes(61));
        await host.HearAsync(People.Ana, "open one more");
        Assert.Equal(5, (await host.RequestsAsync()).Count);
    }
}
