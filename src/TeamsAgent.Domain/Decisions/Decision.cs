using TeamsAgent.Domain.People;
using TeamsAgent.Domain.Plans;

namespace TeamsAgent.Domain.Decisions;

/// <summary>What a person chose.</summary>
public enum Choice
{
    /// <summary>Let it run.</summary>
    Approve,

    /// <summary>Do not let it run.</summary>
    Reject,
}

/// <summary>Evidence of one fresh login with a second factor, made for one decision.</summary>
/// <param name="Subject">The Auth0 user (<c>sub</c>).</param>
/// <param name="AuthTime">When the person logged in (OpenID Connect Core §2, <c>auth_time</c>).</param>
/// <param name="Amr">How (RFC 8176); contains <c>mfa</c>.</param>
/// <param name="Acr">The class of authentication, if the tenant says it.</param>
/// <param name="SessionId">The tenant's session (<c>sid</c>), if said.</param>
/// <param name="IdTokenHash">SHA-256 of the ID token that proves it.</param>
/// <param name="Nonce">The nonce that the token carries.</param>
/// <param name="NoncePreimage">What the nonce is the SHA-256 of: it holds the decision's id and the plan's hash.</param>
/// <param name="At">When we checked it.</param>
public sealed record StepUpProof(
    string Subject, DateTimeOffset AuthTime, IReadOnlyList<string> Amr, string? Acr, string? SessionId,
    Sha256Hash IdTokenHash, string Nonce, string NoncePreimage, DateTimeOffset At);

/// <summary>One person's decision on exactly one plan.</summary>
public sealed record Decision
{
    /// <summary>The decision's own id: <c>d_</c> and 32 hexadecimal digits.</summary>
    public required string Id { get; init; }

    /// <summary>Who.</summary>
    public required PersonId By { get; init; }

    /// <summary>Their name as it was shown.</summary>
    public required string Name { get; init; }

    /// <summary>The verified chat account that pressed.</summary>
    public required ChatIdentity Via { get; init; }

    /// <summary>Which way.</summary>
    public required Choice Choice { get; init; }

    /// <summary>Why not, in the person's words; untrusted text.</summary>
    public string? Reason { get; init; }

    /// <summary>The hash of the plan that was on the card.</summary>
    public required Sha256Hash Plan { get; init; }

    /// <summary>When.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>The approver groups that the person was in at that moment.</summary>
    public IReadOnlyList<string> Groups { get; init; } = [];

    /// <summary>The proof, once it is in.</summary>
    public StepUpProof? Proof { get; init; }
}
