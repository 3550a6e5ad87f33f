using TeamsAgent.Sandbox;

namespace TeamsAgent.Tests.Planning;

/// <summary>What the catalogue does not know is refused, told to the model a few times, and then to the person.</summary>
public sealed class RefusedCallTests
{
    public static TheoryData<string, string, string> Bad => new()
    {
        { "github-delete_repository", """{"owner":"acme","repo":"web"}""", "There is no action “github.delete_repository”." },
        { "shell", "{}", "There is no action “shell”." },
        { "github-create_issue", """{"owner":"acme","repo":"web"}""", "title" },
        { "github-create_issue", """{"owner":"acme","repo":"web","title":"T","connection":"payments"}""", "connection" },
        { "github-create_issue", """{"owner":"acme","repo":"web","title":"T","scopes":["admin:org"]}""", "scopes" },
        { "github-create_issue", """{"owner":"acme","repo":"web","title":"T","baseUrl":"https://evil.example"}""", "baseUrl" },
        { "github-create_issue", """{"owner":"../../user","repo":"web","title":"T"}""", "owner" },
        { "github-create_issue", """{"owner":"acme","repo":"web","title":"T","title":"U"}""", "title" },
        { "github-create_issue", """{"owner":"acme","repo":"web","title":7}""", "title" },
        { "github-create_issue", """["acme","web","T"]""", "object" },
        { "github-create_issue", "{not json", "JSON" },
        { "github-create_issue", "", "JSON" },
        { "payments-transfer", """{"to":"DE89370400440532013000","amount":"1e3","currency":"EUR","reference":"x"}""", "amount" },
    };

    [Theory]
    [MemberData(nameof(Bad))]
    public async Task T19_A_call_that_the_catalogue_does_not_know_never_becomes_a_request(string function, string arguments, string named)
    {
        await using var model = await ScriptedModel.StartAsync();
        model.Otherwise = ScriptedModel.Calls((function, arguments));
        await using var host = await PlanningHost.StartAsync(model.Endpoint);

        await host.HearAsync(People.Ana, "do something");

        Assert.Empty(await host.RequestsAsync());
        Assert.Equal(4, model.Asked.Count);
        Assert.Contains(named, Assert.Single(await host.SaidAsync()), StringComparison.Ordinal);
        Assert.Contains(named, model.Asked[1].GetProperty("messages").EnumerateArray().Last().GetProperty("content").GetString(), StringComparison.Ordinal);
        Assert.Equal("asking", Assert.Single(await host.TasksAsync()).State);
    }

    [Fact]
    public async Task T19_A_model_that_mends_its_call_gets_on_with_it()
    {
        await using var model = await ScriptedModel.StartAsync();
        model.Then(ScriptedModel.Calls(("github-create_isue", "{}")), ScriptedModel.Calls(Proposals.OpenIssue));
        await using var host = await PlanningHost.StartAsync(model.Endpoint);

        await host.HearAsync(People.Ana, "open an issue in acme/web: Checkout fails in Safari");

        Assert.Equal("""{"title":"Checkout fails in Safari"}""", Proposals.BodyOf(Assert.Single(await host.RequestsAsync())));
        Assert.Empty(await host.SaidAsync());
    }

    [Fact]
    public async Task T19_One_bad_call_holds_back_the_good_one_beside_it()
    {
        await using var model = await ScriptedModel.StartAsync();
        model.Then(ScriptedModel.Calls(Proposals.OpenIssue, ("github-delete_repository", "{}")), ScriptedModel.Says("That cannot be done. Shall I open the issue alone?"));
        await using var host = await PlanningHost.StartAsync(model.Endpoint);

        await host.HearAsync(People.Ana, "open an issue and delete the repository");

        Assert.Empty(await host.RequestsAsync());
        var results = model.Asked[1].GetProperty("messages").EnumerateArray().Where(message => message.GetProperty("role").GetString() == "tool").ToList();
        Assert.Equal(2, results.Count);
        Assert.Contains("nothing was put up", results[0].GetProperty("content").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task T19_After_the_corrections_the_person_can_say_what_is_missing()
    {
        await using var model = await ScriptedModel.StartAsync();
        var untitled = ScriptedModel.Calls(("github-create_issue", """{"owner":"acme","repo":"web"}"""));
        model.Then(untitled, untitled, untitled, untitled, ScriptedModel.Calls(Proposals.OpenIssue));
        await using var host = await PlanningHost.StartAsync(model.Endpoint);

        await host.HearAsync(People.Ana, "open an issue in acme/web");
        await host.HearAsync(People.Ana, "the title is Checkout fails in Safari");

        var said = Assert.Single(await host.SaidAsync());
        Assert.StartsWith("I cannot put this into a request yet. ", said, StringComparison.Ordinal);
        Assert.EndsWith(" Tell me what is missing, or say it in other words.", said, StringComparison.Ordinal);
        Assert.Single(await host.RequestsAsync());
    }

    [Fact]
    public async Task T20_A_plan_of_too_many_steps_is_refused_whole()
    {
        await using var model = await ScriptedModel.StartAsync();
        model.Then(ScriptedModel.Calls(Enumerable.Repeat(Proposals.Transfer, 6).ToArray()), ScriptedModel.Says("In two goes, then?"));
        await using var host = await PlanningHost.StartAsync(model.Endpoint);

        await host.HearAsync(People.Ana, "pay six times");

        Assert.Empty(await host.RequestsAsync());
        Assert.Contains("There are 6 steps; one plan may have 5 at the most.",
            model.Asked[1].GetProperty("messages").EnumerateArray().Last().GetProperty("content").GetString(), StringComparison.Ordinal);
    }
}
