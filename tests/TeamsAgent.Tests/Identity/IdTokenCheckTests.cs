using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.IdentityModel.Tokens;
using TeamsAgent.Identity.Auth0;

namespace TeamsAgent.Tests.Identity;

/// <summary>The check of ID tokens against forgeries, and against keys that change.</summary>
public sealed class IdTokenCheckTests
{
    public static TheoryData<string, IdTokenFlaw> Forgeries
    {
        get
        {
            var data = new TheoryData<string, IdTokenFlaw>();
            foreach (var (name, (flaw, _)) in All)
            {
                data.Add(name, flaw);
            }

            return data;
        }
    }

    private static Dictionary<string, (IdTokenFlaw Flaw, Func<TenantStub, string> Forge)> All { get; } = new()
    {
        ["no token"] = (IdTokenFlaw.NotAToken, _ => ""),
        ["two parts"] = (IdTokenFlaw.NotAToken, stub => string.Join('.', Good(stub).Split('.')[..2])),
        ["five parts, as if encrypted"] = (IdTokenFlaw.NotAToken, stub => Good(stub) + ".x.y"),
        ["not base64"] = (IdTokenFlaw.NotAToken, _ => "@@.@@.@@"),
        ["20 KB"] = (IdTokenFlaw.NotAToken, stub => Changed(stub, payload => payload["pad"] = new string('x', 20_000))),
        ["alg none, no signature"] = (IdTokenFlaw.AlgorithmNotAllowed, stub => Unsigned(stub, "none")),
        ["alg None in another case"] = (IdTokenFlaw.AlgorithmNotAllowed, stub => Unsigned(stub, "nOnE")),
        ["alg left out"] = (IdTokenFlaw.AlgorithmNotAllowed, stub => Header(stub, header => header.Remove("alg"))),
        ["HS256 with the public key as secret"] = (IdTokenFlaw.AlgorithmNotAllowed, Hs256),
        ["HS256 with the client secret"] = (IdTokenFlaw.AlgorithmNotAllowed, stub => Hmac(stub, "secret-secret-secret-secret-secret"u8.ToArray())),
        ["PS256, which the discovery document may offer"] = (IdTokenFlaw.AlgorithmNotAllowed, Ps256),
        ["RS512"] = (IdTokenFlaw.AlgorithmNotAllowed, stub => Header(stub, header => header["alg"] = "RS512")),
        ["crit that nobody knows"] = (IdTokenFlaw.AlgorithmNotAllowed, stub => Header(stub, header => header["crit"] = new JsonArray("exp"))),
        ["an access token's type"] = (IdTokenFlaw.AlgorithmNotAllowed, stub => Header(stub, header => header["typ"] = "at+jwt")),
        ["no kid"] = (IdTokenFlaw.KeyUnknown, stub => Header(stub, header => header.Remove("kid"))),
        ["unknown kid"] = (IdTokenFlaw.KeyUnknown, stub => Header(stub, header => header["kid"] = "key-9")),
        ["kid as a path"] = (IdTokenFlaw.KeyUnknown, stub => Header(stub, header => header["kid"] = "../../key-1")),
        ["key in the header (jwk), own signature"] = (IdTokenFlaw.SignatureInvalid, OwnKey),
        ["key address in the header (jku), own signature"] = (IdTokenFlaw.SignatureInvalid, OwnKeyAddress),
        ["signed with another key"] = (IdTokenFlaw.SignatureInvalid, stub => { using var rsa = RSA.Create(2048); var (header, payload) = stub.Good(); return stub.Sign(header, payload, rsa); }),
        ["payload swapped under the signature"] = (IdTokenFlaw.SignatureInvalid, Swapped),
        ["signature left out"] = (IdTokenFlaw.SignatureInvalid, stub => Good(stub)[..(Good(stub).LastIndexOf('.') + 1)]),
        ["signature cut"] = (IdTokenFlaw.SignatureInvalid, stub => Good(stub)[..^8]),
        ["other issuer"] = (IdTokenFlaw.IssuerWrong, stub => Changed(stub, payload => payload["iss"] = "https://evil.example/")),
        ["issuer in capitals"] = (IdTokenFlaw.IssuerWrong, stub => Changed(stub, payload => payload["iss"] = stub.Issuer.ToUpperInvariant())),
        ["issuer with a path"] = (IdTokenFlaw.IssuerWrong, stub => Changed(stub, payload => payload["iss"] = stub.Issuer + "x")),
        ["issuer as a list"] = (IdTokenFlaw.NotAToken, stub => Changed(stub, payload => payload["iss"] = new JsonArray(stub.Issuer))),
        ["other audience"] = (IdTokenFlaw.AudienceWrong, stub => Changed(stub, payload => payload["aud"] = "client-2")),
        ["audience that begins like ours"] = (IdTokenFlaw.AudienceWrong, stub => Changed(stub, payload => payload["aud"] = "client-11")),
        ["two audiences without azp"] = (IdTokenFlaw.AudienceWrong, stub => Changed(stub, payload => payload["aud"] = new JsonArray("client-1", "client-2"))),
        ["azp of somebody else"] = (IdTokenFlaw.AudienceWrong, stub => Changed(stub, payload => payload["azp"] = "client-2")),
        ["audience as a number"] = (IdTokenFlaw.NotAToken, stub => Changed(stub, payload => payload["aud"] = 1)),
        ["no exp"] = (IdTokenFlaw.Expired, stub => Changed(stub, payload => payload.Remove("exp"))),
        ["exp as text"] = (IdTokenFlaw.Expired, stub => Changed(stub, payload => payload["exp"] = "9999999999")),
        ["exp beyond all time"] = (IdTokenFlaw.NotAToken, stub => Changed(stub, payload => payload["exp"] = 1e300)),
        ["expired a minute ago"] = (IdTokenFlaw.Expired, stub => Changed(stub, payload => payload["exp"] = stub.Clock.GetUtcNow().AddMinutes(-1).ToUnixTimeSeconds())),
        ["issued before the login"] = (IdTokenFlaw.IssuedAtWrong, stub => Changed(stub, payload => payload["iat"] = stub.Clock.GetUtcNow().AddMinutes(-1).ToUnixTimeSeconds())),
        ["issued in the future"] = (IdTokenFlaw.IssuedAtWrong, stub => Changed(stub, payload => payload["iat"] = stub.Clock.GetUtcNow().AddMinutes(1).ToUnixTimeSeconds())),
        ["no nonce"] = (IdTokenFlaw.NonceWrong, stub => Changed(stub, payload => payload.Remove("nonce"))),
        ["nonce in another case"] = (IdTokenFlaw.NonceWrong, stub => Changed(stub, payload => payload["nonce"] = "NONCE-1")),
        ["no sub"] = (IdTokenFlaw.SubjectMissing, stub => Changed(stub, payload => payload.Remove("sub"))),
        ["empty sub"] = (IdTokenFlaw.SubjectMissing, stub => Changed(stub, payload => payload["sub"] = "")),
        ["sub with a space behind it"] = (IdTokenFlaw.SubjectWrong, stub => Changed(stub, payload => payload["sub"] = "auth0|ben ")),
        ["an organization"] = (IdTokenFlaw.OrganizationUnexpected, stub => Changed(stub, payload => payload["org_id"] = "org_1")),
        ["no auth_time"] = (IdTokenFlaw.AuthTimeMissing, stub => Changed(stub, payload => payload.Remove("auth_time"))),
        ["auth_time negative"] = (IdTokenFlaw.AuthTimeMissing, stub => Changed(stub, payload => payload["auth_time"] = -1)),
        ["auth_time 31 seconds before the start"] = (IdTokenFlaw.AuthTimeWrong, stub => Changed(stub, payload => payload["auth_time"] = stub.Clock.GetUtcNow().AddSeconds(-31).ToUnixTimeSeconds())),
        ["amr an object"] = (IdTokenFlaw.MethodsMissing, stub => Changed(stub, payload => payload["amr"] = new JsonObject { ["mfa"] = true })),
        ["amr with MFA in capitals"] = (IdTokenFlaw.NoSecondFactor, stub => Changed(stub, payload => payload["amr"] = new JsonArray("MFA", "otp"))),
        ["amr twice, the second with mfa"] = (IdTokenFlaw.NotAToken, Twice),
    };

