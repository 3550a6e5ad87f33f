using Microsoft.EntityFrameworkCore;

namespace TeamsAgent.Storage;

/// <summary>Refuses to start on a database that is not durable, before anything is acknowledged.</summary>
internal sealed class DurabilityGuard(Scopes scopes) : IHostedService
{
    public Task StartAsync(CancellationToken cancellationToken) => scopes.RunAsync<AgentDbContext>(async db =>
    {
        await db.Database.OpenConnectionAsync(cancellationToken);
        await DurabilityCheck.OfAsync(db.Database.GetDbConnection(), cancellationToken);
    });

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
