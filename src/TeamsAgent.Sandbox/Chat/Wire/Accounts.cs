using System.Collections.Concurrent;

namespace TeamsAgent.Sandbox.Chat.Wire;

/// <summary>What the tenant's administrators made of people's accounts, and so what the roster says of them.</summary>
public sealed class Accounts
{
    private readonly ConcurrentDictionary<string, Standing> _changed = new();

    private enum Standing
    {
        Guest,
        Foreign,
        Deactivated,
    }

    /// <summary>The person is a guest of the tenant from now on.</summary>
    public void MakeGuest(SandboxPerson person) => _changed[person.Key] = Standing.Guest;

    /// <summary>The person comes from another tenant by a shared channel from now on.</summary>
    public void MakeForeign(SandboxPerson person) => _changed[person.Key] = Standing.Foreign;

    /// <summary>The account is deactivated: the roster does not know it any more. What its owner sent before may still be on the way.</summary>
    public void Deactivate(SandboxPerson person) => _changed[person.Key] = Standing.Deactivated;

    /// <summary>The person is a member again.</summary>
    public void Restore(SandboxPerson person) => _changed.TryRemove(person.Key, out _);

    internal bool IsDeactivated(SandboxPerson person) => _changed.TryGetValue(person.Key, out var standing) && standing == Standing.Deactivated;

    internal object Shown(SandboxPerson person)
    {
        var standing = _changed.TryGetValue(person.Key, out var changed) ? changed : (Standing?)null;
        return new
        {
            id = person.TeamsId,
            name = person.Name,
            aadObjectId = person.AadObjectId,
            givenName = person.Name.Split(' ')[0],
            surname = person.Name.Split(' ')[^1],
            email = person.Email,
            userPrincipalName = standing == Standing.Guest ? $"{person.Email.Replace('@', '_')}#EXT#@contoso.example" : person.Email,
            tenantId = standing == Standing.Foreign ? "00000000-0000-4000-8000-0000000000ff" : People.TeamsTenantId,
            userRole = standing == Standing.Guest ? "guest" : "user",
        };
    }
}
