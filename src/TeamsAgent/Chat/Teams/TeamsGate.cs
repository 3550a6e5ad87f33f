using System.Net;
using System.Security.Claims;
using Microsoft.Extensions.Options;

namespace TeamsAgent.Chat.Teams;

/// <summary>Lets an activity in: the service's token first, then the tenant that it is of.</summary>
internal sealed class TeamsGate(TeamsTokenValidator tokens, ServiceHosts hosts, IOptions<TeamsOptions> options)
{
    private readonly HashSet<string> _tenants = new(options.Value.AllowedTenants, StringComparer.OrdinalIgnoreCase);

    /// <summary>Checks one call.</summary>
    /// <param name="authorization">The header as it came.</param>
    /// <param name="activity">What came with it.</param>
    /// <param name="remote">The peer's address.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task<TokenCheck> CheckAsync(string? authorization, TeamsEnvelope activity, IPAddress? remote, CancellationToken cancellationToken)
    {
        var check = options.Value.LocalMode
            ? Local(activity, remote)
            : await tokens.CheckAsync(authorization, activity.ChannelId, activity.ServiceUrl, cancellationToken);
        return check.IsGood && !IsAllowed(activity.Tenants) ? new TokenCheck(TokenFault.Tenant, null) : check;
    }

    /// <summary>Whether anything can be let in without a token.</summary>
    public bool NeedsToken => !options.Value.LocalMode;

    // The start has made sure that this is Development; a header that says "playground" would prove nothing.
    private TokenCheck Local(TeamsEnvelope activity, IPAddress? remote) =>
        remote is null || !IPAddress.IsLoopback(remote) ? new TokenCheck(TokenFault.NoToken, null)
        : activity.ChannelId != TeamsTokenValidator.Channel ? new TokenCheck(TokenFault.Channel, null)
        : Uri.TryCreate(activity.ServiceUrl, UriKind.Absolute, out var url) && url.IsLoopback && hosts.Allows(url) ? new TokenCheck(TokenFault.None, new ClaimsIdentity("local"))
        : new TokenCheck(TokenFault.ServiceHost, null);

    // The token says no tenant; the body, which the service vouches for, must say one and only one.
    private bool IsAllowed(IReadOnlyList<string> tenants) =>
        tenants.Count > 0 && tenants.Distinct(StringComparer.OrdinalIgnoreCase).Count() == 1
        && (_tenants.Contains(tenants[0]) || (options.Value.LocalMode && _tenants.Count == 0));
}
