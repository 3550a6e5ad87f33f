using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using TeamsAgent.Domain.Plans;

namespace TeamsAgent.Domain.Decisions;

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
    Sha256Hash IdTokenHash, string Nonce, string NoncePreimage, DateTimeOffset At)
{
    /// <summary>How far the tenant's clock may be behind ours.</summary>
    public static readonly TimeSpan Skew = TimeSpan.FromSeconds(60);

    /// <summary>The nonce for a preimage: its SHA-256 in base64url (RFC 4648 §5). The tenant's signature then covers the decision and the plan.</summary>
    public static string NonceOf(string preimage) => Base64Url.EncodeToString(SHA256.HashData(Encoding.UTF8.GetBytes(preimage)));

    /// <summary>Whether it proves a login after the decision, with a second factor, for exactly the decision's plan.</summary>
    public bool Proves(Decision decision) =>
        Amr.Contains("mfa", StringComparer.Ordinal)
        && AuthTime >= decision.At - Skew
        && Nonce == NonceOf(NoncePreimage)
        && NoncePreimage.Contains(decision.Id, StringComparison.Ordinal)
        && NoncePreimage.Contains(decision.Plan.Hex, StringComparison.Ordinal);
}
