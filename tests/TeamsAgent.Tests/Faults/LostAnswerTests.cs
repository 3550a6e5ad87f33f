using TeamsAgent.Sandbox;
using TeamsAgent.Sandbox.Providers;
using TeamsAgent.Tests.Worlds;

namespace TeamsAgent.Tests.Faults;

/// <summary>The provider hangs, drops, answers nonsense, or does it and says that it failed. What counts is how often it was called, and what it did.</summary>
[Collection(InFaultyWorld.Name)]
public sealed class LostAnswerTests(FaultyWorld world)
{
    private readonly Story _story = world.Story;

    [Theory]
    [InlineData(ProviderFaultKind.Drop, 0, "The connection to the provider broke before its answer arrived. It may have happened all the same.")]
    [InlineData(ProviderFaultKind.DropAfterDoing, 1, "The connection to the provider broke before its answer arrived. It may have happened all the same.")]
    [InlineData(ProviderFaultKind.CloseAfterDoing, 1, "The connection to the provider broke before its answer arrived. It may have happened all the same.")]
    [InlineData(ProviderFaultKind.Hang, 0, "The provider did not answer in time. It may have happened all the same.")]
    [InlineData(ProviderFaultKind.HangAfterDoing, 1, "The provider did not answer in time. It may have happened all the same.")]
    [InlineData(ProviderFaultKind.Fail, 0, "GitHub answered with an error of its own (500); it may have happened all the same.")]
    [InlineData(ProviderFaultKind.FailAfterDoing, 1, "GitHub answered with an error of its own (500); it may have happened all the same.")]
    [InlineData(ProviderFaultKind.Html, 0, "GitHub answered with an error of its own (502); it may have happened all the same.")]
    public async Task T40_T48_a_call_whose_answer_is_lost_arrives_once_and_a_person_settles_it(ProviderFaultKind fault, int done, string sentence)
    {
        var (calls, effects) = (_story.World.Providers.Calls.Count, _story.World.Providers.Effects.Count);
        var card = await _story.AsksAsync(People.Ana, $"open an issue in acme/web: fault {fault}");
        _story.World.Providers.Arm(ProviderNames.GitHub, fault);
        await card.PressAsync(People.Ben, "approve");

        await card.ShowsAsync("Outcome unknown");
        Assert.Contains(sentence, card.Text, StringComparison.Ordinal);
        Assert.Contains("It is not sent again.", card.Text, StringComparison.Ordinal);
        await _story.QuietAsync();
        Assert.Equal(1, _story.World.Providers.Calls.Count - calls);
        Assert.Equal(done, _story.World.Providers.Effects.Count - effects);

        await card.PressAsync(People.Ben, done == 1 ? "settle_done" : "settle_not_done");
        await card.ShowsAsync(done == 1 ? "Ben Weber looked: it happened." : "Ben Weber looked: it did not happen.");
        await _story.QuietAsync();
        Assert.Equal(1, _story.World.Providers.Calls.Count - calls);
    }

    [Theory]
    [InlineData(ProviderFaultKind.TooManyRequests, 0, "Failed", "GitHub asks to slow down (429).")]
    [InlineData(ProviderFaultKind.HugeBody, 1, "Done", "Open an issue")]
    [InlineData(ProviderFaultKind.CloseAfterAnswer, 1, "Done", "Issue #")]
    public async Task T40_T48_an_answer_that_says_what_happened_is_believed_and_nothing_is_sent_twice(ProviderFaultKind fault, int done, string status, string sentence)
    {
        var (calls, effects) = (_story.World.Providers.Calls.Count, _story.World.Providers.Effects.Count);
        var card = await _story.AsksAsync(People.Ana, $"open an issue in acme/web: answer {fault}");
        _story.World.Providers.Arm(ProviderNames.GitHub, fault);
        await card.PressAsync(People.Ben, "approve");

        await card.ShowsAsync(status);
        Assert.Contains(sentence, card.Text, StringComparison.Ordinal);
        await _story.QuietAsync();
        Assert.Equal(1, _story.World.Providers.Calls.Count - calls);
        Assert.Equal(done, _story.World.Providers.Effects.Count - effects);
    }

    [Fact]
    public async Task T48_no_connection_is_used_twice_so_none_can_be_stale()
    {
        var calls = _story.World.Providers.Calls.Count;
        for (var i = 1; i <= 3; i++)
        {
            var card = await _story.AsksAsync(People.Ana, $"open an issue in acme/web: idle {i}");
            await card.PressAsync(People.Ben, "approve");
            await card.ShowsAsync("Issue #");
            Assert.Equal(0, _story.World.Providers.CloseIdleConnections());
        }

        var made = _story.World.Providers.Calls.Skip(calls).ToList();
        Assert.Equal(3, made.Count);
        Assert.Equal(3, made.Select(call => call.ConnectionId).Distinct().Count());
        Assert.All(made, call => Assert.Equal("close", call.Headers["Connection"], ignoreCase: true));
    }

    [Theory]
    [InlineData(ProviderFaultKind.DropAfterDoing, 1, 2, "Done")]
    [InlineData(ProviderFaultKind.FailAfterDoing, 2, 3, "Done")]
    [InlineData(ProviderFaultKind.HangAfterDoing, 1, 2, "Done")]
    [InlineData(ProviderFaultKind.DropAfterDoing, 3, 3, "was asked: it happened")]
    [InlineData(ProviderFaultKind.Drop, 3, 3, "was asked: it did not happen")]
    public async Task T40_a_transfer_is_sent_again_with_the_same_key_and_made_once_or_asked_after(ProviderFaultKind fault, int times, int sendings, string told)
    {
        var (calls, transfers) = (_story.World.Providers.Calls.Count, _story.World.Providers.Transfers.Count);
        _story.Clock.Advance(TimeSpan.FromSeconds(60));
        var card = await _story.AsksAsync(People.Ana, $"transfer 12.{sendings}{times} EUR to DE89 3704 0044 0532 0130 00 for {fault} {times}");
        _story.World.Providers.Arm(ProviderNames.Payments, new ProviderFault(fault) { Method = "POST" }, times);
        await card.ApproveWithStepUpAsync(People.Ben);

        await card.ShowsAsync(told);
        await _story.QuietAsync();
        var posts = _story.World.Providers.Calls.Skip(calls).Where(call => call.Method == "POST").ToList();
        Assert.Equal(sendings, posts.Count);
        Assert.Single(posts.Select(call => (call.Headers["Idempotency-Key"], call.BodySha256, call.Target)).Distinct());
        Assert.Equal(fault == ProviderFaultKind.Drop ? 0 : 1, _story.World.Providers.Transfers.Count - transfers);
    }
}
