using System.Globalization;
using System.Text.Json.Nodes;
using TeamsAgent.Sandbox;
using TeamsAgent.Sandbox.Chat;
using TeamsAgent.Sandbox.Tenant;
using TeamsAgent.Tests.Worlds;

namespace TeamsAgent.Tests.Faults;

/// <summary>Worlds in which something is about to go wrong.</summary>
internal static class Faulty
{
    /// <summary>A tenant that says nothing until the caller gives up.</summary>
    public static TenantFault Hangs { get; } = new("hang", FaultKind.Hang);

    /// <summary>A world with short leases; settings are added by name.</summary>
    public static Task<Story> BeginAsync(params (string Name, string? Value)[] settings) => Story.BeginAsync(options => With(options, settings));

    /// <summary>The same, with the product in a process of its own that can be killed.</summary>
    public static Task<Story> InItsOwnProcessAsync(params (string Name, string? Value)[] settings) =>
        Story.BeginAsync(options => With(options, settings) with { OutOfProcess = true });

    public static WorldOptions With(WorldOptions options, params (string Name, string? Value)[] settings)
    {
        var all = new Dictionary<string, string?>(options.Settings) { ["Execution:ClaimLease"] = "00:00:02", ["Sweep:Every"] = "00:00:00.200", ["Planning:MaxTasksPerPersonPerHour"] = "10000" };
        foreach (var (name, value) in settings)
        {
            all[name] = value;
        }

        return options with { Settings = all };
    }

    /// <summary>Approves, and returns once the tenant has the exchange and does not answer it.</summary>
    public static async Task ApproveAndHoldAtTheTenantAsync(Story story, Posted card)
    {
        story.World.Tenant.Faults.FailNextExchange(Hangs);
        await card.PressAsync(People.Ben, "approve");
        await Until.SoAsync(() => story.World.Tenant.Faults.Pending.Count == 0, "the exchange under way");
    }

    /// <summary>Approves, and returns once the tenant has refused the exchange for a while: approved, nothing sent, and tried again soon.</summary>
    public static async Task ApproveWhileTheTenantIsDownAsync(Story story, Posted card)
    {
        story.World.Tenant.Faults.FailNextExchange(new TenantFault("bad_gateway", FaultKind.Html, 502), times: 100);
        await card.PressAsync(People.Ben, "approve");
        await Until.SoAsync(async () => (await story.TrailAsync(card.RequestId)).Contains("step-repeatable"), "the exchange refused");
    }

    /// <summary>A thread in the channel, to deliver messages in that are made by hand.</summary>
    public static async Task<string> ThreadAsync(Story story)
    {
        var root = await story.SaysAsync(People.Ana, "help");
        await story.QuietAsync();
        return root.MessageId;
    }

    /// <summary>A message in a thread, not delivered yet.</summary>
    public static JsonObject Ask(Story story, string thread, int number, string words) => story.World.Teams.Activities.Message(
        People.Ana, Conversation.General, thread, (1_700_000_000_000 + number).ToString(CultureInfo.InvariantCulture), words);

    /// <summary>Kills the product and starts it again on what it left behind.</summary>
    public static Task KillAndStartAsync(Story story)
    {
        story.World.Product.Kill();
        return story.World.Product.StartAgainAsync(Story.Ct);
    }
}
