using Microsoft.Extensions.Options;
using Microsoft.IdentityModel.Protocols;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;
using Microsoft.IdentityModel.Tokens;

namespace TeamsAgent.Identity.Auth0;

/// <summary>
/// The tenant's discovery document (OpenID Connect Discovery 1.0) and its keys, kept for ten minutes. An unknown key id is a reason to
/// look again at once, and to wait for it, since keys roll over without notice; but seldom, since anybody can write a key id into a token.
/// </summary>
/// <remarks>Not ConfigurationManager: asked to refresh, it answers with the old document and fetches the new one in the background.</remarks>
public sealed class TenantDocuments(Auth0Http http, IOptions<Auth0Options> options, TimeProvider clock, ILogger<TenantDocuments> logger) : IDisposable
{
    private static readonly TimeSpan Fresh = TimeSpan.FromMinutes(10);
    private static readonly TimeSpan Usable = TimeSpan.FromHours(1);
    private static readonly TimeSpan BetweenLooks = TimeSpan.FromSeconds(15);

    private readonly SemaphoreSlim _one = new(1);
    private readonly SameOrigin _retriever = new(http.Client, new Uri(options.Value.ExactIssuer));
    private volatile Kept? _kept;
    private DateTimeOffset _lookedForKey = DateTimeOffset.MinValue;

    private sealed record Kept(OpenIdConnectConfiguration Document, DateTimeOffset At);

    /// <summary>The discovery document.</summary>
    /// <exception cref="TenantUnreachableException">It could not be had, or is not this tenant's.</exception>
    public async Task<OpenIdConnectConfiguration> GetAsync(CancellationToken cancellationToken) => (await CurrentAsync(cancellationToken)).Document;

    /// <summary>The RSA key with this id, or null if the tenant does not publish one.</summary>
    /// <exception cref="TenantUnreachableException">The keys could not be had.</exception>
    public async Task<RsaSecurityKey?> FindKeyAsync(string keyId, CancellationToken cancellationToken)
    {
        var seen = await CurrentAsync(cancellationToken);
        return Key(seen.Document, keyId) ?? Key((await LookAgainAsync(seen, cancellationToken)).Document, keyId);
    }

    /// <inheritdoc/>
    public void Dispose() => _one.Dispose();

    private async Task<Kept> CurrentAsync(CancellationToken cancellationToken)
    {
        if (IsFresh(_kept))
        {
            return _kept!;
        }

        await _one.WaitAsync(cancellationToken);
        try
        {
            return IsFresh(_kept) ? _kept! : await FetchAsync(_kept, cancellationToken);
        }
        finally
        {
            _one.Release();
        }
    }

    private async Task<Kept> LookAgainAsync(Kept seen, CancellationToken cancellationToken)
    {
        await _one.WaitAsync(cancellationToken);
        try
        {
            if (_kept is { } newer && newer != seen)
            {
                return newer;
            }

            var now = clock.GetUtcNow();
            if (now - _lookedForKey < BetweenLooks)
            {
                return seen;
            }

            _lookedForKey = now;
            return await FetchAsync(seen, cancellationToken);
        }
        finally
        {
            _one.Release();
        }
    }

    private async Task<Kept> FetchAsync(Kept? old, CancellationToken cancellationToken)
    {
        var issuer = options.Value.ExactIssuer;
        try
        {
            var document = await OpenIdConnectConfigurationRetriever.GetAsync(issuer + ".well-known/openid-configuration", _retriever, cancellationToken);
            Check(document, issuer);
            return _kept = new Kept(document, clock.GetUtcNow());
        }
        catch (Exception failed) when (failed is not OperationCanceledException || !cancellationToken.IsCancellationRequested)
        {
            Log.DiscoveryFailed(logger, failed.GetType().Name, failed.Message);
            return old is not null && clock.GetUtcNow() - old.At < Usable
                ? old
                : throw failed as TenantUnreachableException ?? new TenantUnreachableException("its discovery document or keys could not be read", failed);
        }
    }

    // Secrets go to these addresses; a document that leads elsewhere is not the tenant's.
    private static void Check(OpenIdConnectConfiguration document, string issuer)
    {
        if (!string.Equals(document.Issuer, issuer, StringComparison.Ordinal))
        {
            throw new TenantUnreachableException("its discovery document names another issuer");
        }

        string?[] required = [document.AuthorizationEndpoint, document.TokenEndpoint, document.JwksUri];
        string?[] optional = [document.PushedAuthorizationRequestEndpoint, RevocationEndpoint(document)];
        var origin = new Uri(issuer);
        if (required.Any(string.IsNullOrEmpty) || required.Concat(optional).Any(url => !string.IsNullOrEmpty(url) && !SameOrigin.Is(url, origin)))
        {
            throw new TenantUnreachableException("its discovery document leaves out an endpoint or leads to another host");
        }
    }

    /// <summary>The revocation endpoint (RFC 8414 §2), if there is one.</summary>
    public static string? RevocationEndpoint(OpenIdConnectConfiguration document) =>
        !string.IsNullOrEmpty(document.RevocationEndpoint) ? document.RevocationEndpoint : null;

    private bool IsFresh(Kept? kept) => kept is not null && clock.GetUtcNow() - kept.At < Fresh;

    private static RsaSecurityKey? Key(OpenIdConnectConfiguration document, string keyId) =>
        document.SigningKeys.OfType<RsaSecurityKey>().FirstOrDefault(key => key.KeyId == keyId && key.KeySize >= 2048);

    private sealed class SameOrigin(HttpClient client, Uri origin) : IDocumentRetriever
    {
        public static bool Is(string? url, Uri origin) =>
            Uri.TryCreate(url, UriKind.Absolute, out var address) && address.GetLeftPart(UriPartial.Authority) == origin.GetLeftPart(UriPartial.Authority);

        public async Task<string> GetDocumentAsync(string address, CancellationToken cancel)
        {
            if (!Is(address, origin))
            {
                throw new TenantUnreachableException("a document of it lies on another host");
            }

            using var response = await client.GetAsync(new Uri(address), cancel);
            return response.IsSuccessStatusCode
                ? await response.Content.ReadAsStringAsync(cancel)
                : throw new TenantUnreachableException($"it answered {(int)response.StatusCode} for its documents");
        }
    }
}
