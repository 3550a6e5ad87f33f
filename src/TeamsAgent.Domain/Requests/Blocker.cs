using TeamsAgent.Domain.Outcomes;

namespace TeamsAgent.Domain.Requests;

/// <summary>What an approved request waits for.</summary>
public enum BlockerKind
{
    /// <summary>The requester has not linked an Auth0 account.</summary>
    NotLinked,

    /// <summary>The provider's account was never connected, or was disconnected.</summary>
    NotConnected,

    /// <summary>The provider refused the stored grant.</summary>
    Reconnect,

    /// <summary>The account grants fewer scopes than the plan needs.</summary>
    MissingScopes,

    /// <summary>The requester's login at the tenant has ended.</summary>
    SessionExpired,

    /// <summary>The tenant or its set-up is at fault; an operator must look.</summary>
    Operator,
}

/// <summary>What an approved request waits for, and one sentence with the next step.</summary>
/// <param name="Kind">Which.</param>
/// <param name="Connection">The Auth0 connection concerned, if one is.</param>
/// <param name="Sentence">For people.</param>
/// <param name="Since">When it was found.</param>
public sealed record Blocker(BlockerKind Kind, string? Connection, string Sentence, DateTimeOffset Since)
{
    /// <summary>The same as the sentence, for readers of other languages.</summary>
    public Told? Told { get; init; }
}
