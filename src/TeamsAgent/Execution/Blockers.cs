using TeamsAgent.Domain.Plans;
using TeamsAgent.Domain.Requests;
using TeamsAgent.Identity;

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
    public sealed record Never(string Why) : Blockers;

    public static Blockers Of(PlanStep step, TokenResult result, DateTimeOffset now)
    {
        var (provider, connection) = (step.Provider, step.Call.Connection);
        Wait Blocked(BlockerKind kind, string? on, string sentence) => new(new Blocker(kind, on, sentence, now));
        return result switch
        {
            TokenResult.NotLinked => Blocked(BlockerKind.NotLinked, null, "The requester has to link their chat account first."),
            TokenResult.NotConnected => Blocked(BlockerKind.NotConnected, connection, $"The requester has to connect their {provider} account first."),
            TokenResult.Reconnect => Blocked(BlockerKind.Reconnect, connection, $"{provider} no longer accepts the stored access; the requester has to connect the account again."),
            TokenResult.MissingScopes missing => Blocked(BlockerKind.MissingScopes, connection,
                $"The connected {provider} account does not grant {string.Join(", ", missing.Missing)}; the requester has to connect it again with more access."),
            TokenResult.SessionExpired => Blocked(BlockerKind.SessionExpired, null, "The requester's login has ended; they have to link their chat account again."),
            TokenResult.OperatorError => Blocked(BlockerKind.Operator, null, "The identity provider refused for a reason that an administrator has to look at."),
            TokenResult.Transient => new Later("The identity provider is out of reach; it is tried again."),
            TokenResult.PersonBlocked => new Never("The requester's account is blocked; nothing was sent."),
            _ => new Never("The identity provider gave no token; nothing was sent."),
        };
    }
}
