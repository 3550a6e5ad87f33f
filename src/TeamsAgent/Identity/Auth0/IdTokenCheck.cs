using System.Text.Json;
using Microsoft.Extensions.Options;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace TeamsAgent.Identity.Auth0;

/// <summary>What one login has to prove.</summary>
/// <param name="Nonce">The nonce that was sent.</param>
/// <param name="StartedAt">When the login was begun.</param>
/// <param name="Subject">The only user who will do, if it has to be a certain one.</param>
/// <param name="SecondFactor">Whether it has to be a fresh login with a second factor.</param>
public sealed record IdTokenNeeds(string Nonce, DateTimeOffset StartedAt, string? Subject, bool SecondFactor);

/// <summary>What a checked ID token says.</summary>
public sealed record IdTokenClaims(
    string Subject, string? Name, string? Email, bool EmailVerified, DateTimeOffset? AuthTime, IReadOnlyList<string> Amr, string? Acr, string? SessionId);

/// <summary>What the check of an ID token led to.</summary>
public abstract record IdTokenResult
{
    private IdTokenResult()
    {
    }

    /// <summary>It proves what was asked for.</summary>
    public sealed record Proven(IdTokenClaims Claims) : IdTokenResult;

    /// <summary>It proves nothing.</summary>
    public sealed record Flawed(IdTokenFlaw Flaw) : IdTokenResult;
}

/// <summary>
/// The check of an ID token (OpenID Connect Core §3.1.3.7, and https://auth0.com/docs/secure/multi-factor-authentication/step-up-authentication),
/// in this order: signature, issuer, audience, times, nonce, person, and for a step-up when and how the person logged in. What is missing or
/// written in an unexpected way is a flaw, never a default.
/// </summary>
public sealed class IdTokenCheck(TenantDocuments documents, IOptions<Auth0Options> options, TimeProvider clock)
{
    /// <summary>How far the tenant's clock may be off.</summary>
    public static readonly TimeSpan Skew = TimeSpan.FromSeconds(30);

    /// <summary>The class of authentication that asks for a second factor.</summary>
    public const string MultiFactor = "http://schemas.openid.net/pape/policies/2007/06/multi-factor";

    private const int Largest = 16 * 1024;
    private static readonly JsonWebTokenHandler Handler = new() { MaximumTokenSizeInBytes = Largest };
    private static readonly JsonDocumentOptions Strict = new() { MaxDepth = 8, AllowDuplicateProperties = false };

    /// <summary>Checks a token.</summary>
    /// <exception cref="TenantUnreachableException">The tenant's keys could not be had.</exception>
    public async Task<IdTokenResult> CheckAsync(string? token, IdTokenNeeds needs, CancellationToken cancellationToken)
    {
        if (token is not { Length: > 0 and <= Largest } || token.Count(c => c == '.') != 2 || !TryRead(token, out var jwt))
        {
            return new IdTokenResult.Flawed(IdTokenFlaw.NotAToken);
        }

        if (await SignatureFlawAsync(token, jwt, cancellationToken) is { } flaw)
        {
            return new IdTokenResult.Flawed(flaw);
        }

        try
        {
            using var payload = JsonDocument.Parse(Base64UrlEncoder.DecodeBytes(jwt.EncodedPayload), Strict);
            return payload.RootElement.ValueKind == JsonValueKind.Object
                ? Check(new TokenClaims(payload.RootElement), needs)
                : new IdTokenResult.Flawed(IdTokenFlaw.NotAToken);
        }
        catch (JsonException)
        {
            return new IdTokenResult.Flawed(IdTokenFlaw.NotAToken);
        }
    }

