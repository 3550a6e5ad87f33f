namespace TeamsAgent.Identity;

/// <summary>What an exchange at the vault led to.</summary>
public abstract record TokenResult
{
    private TokenResult()
    {
    }

    /// <summary>The provider's token.</summary>
    /// <param name="AccessToken">For this step alone.</param>
    /// <param name="Granted">Everything that it grants, which may be more than was approved.</param>
    /// <param name="Fingerprint">Its SHA-256, for the audit.</param>
    public sealed record Token(ProviderAccessToken AccessToken, IReadOnlyList<string> Granted, string Fingerprint) : TokenResult;

    /// <summary>The person has not linked an Auth0 user.</summary>
    public sealed record NotLinked : TokenResult;

    /// <summary>The person has no usable account of this connection in the vault.</summary>
    public sealed record NotConnected : TokenResult;

    /// <summary>The provider no longer accepts what the vault has stored.</summary>
    public sealed record Reconnect : TokenResult;

    /// <summary>The account grants less than the call needs.</summary>
    public sealed record MissingScopes(IReadOnlyList<string> Missing) : TokenResult;

    /// <summary>The person's own token at the tenant is gone, revoked, or cannot be read any more.</summary>
    public sealed record SessionExpired : TokenResult;

    /// <summary>The person is blocked.</summary>
    public sealed record PersonBlocked : TokenResult;

    /// <summary>The tenant or its set-up is at fault; no person can mend it by linking or connecting.</summary>
    /// <param name="Code">The tenant's error code, or ours.</param>
    /// <param name="Sentence">For the operator.</param>
    public sealed record OperatorError(string Code, string Sentence) : TokenResult;

    /// <summary>It may work later.</summary>
    public sealed record Transient(TimeSpan After) : TokenResult;
}
