using Microsoft.EntityFrameworkCore;
using TeamsAgent.Storage;
using TeamsAgent.Storage.Rows;

namespace TeamsAgent.Planning;

/// <summary>Hands what providers answered from the execution of a request to the task that it came from.</summary>
public sealed class StepResults(UnitOfWork work)
{
    /// <summary>Adds a step's answer to the unit of work. Untrusted data; never a token.</summary>
    public void Add(string requestId, int step, string json) => work.Db.Add(new StepResultRow { RequestId = requestId, Step = step, Json = json });

    /// <summary>Takes the answers out, by step; they are gone once the unit of work is committed.</summary>
    internal async Task<IReadOnlyDictionary<int, string>> TakeAsync(string requestId, CancellationToken cancellationToken)
    {
        var rows = await work.Db.Set<StepResultRow>().Where(row => row.RequestId == requestId).ToListAsync(cancellationToken);
        work.Db.RemoveRange(rows);
        return rows.ToDictionary(row => row.Step, row => row.Json);
    }
}