    private IdTokenResult Check(TokenClaims claims, IdTokenNeeds needs)
    {
        var now = clock.GetUtcNow();
        IdTokenFlaw? flaw = claims switch
        {
            _ when claims.Text("iss") != options.Value.ExactIssuer => IdTokenFlaw.IssuerWrong,
            _ when !IsForUs(claims) => IdTokenFlaw.AudienceWrong,
            _ when claims.Time("exp") is not { } exp || now >= exp + Skew => IdTokenFlaw.Expired,
            _ when claims.Time("iat") is not { } iat || iat < needs.StartedAt - Skew || iat > now + Skew => IdTokenFlaw.IssuedAtWrong,
            _ when claims.Text("nonce") is not { } nonce || !OneTimeSecret.Same(nonce, needs.Nonce) => IdTokenFlaw.NonceWrong,
            _ when claims.Text("sub") is not { Length: > 0 and <= 255 } => IdTokenFlaw.SubjectMissing,
            _ when needs.Subject is { } wanted && claims.Text("sub") != wanted => IdTokenFlaw.SubjectWrong,
            _ when claims.Has("org_id") => IdTokenFlaw.OrganizationUnexpected,
            _ when needs.SecondFactor => StepUpFlaw(claims, needs, now),
            _ => null,
        };
        return flaw is { } found ? new IdTokenResult.Flawed(found) : new IdTokenResult.Proven(Read(claims));
    }

    private static IdTokenFlaw? StepUpFlaw(TokenClaims claims, IdTokenNeeds needs, DateTimeOffset now) => claims switch
    {
        _ when claims.Time("auth_time") is not { } => IdTokenFlaw.AuthTimeMissing,
        _ when claims.Time("auth_time") < needs.StartedAt - Skew || claims.Time("auth_time") > now + Skew => IdTokenFlaw.AuthTimeWrong,
        _ when claims.Texts("amr") is not { } => IdTokenFlaw.MethodsMissing,
        _ when !claims.Texts("amr")!.Contains("mfa", StringComparer.Ordinal) => IdTokenFlaw.NoSecondFactor,
        // Auth0 makes amr the normative claim; acr may be left out, but may not say something else.
        _ when claims.Has("acr") && claims.Text("acr") != MultiFactor => IdTokenFlaw.ContextClassWrong,
        _ => null,
    };

    private bool IsForUs(TokenClaims claims)
    {
        var audiences = claims.Text("aud") is { } one ? [one] : claims.Texts("aud") ?? [];
        var ours = options.Value.ClientId;
        return audiences.Contains(ours, StringComparer.Ordinal)
            && (claims.Has("azp") ? claims.Text("azp") == ours : audiences.Count == 1);
    }

    private async Task<IdTokenFlaw?> SignatureFlawAsync(string token, JsonWebToken jwt, CancellationToken cancellationToken)
    {
        if (jwt.Alg != SecurityAlgorithms.RsaSha256 || (jwt.Typ is { Length: > 0 } typ && !typ.Equals("JWT", StringComparison.OrdinalIgnoreCase))
            || jwt.TryGetHeaderValue<object>("crit", out _))
        {
            return IdTokenFlaw.AlgorithmNotAllowed;
        }

        if (jwt.Kid is not { Length: > 0 and <= 128 } || await documents.FindKeyAsync(jwt.Kid, cancellationToken) is not { } key)
        {
            return IdTokenFlaw.KeyUnknown;
        }

        // The signature alone: every other check is below, with its own reason.
        var result = await Handler.ValidateTokenAsync(token, new TokenValidationParameters
        {
            IssuerSigningKey = key,
            TryAllIssuerSigningKeys = false,
            ValidAlgorithms = [SecurityAlgorithms.RsaSha256],
            RequireSignedTokens = true,
            ValidateIssuer = false,
            ValidateAudience = false,
            ValidateLifetime = false,
        });
        return result.IsValid ? null : IdTokenFlaw.SignatureInvalid;
    }

    private static bool TryRead(string token, out JsonWebToken jwt)
    {
        jwt = null!;
        try
        {
            jwt = new JsonWebToken(token);
            return true;
        }
        catch (Exception wrong) when (wrong is ArgumentException or SecurityTokenException or FormatException or JsonException)
        {
            return false;
        }
    }

    private static IdTokenClaims Read(TokenClaims claims) => new(
        claims.Text("sub")!, claims.Text("name"), claims.Text("email"), claims.IsTrue("email_verified"), claims.Time("auth_time"),
        claims.Texts("amr") ?? [], claims.Text("acr"), claims.Text("sid"));
}
