using System.Text.Json;
using Microsoft.Extensions.Options;
using TeamsAgent.Domain.Outcomes;
using TeamsAgent.Domain.Plans;
using TeamsAgent.Domain.Requests;
using TeamsAgent.Identity;
using TeamsAgent.Messaging;
using TeamsAgent.Requests;
using TeamsAgent.Storage;
using TeamsAgent.Words;

namespace TeamsAgent.Execution;

/// <summary>Asks the provider whether a call whose answer was lost has happened. A probe only reads, so it may be repeated.</summary>
public sealed class ProbeHandler(
    Scopes scopes, ProviderTokens tokens, ProviderSender sender, IOptions<ExecutionOptions> options, TimeProvider clock)
{
    /// <summary>Settles the step if the provider can tell; otherwise it stays unknown until a person looks.</summary>
    public async Task Handle(ProbeRequest message, CancellationToken cancellationToken)
    {
        var id = RequestId.Parse(message.RequestId);
        var request = await scopes.RunAsync<RequestStore, ApprovalRequest?>(store => store.FindAsync(id, cancellationToken));
        var index = request?.Steps.Select((step, i) => (step, i)).Where(s => s.step.Progress == StepProgress.Unknown).Select(s => s.i).DefaultIfEmpty(-1).First() ?? -1;
        if (request is null || index < 0 || request.Plan.Steps[index].Probe is not { } probe || request.Plan.Hash() != request.PlanHash)
        {
            return;
        }

        var step = request.Plan.Steps[index];
        if (await FoundAsync(request, step, probe, cancellationToken) is not { } found)
        {
            throw new TryAgainException("The provider could not say yet whether it happened.");
        }

        var now = clock.GetUtcNow();
        if (!found && now - request.Steps[index].Since < options.Value.ProbeWindow)
        {
            throw new TryAgainException("The provider does not know of it yet; it may still be under way.");
        }

        var outcome = found
            ? ExecutionKey.ProbeHappened.Outcome(OutcomeKind.Succeeded, null, now, ("provider", step.Provider))
            : ExecutionKey.ProbeDidNotHappen.Outcome(OutcomeKind.Failed, null, now, ("provider", step.Provider));
        await scopes.RunAsync<Steps, CommandResult>(steps => steps.SaveAsync(
            id, r => r.Settle(index, outcome, null, new Dictionary<string, Domain.People.Group>(), now), null, cancellationToken));
    }

    private async Task<bool?> FoundAsync(ApprovalRequest request, PlanStep step, SealedProbe probe, CancellationToken cancellationToken)
    {
        if (await tokens.ExchangeAsync(request.Requester, probe.Call, cancellationToken) is not TokenResult.Token token)
        {
            return null;
        }

        var answer = await sender.SendAsync(step, probe.Call, token.AccessToken);
        return answer is ProviderAnswer.Answered { Status: var status } answered && (int)status is >= 200 and < 300 && OutcomeOf.Json(answered) is { } json
            ? Exists(json, probe.Found)
            : null;
    }

    // RFC 6901, as far as a probe needs it.
    private static bool Exists(JsonElement json, string pointer)
    {
        foreach (var raw in pointer.Split('/').Skip(1))
        {
            var token = raw.Replace("~1", "/", StringComparison.Ordinal).Replace("~0", "~", StringComparison.Ordinal);
            if (json.ValueKind == JsonValueKind.Object && json.TryGetProperty(token, out var member))
            {
                json = member;
            }
            else if (json.ValueKind == JsonValueKind.Array && int.TryParse(token, out var at) && at >= 0 && at < json.GetArrayLength())
            {
                json = json[at];
            }
            else
            {
                return false;
            }
        }

        return json.ValueKind is not JsonValueKind.Null;
    }
}
