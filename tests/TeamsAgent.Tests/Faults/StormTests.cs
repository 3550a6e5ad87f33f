using System.Text.RegularExpressions;
using TeamsAgent.Domain.Requests;
using TeamsAgent.Sandbox;
using TeamsAgent.Sandbox.Chat;
using TeamsAgent.Sandbox.Slack;
using TeamsAgent.Tests.Worlds;

namespace TeamsAgent.Tests.Faults;

/// <summary>
/// A minute in which both platforms throttle, lose, repeat and reorder, with as much to do as Slack lets be updated in that time. (A posting that is done and whose answer is lost may leave a
/// second copy that nobody knows of; that is told where it is tested.) When it is over, every copy of every card tells how its
/// request ended, and no decision was lost or counted twice.
/// </summary>
public sealed class StormTests
{
    private static readonly TimeSpan Length = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan Calm = TimeSpan.FromMinutes(3);

    [Fact]
    public async Task T36_T37_After_a_minute_of_bad_weather_every_copy_shows_how_its_request_ended()
    {
        await using var story = await Story.BeginAsync(options => options with
        {
            Slack = true, Onboarded = [People.Ana, People.Ben], OnSlack = [People.Ana, People.Ben],
            Settings = new Dictionary<string, string?> { ["Sweep:Every"] = "00:00:00.200", ["Planning:MaxTasksPerPersonPerHour"] = "10000" },
        });
        var world = story.World;
        Weather Bad(int seed) => new(seed) { Throttle = 0.08, Drop = 0.08, Duplicate = 0.15, Reorder = 0.15 };
        (world.Teams.Faults.Weather, world.Slack.Faults.Weather) = (Bad(1), Bad(2));

        var asked = 0;
        var pressed = new HashSet<string>();
        var until = Environment.TickCount64 + (long)Length.TotalMilliseconds;
        while (Environment.TickCount64 < until)
        {
            var number = ++asked;
            await (number % 2 == 0 ? AskOnSlackAsync(world, number) : AskOnTeamsAsync(world, number));
            await PressAsync(world, pressed);
            await Task.Delay(2500, Story.Ct);
        }

        (world.Teams.Faults.Weather, world.Slack.Faults.Weather) = (null, null);
        await Until.SoAsync(async () => await CalmAsync(story) && await PressAsync(world, pressed) == 0 && await CalmAsync(story), "calm after the storm", Calm);

        var requests = Promises.Stored(world).Values.ToDictionary(body => (int)body["Number"]!, body => Enum.Parse<RequestState>((string)body["State"]!));
        Assert.True(requests.Count >= asked / 2, $"{asked} were asked for and {requests.Count} put up.");
        Assert.All(requests, request => Assert.True(request.Value is RequestState.Succeeded or RequestState.Rejected, $"#{request.Key} is {request.Value}."));
        await Until.SoAsync(() => Task.FromResult(Untrue(world, requests).Count == 0), $"every copy tells the truth: {string.Join("; ", Untrue(world, requests).Take(5))}", Calm);
        Assert.Equal(requests.Count(request => request.Value == RequestState.Succeeded), world.Providers.Calls.Count);
        Assert.Empty(world.Slack.Violations);
        await story.AssertPromisesAsync();
    }

    private static Task AskOnTeamsAsync(World world, int number) => world.Teams.SayAsync(People.Ana, Conversation.General, $"open an issue in acme/web: storm {number}", cancellationToken: Story.Ct);

    private static Task AskOnSlackAsync(World world, int number) =>
        world.Slack.Acts.MentionAsync(People.Ana, SlackChannel.General, $"open an issue in acme/web: storm {number}", cancellationToken: Story.Ct);

    // Every third is rejected; a press whose answer was lost is made again.
    private static async Task<int> PressAsync(World world, HashSet<string> pressed)
    {
        var presses = 0;
        foreach (var card in world.Teams.Messages.Where(message => message is { From: "bot", Card: not null, Deleted: false } && CardActions.Find(message.CardFor(People.Ben)!, "approve") is not null).ToList())
        {
            var verb = pressed.Count % 3 == 2 && !pressed.Contains(card.Id) ? "reject" : "approve";
            presses++;
            pressed.Add(card.Id);
            await PressedAsync(() => world.Teams.PressAsync(People.Ben, card.Id, verb, verb == "reject" ? new Dictionary<string, string> { ["reason"] = "Not in this weather." } : null, null, Story.Ct));
        }

        foreach (var card in world.Slack.All.Where(message => message is { IsFromApp: true, Deleted: false } && message.Find("req.approve") is not null).ToList())
        {
            presses++;
            await PressedAsync(() => world.Slack.Acts.PressAsync(People.Ben, card, "req.approve", cancellationToken: Story.Ct));
        }

        return presses;
    }

    // Between looking and pressing the button may have gone.
    private static async Task PressedAsync(Func<Task> press)
    {
        try
        {
            await press();
        }
        catch (InvalidOperationException)
        {
            // It is no longer there.
        }
    }

    private static async Task<bool> CalmAsync(Story story)
    {
        await story.QuietAsync();
        return true;
    }

    // What a card says that is not how its request ended.
    private static List<string> Untrue(World world, IReadOnlyDictionary<int, RequestState> requests)
    {
        var copies = world.Teams.Messages.Where(message => message is { From: "bot", Card: not null, Deleted: false }).Select(message => CardText.Of(message.Card))
            .Concat(world.Slack.All.Where(message => message is { IsFromApp: true, Deleted: false, Blocks: not null }).Select(message => message.Seen)).Where(text => text.Contains("Fingerprint", StringComparison.Ordinal)).ToList();
        return copies.Where(text => !requests.Any(request => Regex.IsMatch(text, $@"#{request.Key}(\D|$)")
            ? text.Contains(request.Value == RequestState.Succeeded ? "Done" : "Rejected by Ben Weber", StringComparison.Ordinal)
            : false)).Select(text => text[..Math.Min(80, text.Length)]).ToList();
    }
}
