using Microsoft.EntityFrameworkCore;
using TeamsAgent.Planning;
using TeamsAgent.Requests;
using TeamsAgent.Sandbox;
using TeamsAgent.Storage;
using TeamsAgent.Storage.Rows;

namespace TeamsAgent.Tests.Planning;

/// <summary>What was heard is planned, whatever happens to the process.</summary>
public sealed class ResumeTests
{
    [Fact]
    public async Task T39_Another_process_goes_on_from_the_stored_transcript()
    {
        await using var model = await ScriptedModel.StartAsync();
        model.Then(ScriptedModel.Says("Which repository?"), ScriptedModel.Calls(Proposals.OpenIssue));
        var first = await PlanningHost.StartAsync(model.Endpoint);
        await first.HearAsync(People.Ana, "open an issue: Checkout fails in Safari");
        var folder = await first.StopAsync();

        await using var second = await PlanningHost.StartAsync(model.Endpoint, folder: folder);
        await second.HearAsync(People.Ana, "acme/web");

        Assert.Single(await second.TasksAsync());
        Assert.Equal("open an issue: Checkout fails in Safari / acme/web", Assert.Single(await second.RequestsAsync()).Asked);
        Assert.Equal(4, model.Asked[1].GetProperty("messages").GetArrayLength());
    }

    [Fact]
    public async Task T39_A_task_whose_message_is_lost_is_taken_up_by_the_sweep()
    {
        await using var model = await ScriptedModel.StartAsync();
        model.Then(ScriptedModel.Calls(Proposals.OpenIssue));
        await using var host = await PlanningHost.StartAsync(model.Endpoint);
        await LeaveInPlanningAsync(host);

        await host.SweepAsync();
        Assert.Empty(model.Asked);
        host.Clock.Advance(PlanningSweep.Late + TimeSpan.FromSeconds(1));
        await host.SweepAsync();

        Assert.Single(await host.RequestsAsync());
    }

    [Fact]
    public async Task T22_A_task_that_cannot_be_moved_ends_with_a_sentence()
    {
        await using var model = await ScriptedModel.StartAsync();
        await using var host = await PlanningHost.StartAsync(model.Endpoint);
        await LeaveInPlanningAsync(host);
        await host.RunAsync<UnitOfWork, int>(work => work.Db.Set<PersonRow>().ExecuteDeleteAsync());

        for (var round = 0; round < 4; round++)
        {
            host.Clock.Advance(PlanningSweep.Late + TimeSpan.FromSeconds(1));
            await host.SweepAsync();
        }

        Assert.Equal("failed", Assert.Single(await host.TasksAsync()).State);
        Assert.StartsWith("Something went wrong on my side", Assert.Single(await host.SaidAsync()), StringComparison.Ordinal);
    }

    [Fact]
    public async Task T36_A_message_delivered_again_changes_nothing()
    {
        await using var model = await ScriptedModel.StartAsync();
        model.Then(ScriptedModel.Calls(Proposals.OpenIssue));
        await using var host = await PlanningHost.StartAsync(model.Endpoint);
        await host.HearAsync(People.Ana, "open an issue in acme/web: Checkout fails in Safari");

        await host.UntilQuietAsync(() => PublishAsync(host, new ContinueTask(TaskOf(host).Result.Id)));

        Assert.Single(await host.RequestsAsync());
        Assert.Single(model.Asked);
    }

    [Fact]
    public async Task T36_Two_deliveries_at_once_put_up_one_request()
    {
        await using var model = await ScriptedModel.StartAsync();
        var both = new TaskCompletionSource();
        var asked = 0;
        model.Otherwise = async http =>
        {
            // Each waits until the other has asked, so that both plan from the same version.
            if (Interlocked.Increment(ref asked) == 2)
            {
                both.SetResult();
            }

            await both.Task.WaitAsync(TimeSpan.FromSeconds(10), TestContext.Current.CancellationToken);
            await ScriptedModel.Calls(Proposals.OpenIssue)(http);
        };
        await using var host = await PlanningHost.StartAsync(model.Endpoint);
        var task = await LeaveInPlanningAsync(host);

        var handler = new PlanTaskHandler(host.Scopes);
        await host.UntilQuietAsync(() => Task.WhenAll(
            handler.Handle(new ContinueTask(task), default), handler.Handle(new ContinueTask(task), default)));

        Assert.Equal(2, model.Asked.Count);
        Assert.Single(await host.RequestsAsync());
    }

    [Fact]
    public async Task Requests_that_race_for_a_number_are_saved_without_asking_the_model_again()
    {
        await using var model = await ScriptedModel.StartAsync();
        model.Otherwise = ScriptedModel.Calls(Proposals.OpenIssue);
        await using var host = await PlanningHost.StartAsync(model.Endpoint);
        var heard = new List<Func<Task>>();
        for (var person = 0; person < 8; person++)
        {
            heard.Add(await host.HeardAsync(People.Ana, $"open issue {person}"));
        }

        await host.UntilQuietAsync(() => Task.WhenAll(heard.Select(deliver => deliver())));

        Assert.Equal(Enumerable.Range(1, 8), (await host.RequestsAsync()).Select(request => request.Number));
        Assert.Equal(8, model.Asked.Count);
    }

    private static async Task<string> LeaveInPlanningAsync(PlanningHost host)
    {
        var ana = await host.PersonAsync(People.Ana);
        return await host.RunAsync<UnitOfWork, string>(async work =>
        {
            var now = host.Clock.GetUtcNow();
            var row = new TaskRow
            {
                Id = $"t_{Guid.NewGuid():N}", PersonId = ana.Id.Value, Channel = "teams", Tenant = "tenant-1", ConversationId = PlanningHost.Channel.Conversation,
                Personal = false, State = "planning", Version = 1, CreatedAt = now, UpdatedAt = now,
                Transcript = """{"form":1,"turns":0,"plans":0,"revivals":0,"reads":[],"private":false,"entries":[{"kind":"words","text":"open an issue in acme/web"}]}""",
            };
            work.Db.Add(row);
            await work.CommitAsync(default);
            return row.Id;
        });
    }

    private static async Task<TaskRow> TaskOf(PlanningHost host) => Assert.Single(await host.TasksAsync());

    private static Task<bool> PublishAsync(PlanningHost host, object message) => host.RunAsync<UnitOfWork, bool>(async work =>
    {
        work.Publish(message);
        await work.CommitAsync(default);
        return true;
    });
}
