using Microsoft.Extensions.Options;
using TeamsAgent.Actions;
using TeamsAgent.Domain.Outcomes;
using TeamsAgent.Domain.Plans;
using TeamsAgent.Domain.Requests;
using TeamsAgent.Identity;
using TeamsAgent.Messaging;
using TeamsAgent.Requests;
using TeamsAgent.Storage;
using TeamsAgent.Words;

namespace TeamsAgent.Execution;

/// <summary>
/// Carries out an approved plan, step by step: claim, exchange, send, record. Each is saved before the next begins, so that whatever
/// happens in between is known afterwards. The only caller of the token exchange and of the provider.
/// </summary>
public sealed class ExecuteHandler(
    Scopes scopes, ProviderTokens tokens, ProviderSender sender, IOptions<CatalogueOptions> origins, IOptions<ExecutionOptions> options,
    TimeProvider clock, ILogger<ExecuteHandler> logger)
{
    private const int MaxPlannerBytes = 32 * 1024;

    /// <summary>Goes on until there is no next step, or something has to be waited for.</summary>
    public async Task Handle(ExecuteRequest message, CancellationToken cancellationToken)
    {
        var id = RequestId.Parse(message.RequestId);
        while (await ClaimAsync(id, cancellationToken) is { } claimed)
        {
            await RunAsync(claimed, cancellationToken);
        }
    }

    private async Task<ApprovalRequest?> ClaimAsync(RequestId id, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        var claim = await scopes.RunAsync<Steps, CommandResult>(steps => steps.ClaimAsync(id, options.Value.ClaimLease, now, cancellationToken));
        switch (claim)
        {
            case CommandResult.Done { Request: { State: RequestState.Executing } claimed }:
                return claimed;
            case CommandResult.Refused { Reason: Refusal.Expired }:
                await scopes.RunAsync<Steps, CommandResult>(steps => steps.SaveAsync(id, request => request.Expire(clock.GetUtcNow()), null, cancellationToken));
                return null;
            case CommandResult.Refused { Reason: Refusal.NotYet }:
                throw new TryAgainException("Another executor holds the step; its claim may still end well.");
            default:
                return null;
        }
    }

    private async Task RunAsync(ApprovalRequest request, CancellationToken cancellationToken)
    {
        var index = request.NextStep;
        var (step, claim) = (request.Plan.Steps[index], request.Steps[index].Claim);
        var result = await tokens.ExchangeAsync(request.Requester, step.Call, cancellationToken);
        if (result is not TokenResult.Token token)
        {
            await WithoutTokenAsync(request, index, claim, result, cancellationToken);
            return;
        }

        var begun = await scopes.RunAsync<Steps, CommandResult>(steps =>
            steps.SaveAsync(request.Id, r => r.BeginSending(index, claim, clock.GetUtcNow()), null, cancellationToken));
        if (begun is not CommandResult.Done { Request: { State: RequestState.Executing } sealedRequest })
        {
            Log.ClaimLost(logger, request.Id.Value, index);
            return;
        }

        // What is sent is what this very transaction has checked and saved, not what was loaded before the token was asked for.
        var approved = sealedRequest.Plan.Steps[index];
        var answer = await sender.SendAsync(approved, approved.Call, token.AccessToken);
        await RecordAsync(request.Id, index, claim, approved, answer);
    }

    private Task WithoutTokenAsync(ApprovalRequest request, int index, int claim, TokenResult result, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        var meaning = Blockers.Of(request.Plan.Steps[index], result, now);
        return meaning switch
        {
            Blockers.Wait wait => WaitAsync(request, index, claim, wait.Blocker, cancellationToken),
            Blockers.Later later => LaterAsync(request.Id, index, claim, later.Why, cancellationToken),
            Blockers.Never never => SaveAsync(request.Id, r => r.Record(index, claim, never.Why.Outcome(OutcomeKind.Failed, null, now), now), null),
            _ => throw new InvalidOperationException("Every token result has a meaning."),
        };
    }

    private Task WaitAsync(ApprovalRequest request, int index, int claim, Blocker blocker, CancellationToken cancellationToken) =>
        scopes.RunAsync<BlockRequest>(block => block.HandleAsync(request, index, claim, blocker, cancellationToken));

    private async Task LaterAsync(RequestId id, int index, int claim, string why, CancellationToken cancellationToken)
    {
        await scopes.RunAsync<Steps, CommandResult>(steps => steps.SaveAsync(id, r => r.Release(index, claim, why, clock.GetUtcNow()), null, cancellationToken));
        throw new TryAgainException(why);
    }

    private Task<CommandResult> RecordAsync(RequestId id, int index, int claim, PlanStep step, ProviderAnswer answer)
    {
        var now = clock.GetUtcNow();
        switch (answer)
        {
            case ProviderAnswer.Answered answered when OutcomeOf.Answer(step, answered, origins.Value.AllowLoopback, now) is { } outcome:
                var found = outcome.Kind == OutcomeKind.Succeeded && OutcomeOf.Json(answered) is { } json
                    ? (index, ResultText.PlannerResult(step, json, MaxPlannerBytes))
                    : ((int, string)?)null;
                return SaveAsync(id, r => r.Record(index, claim, outcome, now), found);
            case ProviderAnswer.Answered failed:
                return LoseAsync(id, index, claim, ExecutionKey.ErrorOfItsOwn.Tell(("provider", step.Provider), ("status", (int)failed.Status)), now);
            case ProviderAnswer.NotSent notSent:
                return SaveAsync(id, r => r.Record(index, claim, notSent.Why.Outcome(OutcomeKind.Failed, null, now), now), null);
            default:
                return LoseAsync(id, index, claim, ((ProviderAnswer.Lost)answer).Why.Tell(), now);
        }
    }

    private Task<CommandResult> LoseAsync(RequestId id, int index, int claim, (string Sentence, Told Told) why, DateTimeOffset now) =>
        SaveAsync(id, r => r.LoseAnswer(index, claim, why.Sentence, now, why.Told), null);

    // Not to be given up on: what is known by now must be saved, even while the process is being stopped.
    private Task<CommandResult> SaveAsync(RequestId id, Func<ApprovalRequest, Transition> decide, (int, string)? found) =>
        scopes.RunAsync<Steps, CommandResult>(steps => steps.SaveAsync(id, decide, found, CancellationToken.None));
}
