using Microsoft.EntityFrameworkCore;
using TeamsAgent.Hosting;
using TeamsAgent.Storage;
using TeamsAgent.Storage.Rows;
using Wolverine.Persistence.Durability;

namespace TeamsAgent.Admin;

/// <summary>Whether the process lives, and whether it can do its work. Says numbers, never contents.</summary>
internal static class HealthEndpoints
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/health/live", () => Results.Text("live"));
        routes.MapGet("/health/ready", ReadyAsync);
    }

    private static async Task<IResult> ReadyAsync(
        UnitOfWork work, IMessageStore messages, IEnumerable<ISelfTest> tests, TimeProvider clock, CancellationToken cancellationToken)
    {
        try
        {
            var late = clock.GetUtcNow() - TimeSpan.FromMinutes(1);
            var counts = await messages.Admin.FetchCountsAsync();
            return Results.Json(new Health(
                Database: "ok",
                MessagesSetAside: counts.DeadLetter,
                MessagesWaiting: counts.Incoming + counts.Outgoing + counts.Scheduled,
                InboundWaiting: await work.Db.Set<InboxRow>().CountAsync(row => row.DoneAt == null, cancellationToken),
                InboundLate: await work.Db.Set<InboxRow>().CountAsync(row => row.DoneAt == null && row.ReceivedAt < late, cancellationToken),
                OpenRequests: await work.Db.Set<RequestRow>().CountAsync(row => row.DueAt != null, cancellationToken),
                SelfTests: tests.ToDictionary(test => test.Subject, test => test.Last switch { null => "not yet", { Passed: true } => "ok", _ => "failed; see the log" })));
        }
        catch (Exception failed) when (failed is System.Data.Common.DbException or DbUpdateException)
        {
            return Results.Json(new Health("not reachable", 0, 0, 0, 0, 0, new Dictionary<string, string>()), statusCode: StatusCodes.Status503ServiceUnavailable);
        }
    }

    private sealed record Health(
        string Database, int MessagesSetAside, int MessagesWaiting, int InboundWaiting, int InboundLate, int OpenRequests, IReadOnlyDictionary<string, string> SelfTests);
}
