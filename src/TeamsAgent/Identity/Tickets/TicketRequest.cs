using TeamsAgent.Domain.People;
using TeamsAgent.Domain.Requests;
using TeamsAgent.Storage.Rows;

namespace TeamsAgent.Identity;

/// <summary>What a one-time link is wanted for.</summary>
/// <param name="Kind">What for.</param>
/// <param name="Person">To whom it is given.</param>
/// <param name="Chat">The chat account that it is given to; a link to link an account needs it.</param>
/// <param name="Request">The request that it is about, for a step-up, or for a connection that a request waits for.</param>
/// <param name="DecisionId">The decision, for a step-up.</param>
/// <param name="Connection">The connection, to connect an account.</param>
public sealed record TicketRequest(
    TicketKind Kind, PersonId Person, ChatIdentity? Chat = null, RequestId? Request = null, string? DecisionId = null, string? Connection = null);
