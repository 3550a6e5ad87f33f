using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using TeamsAgent.Audit;
using TeamsAgent.Domain.Requests;
using TeamsAgent.Storage;
using TeamsAgent.Storage.Rows;

namespace TeamsAgent.Admin;

/// <summary>What administrators read: requests, the audit trail of one of them, and whether the chain is whole.</summary>
internal static class AdminEndpoints
{
    private const int Newest = 100;

    public static void Map(IEndpointRouteBuilder routes)
    {
        var admin = routes.MapGroup("/admin").AddEndpointFilter<AdminKeyFilter>();
        admin.MapGet("/requests", ListAsync);
        admin.MapGet("/requests/{id}/trail", TrailAsync);
        admin.MapGet("/audit/verification", VerifyAsync);
    }

    private static async Task<IResult> ListAsync(UnitOfWork work, CancellationToken cancellationToken) => Results.Json(
        await work.Db.Set<RequestRow>().AsNoTracking().OrderByDescending(row => row.Number).Take(Newest)
            .Select(row => new RequestSummary(row.Id, row.Number, row.Title, row.State, row.CreatedAt)).ToListAsync(cancellationToken));

    private static async Task<IResult> TrailAsync(string id, UnitOfWork work, CancellationToken cancellationToken)
    {
        if (!RequestId.TryParse(id, out var request))
        {
            return Results.Problem("That is no request id.", statusCode: StatusCodes.Status400BadRequest);
        }

        var rows = await work.Db.Set<AuditRow>().AsNoTracking().Where(row => row.RequestId == request.Value).OrderBy(row => row.Seq).ToListAsync(cancellationToken);
        return rows.Count == 0
            ? Results.NotFound()
            : Results.Json(new Trail(request.Value, rows.ConvertAll(TrailEntry.Of)));
    }

    private static async Task<IResult> VerifyAsync(UnitOfWork work, CancellationToken cancellationToken) =>
        Results.Json(await AuditChain.VerifyAsync(work.Db, cancellationToken));

    private sealed record RequestSummary(string Id, int Number, string Title, string State, DateTimeOffset CreatedAt);

    private sealed record Trail(string RequestId, IReadOnlyList<TrailEntry> Entries);

    private sealed record TrailEntry(long Seq, string Previous, string Hash, JsonElement Body)
    {
        public static TrailEntry Of(AuditRow row)
        {
            using var body = JsonDocument.Parse(row.Body);
            return new TrailEntry(row.Seq, row.Previous, row.Hash, body.RootElement.Clone());
        }
    }
}
