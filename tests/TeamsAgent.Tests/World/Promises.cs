using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Data.Sqlite;
using TeamsAgent.Sandbox;
using TeamsAgent.Sandbox.Providers;

namespace TeamsAgent.Tests.Worlds;

/// <summary>
/// The promises, held against the stand-ins' own record: what the tenant exchanged and the providers received must each have its place in the trail
/// of an approved request, byte for byte.
/// </summary>
internal sealed class Promises(World world, Func<string, Task<JsonNode?>> admin)
{
    // The product notes the time before it calls and after it was answered; the stand-ins note it in between, or a moment later.
    private static readonly TimeSpan Clocks = TimeSpan.FromSeconds(2);

    public async Task AssertAsync()
    {
        var (requests, stored) = (new List<Told>(), Stored(world));
        foreach (var row in (await admin("/admin/requests"))!.AsArray())
        {
            var id = (string)row!["id"]!;
            requests.Add(new Told(Entries((await admin($"/admin/requests/{id}/trail"))!), stored[id]));
        }

        AssertExchanges(requests);
        AssertCalls(requests);
        Assert.Empty(world.Providers.OtherHost.Visits);
        Assert.Null((string?)(await admin("/admin/audit/verification"))!["fault"]);
    }

    // No exchange but while a step is held that was approved before, one token at the most for each time it was held.
    private void AssertExchanges(List<Told> requests)
    {
        var holds = requests.SelectMany(request => request.Holds()).ToList();
        var given = 0;
        foreach (var exchange in world.Tenant.Calls.Where(call => call.GrantType?.EndsWith("federated-connection-access-token", StringComparison.Ordinal) == true))
        {
            Assert.True(
                holds.Exists(hold => exchange.At >= hold.From && exchange.At <= hold.Until + Clocks),
                $"A token was asked for at {exchange.At:O}, and no approved step was being carried out then: {Trails(requests)}");
            given += exchange.Status == 200 ? 1 : 0;
        }

        Assert.True(given <= holds.Count, $"{given} tokens were given for {holds.Count} holds of a step: {Trails(requests)}");
    }

    // Every call is the sealed one of a step that had begun to be sent, with a token of the requester; and each beginning is one call at the most.
    private void AssertCalls(List<Told> requests)
    {
        var sendings = requests.SelectMany(request => request.Sendings()).ToList();
        foreach (var call in world.Providers.Calls)
        {
            var url = $"{world.Providers.Address}{call.Target}";
            var match = sendings.FindIndex(sending => sending.Method == call.Method && sending.Url == url && sending.Body.AsSpan().SequenceEqual(call.Body) && sending.At <= call.At);
            Assert.True(match >= 0, $"{call.Method} {url} was sent, and no approved step is exactly that: {Trails(requests)}");
            if (!sendings[match].IsProbe)
            {
                sendings.RemoveAt(match);
            }
        }
    }

    private static string Trails(List<Told> requests) => string.Join("; ", requests.Select(request => string.Join(", ", request.Entries.Select(entry => $"{entry.Kind} {entry.At:HH:mm:ss.fff}"))));

    private static List<TrailLine> Entries(JsonNode trail) => [.. trail["entries"]!.AsArray().Select(entry => entry!["body"]!).Select(body =>
        new TrailLine((string)body["kind"]!, DateTimeOffset.Parse((string)body["at"]!, System.Globalization.CultureInfo.InvariantCulture), (int?)body["step"]))];

    // The stored requests as they are; the admin's endpoints give no bodies.
    public static Dictionary<string, JsonNode> Stored(World world)
    {
        using var database = new SqliteConnection($"Data Source={Path.Combine(world.Folder, "teamsagent.db")};Mode=ReadOnly");
        database.Open();
        using var command = database.CreateCommand();
        command.CommandText = "SELECT Id, Body FROM requests";
        using var rows = command.ExecuteReader();
        var bodies = new Dictionary<string, JsonNode>();
        while (rows.Read())
        {
            bodies[rows.GetString(0)] = JsonNode.Parse(rows.GetString(1))!;
        }

        return bodies;
    }

    private sealed record TrailLine(string Kind, DateTimeOffset At, int? Step);

    private sealed record Hold(DateTimeOffset From, DateTimeOffset Until);

    private sealed record Sending(string Method, string Url, byte[] Body, DateTimeOffset At, bool IsProbe);

    private sealed record Told(List<TrailLine> Entries, JsonNode Stored)
    {
        // From the claim to whatever comes next; and from a lost answer on, while it may be probed.
        public IEnumerable<Hold> Holds() => Entries.Index().Where(line => line.Item.Kind is "step-claimed" or "step-unknown" && IsApproved(line.Index))
            .Select(line => new Hold(line.Item.At, Entries.ElementAtOrDefault(line.Index + 1)?.At ?? DateTimeOffset.MaxValue - Clocks));

        public IEnumerable<Sending> Sendings() => Entries.Index()
            .Where(line => line.Item.Kind is "sending-began" or "step-unknown" && IsApproved(line.Index))
            .Select(line => (line.Item, Step: Stored["Plan"]!["Steps"]![line.Item.Step!.Value]!))
            .Where(line => line.Item.Kind == "sending-began" || line.Step["Probe"] is not null)
            .Select(line => Of(line.Item.Kind == "sending-began" ? line.Step["Call"]! : line.Step["Probe"]!["Call"]!, line.Item));

        private static Sending Of(JsonNode call, TrailLine line) => new(
            (string)call["Method"]!, (string)call["Url"]!, Convert.FromBase64String((string?)call["Body"] ?? ""), line.At, line.Kind != "sending-began");

        private bool IsApproved(int index) => Entries.Take(index).Any(line => line.Kind == "approved");
    }
}
