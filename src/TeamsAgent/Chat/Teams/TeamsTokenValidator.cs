using System.Security.Claims;
using Microsoft.Extensions.Options;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace TeamsAgent.Chat.Teams;

/// <summary>What is wrong with an inbound call.</summary>
public enum TokenFault
{
    /// <summary>Nothing.</summary>
    None,

    /// <summary>There is no bearer token, or it is no signed JWT.</summary>
    NoToken,

    /// <summary>Not RS256, which is the one algorithm that the service uses.</summary>
    Algorithm,

    /// <summary>Signed by a key that the service does not have.</summary>
    UnknownKey,

    /// <summary>The key is not endorsed for the channel.</summary>
    NotEndorsed,

    /// <summary>The signature does not fit.</summary>
    Signature,

    /// <summary>Issued by somebody else.</summary>
    Issuer,

    /// <summary>Meant for another bot.</summary>
    Audience,

    /// <summary>Expired, not valid yet, or without an end.</summary>
    Lifetime,

    /// <summary>Made for another service address than the activity names, or for none.</summary>
    ServiceUrl,

    /// <summary>The service address is none that the bot's token may be sent to.</summary>
    ServiceHost,

    /// <summary>A channel that the bot does not serve.</summary>
    Channel,

    /// <summary>A tenant that may not talk to the bot.</summary>
    Tenant,
}

/// <summary>What became of the check of one call.</summary>
/// <param name="Fault">What is wrong, or none.</param>
/// <param name="Identity">The caller: the service itself, never a person.</param>
public sealed record TokenCheck(TokenFault Fault, ClaimsIdentity? Identity)
{
    /// <summary>Whether the call may be taken.</summary>
    public bool IsGood => Fault == TokenFault.None && Identity is not null;
}

/// <summary>
/// The check of the token that the Bot Framework service sends with every activity (Bot Connector authentication, "Authenticate requests from
/// the Bot Connector service to your bot"). Tokens of emulators, skills and people are not accepted; there is no switch to turn it off.
/// </summary>
internal sealed class TeamsTokenValidator(BotSigningKeys keys, ServiceHosts hosts, IOptions<TeamsOptions> options, TimeProvider clock)
{
    /// <summary>The one channel that this endpoint serves.</summary>
    public const string Channel = "msteams";

    private const int LongestToken = 8192;
    private const string ServiceUrlClaim = "serviceurl";
    private static readonly TimeSpan Skew = TimeSpan.FromMinutes(5);
    private static readonly JsonWebTokenHandler Handler = new() { MapInboundClaims = false, MaximumTokenSizeInBytes = LongestToken };

    /// <summary>Checks the header against the activity that came with it.</summary>
    public async Task<TokenCheck> CheckAsync(string? authorization, string channelId, string serviceUrl, CancellationToken cancellationToken)
    {
        if (Read(authorization) is not { } token)
        {
            return Bad(TokenFault.NoToken);
        }

        if (token.Alg != SecurityAlgorithms.RsaSha256)
        {
            return Bad(TokenFault.Algorithm);
        }

        if (token.Issuer != options.Value.Issuer)
        {
            return Bad(TokenFault.Issuer);
        }

        if (token.Kid is not { Length: > 0 and <= 200 } kid || await keys.FindAsync(kid, cancellationToken) is not { } key)
        {
            return Bad(TokenFault.UnknownKey);
        }

        var result = await Handler.ValidateTokenAsync(token, Parameters(key));
        return !result.IsValid ? Bad(Fault(result.Exception))
            : channelId != Channel ? Bad(TokenFault.Channel)
            : !key.Endorsements.Contains(channelId) ? Bad(TokenFault.NotEndorsed)
            : !IsFor(token, serviceUrl) ? Bad(TokenFault.ServiceUrl)
            : !hosts.Allows(serviceUrl) ? Bad(TokenFault.ServiceHost)
            : new TokenCheck(TokenFault.None, result.ClaimsIdentity);
    }

    private static TokenCheck Bad(TokenFault fault) => new(fault, null);

    private static JsonWebToken? Read(string? authorization)
    {
        const string Scheme = "Bearer ";
        if (authorization is null || authorization.Length > LongestToken || !authorization.StartsWith(Scheme, StringComparison.Ordinal))
        {
            return null;
        }

        var text = authorization[Scheme.Length..];
        try
        {
            // Three parts, no more: an encrypted token has five.
            return text.Count(letter => letter == '.') == 2 && !text.Contains(' ', StringComparison.Ordinal) ? new JsonWebToken(text) : null;
        }
        catch (ArgumentException)
        {
            return null;
        }
    }

    private TokenValidationParameters Parameters(BotSigningKey key) => new()
    {
        ValidIssuer = options.Value.Issuer,
        ValidAlgorithms = [SecurityAlgorithms.RsaSha256],
        IssuerSigningKey = key.Key,
        TryAllIssuerSigningKeys = false,
        RequireSignedTokens = true,
        RequireExpirationTime = true,
        AudienceValidator = (audiences, _, _) => audiences.Take(2).ToList() is [var only] && string.Equals(only, options.Value.AppId, StringComparison.OrdinalIgnoreCase),
        LifetimeValidator = (from, until, _, _) => IsNow(from, until),
    };

    private bool IsNow(DateTime? from, DateTime? until)
    {
        var now = clock.GetUtcNow().UtcDateTime;
        return until is { } end && now <= end + Skew && (from is not { } begin || now >= begin - Skew);
    }

    // The claim's name has no capital letter on the wire, whatever the documents print.
    private static bool IsFor(JsonWebToken token, string serviceUrl) =>
        token.Claims.Where(claim => claim.Type == ServiceUrlClaim).Take(2).ToList() is [var only]
        && string.Equals(Trim(only.Value), Trim(serviceUrl), StringComparison.OrdinalIgnoreCase);

    private static string Trim(string url) => url.EndsWith('/') ? url[..^1] : url;

    private static TokenFault Fault(Exception? invalid) => invalid switch
    {
        SecurityTokenInvalidAudienceException => TokenFault.Audience,
        SecurityTokenInvalidIssuerException => TokenFault.Issuer,
        SecurityTokenExpiredException or SecurityTokenInvalidLifetimeException or SecurityTokenNoExpirationException or SecurityTokenNotYetValidException => TokenFault.Lifetime,
        SecurityTokenInvalidAlgorithmException => TokenFault.Algorithm,
        _ => TokenFault.Signature,
    };
}
