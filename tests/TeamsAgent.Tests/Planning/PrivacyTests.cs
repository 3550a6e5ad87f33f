using TeamsAgent.Domain.Requests;
using TeamsAgent.Sandbox;
using TeamsAgent.Storage.Rows;

namespace TeamsAgent.Tests.Planning;

/// <summary>A task knows one person and one conversation.</summary>
public sealed class PrivacyTests
{
    [Fact]
    public async Task T59_Two_people_in_one_thread_have_nothing_to_do_with_each_other()
    {
        await using var model = await ScriptedModel.StartAsync();
        model.Then(ScriptedModel.Says("Which repository, Ana?"), ScriptedModel.Says("What shall it say, Eve?"), ScriptedModel.Calls(Proposals.OpenIssue));
        await using var host = await PlanningHost.StartAsync(model.Endpoint);

        await host.HearAsync(People.Ana, "open an issue: secret plans of Ana");
        await host.HearAsync(People.Eve, "comment on issue 3 in acme/web");
        await host.HearAsync(People.Ana, "acme/web");

        Assert.Equal(2, (await host.TasksAsync()).Count);
        Assert.DoesNotContain("secret", model.Asked[1].GetRawText(), StringComparison.Ordinal);
        Assert.DoesNotContain("issue 3", model.Asked[2].GetRawText(), StringComparison.Ordinal);
        Assert.Equal("open an issue: secret plans of Ana / acme/web", Assert.Single(await host.RequestsAsync()).Asked);
    }

    [Fact]
    public async Task T59_A_question_in_one_conversation_is_not_answered_in_another()
    {
        await using var model = await ScriptedModel.StartAsync();
        model.Then(ScriptedModel.Says("Which repository?"), ScriptedModel.Says("What about it?"));
        await using var host = await PlanningHost.StartAsync(model.Endpoint);

        await host.HearAsync(People.Ana, "open an issue: Checkout fails in Safari");
        await host.HearAsync(People.Ana, "acme/web", new Place("teams", "tenant-1", "19:other@thread.tacv2", Personal: false));

        Assert.Equal(2, (await host.TasksAsync()).Count);
    }

    [Fact]
    public async Task T59_What_a_private_account_holds_is_told_to_its_owner_alone()
    {
        await using var model = await ScriptedModel.StartAsync();
        model.Then(ScriptedModel.Calls(Proposals.ListEvents), ScriptedModel.Says("At nine you see the doctor."));
        await using var host = await PlanningHost.StartAsync(model.Endpoint);
        await host.HearAsync(People.Ana, "what is in my calendar tomorrow?");

        await host.CarryOutAsync(Assert.Single(await host.RequestsAsync()), """{"answer":[{"summary":"Doctor"}]}""");

        var note = Assert.Single(await host.NotesAsync(), note => note.Kind == NoteKind.Text);
        Assert.Equal((await host.PersonAsync(People.Ana)).Id.Value, note.PersonId);
        Assert.Null(note.ConversationId);
    }

    [Fact]
    public async Task T59_What_a_shared_place_holds_is_told_where_it_was_asked()
    {
        await using var model = await ScriptedModel.StartAsync();
        model.Then(ScriptedModel.Calls(Proposals.ListIssues), ScriptedModel.Says("Nothing is open."));
        await using var host = await PlanningHost.StartAsync(model.Endpoint);
        await host.HearAsync(People.Ana, "what is open in acme/web?");

        await host.CarryOutAsync(Assert.Single(await host.RequestsAsync()), """{"answer":[]}""");

        Assert.Equal(PlanningHost.Channel.Conversation, Assert.Single(await host.NotesAsync(), note => note.Kind == NoteKind.Text).ConversationId);
    }
}
