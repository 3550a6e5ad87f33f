using System.Security.Cryptography;
using System.Text.Json;
using Microsoft.IdentityModel.Tokens;

namespace TeamsAgent.Sandbox.Tenant;

/// <summary>
/// The tenant's keys. As at Auth0 one key signs, while the key set already publishes the next one and still publishes
/// earlier ones until they are revoked: https://auth0.com/docs/get-started/tenant-settings/signing-keys.
/// </summary>
internal sealed class SigningKeys
{
    private readonly string? _path;
    private readonly Lock _lock = new();
    private readonly List<RsaSecurityKey> _keys = [];
    private int _current;
    private int _made;

    private SigningKeys(string? path, byte[] codeKey, byte[] encryptionKey)
    {
        _path = path;
        CodeKey = new SymmetricSecurityKey(codeKey) { KeyId = "codes" };
        EncryptionKey = new SymmetricSecurityKey(encryptionKey) { KeyId = "encryption" };
    }

    /// <summary>Signs what only the tenant reads: codes and refresh tokens. It does not take part in rotation.</summary>
    public SymmetricSecurityKey CodeKey { get; }

    public SymmetricSecurityKey EncryptionKey { get; }

    public RsaSecurityKey Current
    {
        get
        {
            lock (_lock)
            {
                return _keys[_current];
            }
        }
    }

    public RsaSecurityKey Next
    {
        get
        {
            lock (_lock)
            {
                return _keys[_current + 1];
            }
        }
    }

    /// <summary>What the key set publishes: earlier keys that are not revoked, the current one, the next.</summary>
    public IReadOnlyList<RsaSecurityKey> Published
    {
        get
        {
            lock (_lock)
            {
                return [.. _keys];
            }
        }
    }

    public static SigningKeys Load(string? statePath)
    {
        var path = statePath is null ? null : Path.Combine(statePath, "tenant-keys.json");
        var kept = path is not null && File.Exists(path) ? JsonSerializer.Deserialize<Kept>(File.ReadAllText(path)) : null;
        var keys = new SigningKeys(
            path,
            kept?.CodeKey ?? RandomNumberGenerator.GetBytes(32),
            kept?.EncryptionKey ?? RandomNumberGenerator.GetBytes(32));
        if (kept is null)
        {
            keys._keys.AddRange([keys.Make(), keys.Make()]);
            keys.Save();
        }
        else
        {
            keys._keys.AddRange(kept.Keys.Select(RsaKeys.Read));
            keys._current = kept.Current;
        }

        return keys;
    }

    /// <summary>The next key signs from now on; a new next one appears, the old stays published.</summary>
    public void Rotate()
    {
        lock (_lock)
        {
            _keys.Add(Make());
            _current++;
            Save();
        }
    }

    /// <summary>Takes earlier keys out of the key set.</summary>
    public void RevokeOld()
    {
        lock (_lock)
        {
            _keys.RemoveRange(0, _current);
            _current = 0;
            Save();
        }
    }

    // Making an RSA key takes longer than starting a tenant; tenants without state share those of the process.
    private RsaSecurityKey Make() => _path is null ? RsaKeys.Shared(_made++) : RsaKeys.New();

    private void Save()
    {
        if (_path is not null)
        {
            var kept = new Kept(CodeKey.Key, EncryptionKey.Key, [.. _keys.Select(RsaKeys.Write)], _current);
            File.WriteAllText(_path, JsonSerializer.Serialize(kept));
        }
    }

    private sealed record Kept(byte[] CodeKey, byte[] EncryptionKey, IReadOnlyList<byte[]> Keys, int Current);
}
