using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;

namespace TeamsAgent.Sandbox.Tenant;

/// <summary>An ID token before it is signed, in a forger's hands.</summary>
internal sealed record IdTokenDraft(JsonObject Header, JsonObject Payload, SigningKeys Keys, DateTimeOffset Now, JsonObject? Previous)
{
    public string Sign() => Jws.Rs256(Header, Payload, Keys.Current.Rsa);

    public string With(string claim, JsonNode? value)
    {
        Payload[claim] = value;
        return Sign();
    }

    public string Without(string claim)
    {
        Payload.Remove(claim);
        return Sign();
    }
}

/// <summary>A way in which an ID token is wrong.</summary>
public sealed class IdTokenFault
{
    // A key that no key set publishes.
    private static readonly Lazy<RSA> Forger = new(() => RSA.Create(2048));

    private readonly Func<IdTokenDraft, string> _forge;

    private IdTokenFault(string name, Func<IdTokenDraft, string> forge) => (Name, _forge) = (name, forge);

    /// <summary>The fault's name, such as <c>amr:left-out</c> or <c>alg:none</c>.</summary>
    public string Name { get; }

    /// <summary>Every fault, by name: each claim left out, aged and swapped, then the token as a whole.</summary>
    public static IReadOnlyDictionary<string, IdTokenFault> All { get; } = new[]
    {
        LeftOut("amr"), LeftOut("auth_time"), LeftOut("nonce"), LeftOut("sub"), LeftOut("acr"), LeftOut("iat"), LeftOut("exp"), LeftOut("aud"), LeftOut("iss"),
        Aged("auth_time"), Aged("iat"),
        new IdTokenFault("nonce:aged", draft => draft.With("nonce", draft.Previous?["nonce"]?.DeepClone() ?? "nonce-of-an-earlier-login")),
        new IdTokenFault("sub:aged", draft => draft.With("sub", draft.Previous?["sub"]?.DeepClone() ?? "auth0|someone-earlier")),
        new IdTokenFault("amr:swapped", draft => draft.With("amr", new JsonArray("pwd"))),
        new IdTokenFault("amr:text", draft => draft.With("amr", "mfa")),
        new IdTokenFault("amr:empty", draft => draft.With("amr", new JsonArray())),
        new IdTokenFault("auth_time:swapped", draft => draft.With("auth_time", draft.Now.AddHours(1).ToUnixTimeSeconds())),
        new IdTokenFault("auth_time:text", draft => draft.With("auth_time", "just now")),
        new IdTokenFault("nonce:swapped", draft => draft.With("nonce", Convert.ToHexString(RandomNumberGenerator.GetBytes(16)))),
        new IdTokenFault("sub:swapped", draft => draft.With("sub", Other(draft.Payload["sub"]?.ToString()))),
        new IdTokenFault("acr:swapped", draft => draft.With("acr", "urn:example:password-only")),
        new IdTokenFault("iat:swapped", draft => draft.With("iat", draft.Now.AddHours(1).ToUnixTimeSeconds())),
        new IdTokenFault("alg:none", draft => { draft.Header["alg"] = "none"; return Jws.Unsigned(draft.Header, draft.Payload); }),
        new IdTokenFault("alg:hs256-with-public-key", draft => { draft.Header["alg"] = "HS256"; return Jws.Hs256(draft.Header, draft.Payload, PublicKeyOf(draft)); }),
        new IdTokenFault("iss:other", draft => draft.With("iss", "https://other.example/")),
        new IdTokenFault("iss:no-slash", draft => draft.With("iss", draft.Payload["iss"]?.ToString()?.TrimEnd('/'))),
        new IdTokenFault("aud:other", draft => draft.With("aud", "another-client")),
        new IdTokenFault("aud:several", draft => draft.With("aud", new JsonArray(draft.Payload["aud"]?.ToString() ?? "", "another-client"))),
        new IdTokenFault("kid:of-another-key", draft => { draft.Header["kid"] = draft.Keys.Next.KeyId; return draft.Sign(); }),
        new IdTokenFault("kid:unknown", draft => { draft.Header["kid"] = "no-such-key"; return draft.Sign(); }),
        new IdTokenFault("key:unpublished", draft => Jws.Rs256(draft.Header, draft.Payload, Forger.Value)),
        new IdTokenFault("signature:broken", draft => Broken(draft.Sign())),
        new IdTokenFault("token:expired", Expired),
        new IdTokenFault("token:left-out", _ => ""),
        new IdTokenFault("token:not-a-jwt", _ => "not.a.jwt"),
    }.ToDictionary(fault => fault.Name);

    internal string Forge(IdTokenDraft draft) => _forge(draft);

    private static IdTokenFault LeftOut(string claim) => new($"{claim}:left-out", draft => draft.Without(claim));

    private static IdTokenFault Aged(string claim) =>
        new($"{claim}:aged", draft => draft.With(claim, draft.Now.AddHours(-1).ToUnixTimeSeconds()));

    private static string Other(string? sub) => sub == People.Eve.Auth0UserId ? People.Ana.Auth0UserId : People.Eve.Auth0UserId;

    // The published key, in the form that a careless verifier would take for an HMAC secret.
    private static byte[] PublicKeyOf(IdTokenDraft draft) => Encoding.ASCII.GetBytes(draft.Keys.Current.Rsa.ExportSubjectPublicKeyInfoPem());

    private static string Broken(string token) => token[..^4] + (token.EndsWith("AAAA", StringComparison.Ordinal) ? "BBBB" : "AAAA");

    private static string Expired(IdTokenDraft draft)
    {
        draft.Payload["iat"] = draft.Now.AddHours(-11).ToUnixTimeSeconds();
        draft.Payload["exp"] = draft.Now.AddHours(-1).ToUnixTimeSeconds();
        return draft.Sign();
    }
}
