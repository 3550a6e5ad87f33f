using TeamsAgent.Sandbox;
using TeamsAgent.Tests.Worlds;

namespace TeamsAgent.Tests.Faults;

/// <summary>Whoever approved may no longer approve when it is about to run.</summary>
public sealed class ApproverRightsTests
{
    private const string Sentence = "Somebody who approved may no longer approve; it waits for a decision again.";

    [Fact]
    public async Task T08_an_approver_who_is_blocked_before_the_execution_does_not_count_any_more()
    {
        await using var story = await Faulty.BeginAsync();
        var card = await story.AsksAsync(People.Ana, "open an issue in acme/web: approved by somebody blocked");
        await Faulty.ApproveWhileTheTenantIsDownAsync(story, card);
        var exchanges = story.Exchanges;
        Assert.Equal(1, await new ProductFile(story).RunAsync("UPDATE people SET \"Blocked\" = 1 WHERE \"Auth0User\" = $ben", ("$ben", People.Ben.Auth0UserId)));
        story.World.Tenant.Faults.Clear();

        await BackToWaitingAsync(story, card);
        Assert.Equal(exchanges, story.Exchanges);
        var answer = await card.PressAsync(People.Ben, "approve");
        Assert.Contains("blocked", answer.Toast, StringComparison.OrdinalIgnoreCase);
        Assert.Empty(story.World.Providers.Calls);
    }

    [Fact]
    public async Task T08_an_approver_who_is_removed_from_the_group_before_the_execution_does_not_count_any_more()
    {
        var path = Path.Combine(Path.GetTempPath(), $"policy-{Guid.NewGuid():N}.yaml");
        File.Copy(Path.Combine(AppContext.BaseDirectory, "policy.yaml"), path);
        try
        {
            await using var story = await Story.BeginAsync(options => Faulty.With(options) with { PolicyPath = path, OutOfProcess = true });
            var card = await story.AsksAsync(People.Ana, "open an issue in acme/web: approved by somebody who left");
            await Faulty.ApproveAndHoldAtTheTenantAsync(story, card);
            story.World.Product.Kill();
            await File.WriteAllTextAsync(path, (await File.ReadAllTextAsync(path, Story.Ct)).Replace("ben@contoso.example", "eve@contoso.example", StringComparison.Ordinal), Story.Ct);
            await story.World.Product.StartAgainAsync(Story.Ct);

            await BackToWaitingAsync(story, card);
            var answer = await card.PressAsync(People.Ben, "approve");
            Assert.Equal("You are not among the people who may decide this request; the card says who is.", answer.Toast);
            Assert.Empty(story.World.Providers.Calls);
        }
        finally
        {
            File.Delete(path);
        }
    }

    private static async Task BackToWaitingAsync(Story story, Posted card)
    {
        await card.ShowsAsync("Approval needed");
        await story.QuietAsync();
        Assert.Equal("AwaitingDecision", await card.StateAsync());
        Assert.Contains("decision-voided", await story.TrailAsync(card.RequestId));
        var trail = await story.AdminAsync($"/admin/requests/{card.RequestId}/trail");
        Assert.Contains(trail!["entries"]!.AsArray(), entry => (string?)entry!["body"]!["sentence"] == Sentence);
        Assert.Empty(story.World.Providers.Calls);
    }
}
