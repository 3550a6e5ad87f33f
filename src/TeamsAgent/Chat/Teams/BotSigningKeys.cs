using System.Text.Json;
using Microsoft.Extensions.Options;
using Microsoft.IdentityModel.Protocols;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;
using Microsoft.IdentityModel.Tokens;

namespace TeamsAgent.Chat.Teams;

/// <summary>A key that the service signs its tokens with, and the channels that it is endorsed for.</summary>
internal sealed record BotSigningKey(RsaSecurityKey Key, IReadOnlySet<string> Endorsements);

/// <summary>
/// The service's keys by <c>kid</c>, with their endorsements (Bot Connector authentication). They change at any moment: a key that is not known
/// is looked for once more before a token is refused, by one caller for all, and not more often than every half minute.
/// </summary>
internal sealed class BotSigningKeys(IHttpClientFactory clients, IOptions<TeamsOptions> options, TimeProvider clock, ILogger<BotSigningKeys> logger) : IDisposable
{
    /// <summary>The name of the HTTP client that fetches them.</summary>
    public const string Client = "teams-keys";

    private const int SmallestKey = 2048;
    private static readonly TimeSpan Fresh = TimeSpan.FromHours(12);
    private static readonly TimeSpan TooOld = TimeSpan.FromHours(24);
    private static readonly TimeSpan BetweenFetches = TimeSpan.FromSeconds(30);

    private readonly SemaphoreSlim _fetching = new(1, 1);
    private volatile Known? _known;
    private DateTimeOffset _lastTry = DateTimeOffset.MinValue;

    /// <summary>The key of that id, or null if the service has none.</summary>
    public async ValueTask<BotSigningKey?> FindAsync(string kid, CancellationToken cancellationToken)
    {
        var known = _known;
        if (known is not null && clock.GetUtcNow() - known.At < Fresh && known.Keys.TryGetValue(kid, out var key))
        {
            return key;
        }

        known = await FetchAsync(known, cancellationToken);
        return known is not null && clock.GetUtcNow() - known.At < TooOld ? known.Keys.GetValueOrDefault(kid) : null;
    }

    public void Dispose() => _fetching.Dispose();

    private async Task<Known?> FetchAsync(Known? seen, CancellationToken cancellationToken)
    {
        await _fetching.WaitAsync(cancellationToken);
        try
        {
            // Somebody else has just looked, or looking again so soon would be a way to keep us busy.
            var now = clock.GetUtcNow();
            if (!ReferenceEquals(_known, seen) || now - _lastTry < BetweenFetches)
            {
                return _known;
            }

            _lastTry = now;
            _known = new Known(await ReadAsync(cancellationToken), now);
        }
        catch (Exception failed) when (failed is HttpRequestException or IOException or JsonException or InvalidOperationException or ArgumentException
            || (failed is OperationCanceledException && !cancellationToken.IsCancellationRequested))
        {
            Log.KeysNotRead(logger, failed);
        }
        finally
        {
            _fetching.Release();
        }

        return _known;
    }

    private async Task<IReadOnlyDictionary<string, BotSigningKey>> ReadAsync(CancellationToken cancellationToken)
    {
        var address = options.Value.MetadataAddress;
        var reader = new HttpDocumentRetriever(clients.CreateClient(Client)) { RequireHttps = !new Uri(address).IsLoopback };
        var metadata = await OpenIdConnectConfigurationRetriever.GetAsync(address, reader, cancellationToken);
        var keys = new Dictionary<string, BotSigningKey>(StringComparer.Ordinal);
        foreach (var web in metadata.JsonWebKeySet?.Keys ?? [])
        {
            if (web is { Kty: JsonWebAlgorithmsKeyTypes.RSA, Kid.Length: > 0, N.Length: > 0, E.Length: > 0 } && web.Use is null or "sig" && Rsa(web) is { KeySize: >= SmallestKey } rsa)
            {
                keys[web.Kid] = new BotSigningKey(rsa, Endorsements(web));
            }
        }

        return keys.Count > 0 ? keys : throw new InvalidOperationException("The service's key document holds no usable key.");
    }

    private static RsaSecurityKey Rsa(JsonWebKey key) => new(new System.Security.Cryptography.RSAParameters
    {
        Modulus = Base64UrlEncoder.DecodeBytes(key.N), Exponent = Base64UrlEncoder.DecodeBytes(key.E),
    })
    {
        KeyId = key.Kid,
    };

    private static HashSet<string> Endorsements(JsonWebKey key) =>
        key.AdditionalData.TryGetValue("endorsements", out var value) && value is JsonElement { ValueKind: JsonValueKind.Array } list
            ? list.EnumerateArray().Where(item => item.ValueKind == JsonValueKind.String).Select(item => item.GetString()!).ToHashSet(StringComparer.Ordinal)
            : [];

    private sealed record Known(IReadOnlyDictionary<string, BotSigningKey> Keys, DateTimeOffset At);
}
