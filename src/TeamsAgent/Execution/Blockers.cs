using TeamsAgent.Domain.Outcomes;
using TeamsAgent.Domain.Plans;
using TeamsAgent.Domain.Requests;
using TeamsAgent.Identity;
using TeamsAgent.Words;

namespace TeamsAgent.Execution;

/// <summary>What it means for a step that there is no token: the one table.</summary>
internal abstract record Blockers
{
    private Blockers()
    {
    }

    /// <summary>A person can mend it; the approval stays.</summary>
    public sealed record Wait(Blocker Blocker) : Blockers;

    /// <summary>It mends itself.</summary>
    public sealed record Later(string Why) : Blockers;

    /// <summary>It ends here.</summary>
    public sealed record Never(ExecutionKey Why) : Blockers;

    public static Blockers Of(PlanStep step, TokenResult result, DateTimeOffset now)
    {
        var (provider, connection) = (step.Provider, step.Call.Connection);
        return result switch
        {
            TokenResult.NotLinked => Blocked(BlockerKind.NotLinked, null, ExecutionKey.NotLinked.Tell()),
            TokenResult.NotConnected => Blocked(BlockerKind.NotConnected, connection, ExecutionKey.NotConnected.Tell(("provider", provider))),
            TokenResult.Reconnect => Blocked(BlockerKind.Reconnect, connection, ExecutionKey.Reconnect.Tell(("provider", provider))),
            TokenResult.MissingScopes missing => Blocked(BlockerKind.MissingScopes, connection,
                ExecutionKey.MissingScopes.Tell(("provider", provider), ("scopes", string.Join(", ", missing.Missing)))),
            TokenResult.SessionExpired => Blocked(BlockerKind.SessionExpired, null, ExecutionKey.SessionExpired.Tell()),
            TokenResult.OperatorError => Blocked(BlockerKind.Operator, null, ExecutionKey.Operator.Tell()),
            TokenResult.Transient => new Later("The identity provider is out of reach; it is tried again."),
            TokenResult.PersonBlocked => new Never(ExecutionKey.RequesterBlocked),
            _ => new Never(ExecutionKey.NoToken),
        };

        Wait Blocked(BlockerKind kind, string? on, (string Sentence, Told Told) why) => new(new Blocker(kind, on, why.Sentence, now) { Told = why.Told });
    }
}
