using TeamsAgent.Domain.Plans;
using TeamsAgent.Domain.Requests;
using TeamsAgent.Requests;
using TeamsAgent.Storage.Rows;

namespace TeamsAgent.Identity;

/// <summary>What a request needs of a connection, so that one visit at the provider is enough.</summary>
public sealed class WantedScopes(RequestStore requests)
{
    /// <summary>The scopes, with their plain meaning as far as the plan says it; empty when no request waits.</summary>
    public async Task<IReadOnlyList<ScopeNeed>> FindAsync(TicketRow ticket, CancellationToken cancellationToken)
    {
        var request = RequestId.TryParse(ticket.RequestId, out var id) ? await requests.FindAsync(id, cancellationToken) : null;
        return (request?.Plan.Steps ?? [])
            .SelectMany(step => Calls(step).Where(call => call.Connection == ticket.Connection).SelectMany(call => call.Scopes)
                .Select(scope => step.Scopes.FirstOrDefault(need => need.Name == scope) ?? new ScopeNeed(scope, "")))
            .DistinctBy(need => need.Name).ToList();
    }

    private static IEnumerable<SealedCall> Calls(PlanStep step) => step.Probe is { } probe ? [step.Call, probe.Call] : [step.Call];
}