    [Fact]
    public void T26_There_are_at_least_twenty_forgeries() => Assert.True(All.Count >= 20);

    [Theory]
    [MemberData(nameof(Forgeries))]
    public async Task T26_A_forged_token_is_refused_with_its_reason(string name, IdTokenFlaw flaw)
    {
        await using var stub = await TenantStub.StartAsync();

        var result = await stub.Check.CheckAsync(All[name].Forge(stub), stub.Needs, TestContext.Current.CancellationToken);

        Assert.Equal(new IdTokenResult.Flawed(flaw), result);
    }

    [Fact]
    public async Task A_good_token_proves_who_when_and_how()
    {
        await using var stub = await TenantStub.StartAsync();

        var claims = Assert.IsType<IdTokenResult.Proven>(await stub.Check.CheckAsync(Good(stub), stub.Needs, TestContext.Current.CancellationToken)).Claims;

        Assert.Equal(("auth0|ben", stub.Clock.GetUtcNow(), "sid-1"), (claims.Subject, claims.AuthTime, claims.SessionId));
        Assert.Equal(["mfa"], claims.Amr);
    }

    [Theory]
    [InlineData("several audiences with our azp")]
    [InlineData("auth_time half a minute before the start")]
    [InlineData("more methods")]
    [InlineData("no typ")]
    public async Task What_looks_odd_and_is_right_is_accepted(string name)
    {
        await using var stub = await TenantStub.StartAsync();
        var (header, payload) = stub.Good();
        switch (name)
        {
            case "several audiences with our azp":
                (payload["aud"], payload["azp"]) = (new JsonArray("client-1", "client-2"), "client-1");
                break;
            case "auth_time half a minute before the start":
                payload["auth_time"] = stub.Clock.GetUtcNow().AddSeconds(-30).ToUnixTimeSeconds();
                break;
            case "more methods":
                payload["amr"] = new JsonArray("pwd", "mfa", "hwk");
                break;
            default:
                header.Remove("typ");
                break;
        }

        Assert.IsType<IdTokenResult.Proven>(await stub.Check.CheckAsync(stub.Sign(header, payload), stub.Needs, TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task T26_A_new_key_is_fetched_once_however_many_wait_for_it()
    {
        await using var stub = await TenantStub.StartAsync();
        Assert.IsType<IdTokenResult.Proven>(await stub.Check.CheckAsync(Good(stub), stub.Needs, TestContext.Current.CancellationToken));
        stub.Published.Clear();
        stub.Published.Add(("key-2", RSA.Create(2048)));
        var token = Header(stub, header => header["kid"] = "key-2");

        var results = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => stub.Check.CheckAsync(token, stub.Needs, TestContext.Current.CancellationToken)));

        Assert.All(results, result => Assert.IsType<IdTokenResult.Proven>(result));
        Assert.Equal(2, stub.KeyFetches);
    }

    [Fact]
    public async Task T26_Made_up_key_ids_do_not_make_us_fetch_again_and_again()
    {
        await using var stub = await TenantStub.StartAsync();
        for (var i = 0; i < 50; i++)
        {
            await stub.Check.CheckAsync(Header(stub, header => header["kid"] = $"made-up-{i}"), stub.Needs, TestContext.Current.CancellationToken);
        }

        Assert.Equal(2, stub.KeyFetches);
        stub.Clock.Advance(TimeSpan.FromSeconds(15));
        await stub.Check.CheckAsync(Header(stub, header => header["kid"] = "made-up"), stub.Needs, TestContext.Current.CancellationToken);
        Assert.Equal(3, stub.KeyFetches);
    }

    [Fact]
    public async Task A_revoked_key_is_gone_after_ten_minutes()
    {
        await using var stub = await TenantStub.StartAsync();
        Assert.IsType<IdTokenResult.Proven>(await stub.Check.CheckAsync(Good(stub), stub.Needs, TestContext.Current.CancellationToken));
        var old = stub.Published[0].Key;
        stub.Published[0] = ("key-2", RSA.Create(2048));
        stub.Clock.Advance(TimeSpan.FromMinutes(10));
        var (header, payload) = stub.Good();

        Assert.Equal(new IdTokenResult.Flawed(IdTokenFlaw.KeyUnknown), await stub.Check.CheckAsync(stub.Sign(header, payload, old), stub.Needs, TestContext.Current.CancellationToken));
        old.Dispose();
    }

    private static string Good(TenantStub stub) => Changed(stub, _ => { });

    private static string Changed(TenantStub stub, Action<JsonObject> change)
    {
        var (header, payload) = stub.Good();
        change(payload);
        return stub.Sign(header, payload);
    }

    private static string Header(TenantStub stub, Action<JsonObject> change)
    {
        var (header, payload) = stub.Good();
        change(header);
        return stub.Sign(header, payload);
    }

    private static string Unsigned(TenantStub stub, string alg)
    {
        var (header, payload) = stub.Good();
        header["alg"] = alg;
        return $"{TenantStub.Part(header.ToJsonString())}.{TenantStub.Part(payload.ToJsonString())}.";
    }

    private static string Hs256(TenantStub stub) => Hmac(stub, Encoding.ASCII.GetBytes(stub.Published[0].Key.ExportSubjectPublicKeyInfoPem()));

    private static string Hmac(TenantStub stub, byte[] key)
    {
        var (header, payload) = stub.Good();
        header["alg"] = "HS256";
        var input = $"{TenantStub.Part(header.ToJsonString())}.{TenantStub.Part(payload.ToJsonString())}";
        return $"{input}.{Base64UrlEncoder.Encode(HMACSHA256.HashData(key, Encoding.ASCII.GetBytes(input)))}";
    }

    private static string Ps256(TenantStub stub)
    {
        var (header, payload) = stub.Good();
        header["alg"] = "PS256";
        var input = $"{TenantStub.Part(header.ToJsonString())}.{TenantStub.Part(payload.ToJsonString())}";
        return $"{input}.{Base64UrlEncoder.Encode(stub.Published[0].Key.SignData(Encoding.ASCII.GetBytes(input), HashAlgorithmName.SHA256, RSASignaturePadding.Pss))}";
    }

    private static string OwnKey(TenantStub stub)
    {
        using var rsa = RSA.Create(2048);
        var (header, payload) = stub.Good();
        var parameters = rsa.ExportParameters(false);
        header["jwk"] = new JsonObject { ["kty"] = "RSA", ["n"] = Base64UrlEncoder.Encode(parameters.Modulus), ["e"] = Base64UrlEncoder.Encode(parameters.Exponent) };
        return stub.Sign(header, payload, rsa);
    }

    private static string OwnKeyAddress(TenantStub stub)
    {
        using var rsa = RSA.Create(2048);
        var (header, payload) = stub.Good();
        header["jku"] = "https://evil.example/jwks.json";
        return stub.Sign(header, payload, rsa);
    }

    private static string Swapped(TenantStub stub)
    {
        var parts = Good(stub).Split('.');
        var (_, payload) = stub.Good();
        payload["sub"] = "auth0|eve";
        return $"{parts[0]}.{TenantStub.Part(payload.ToJsonString())}.{parts[2]}";
    }

    private static string Twice(TenantStub stub)
    {
        var (header, payload) = stub.Good();
        payload["amr"] = new JsonArray("pwd");
        return stub.SignRaw(header.ToJsonString(), payload.ToJsonString()[..^1] + ",\"amr\":[\"mfa\"]}");
    }
}
