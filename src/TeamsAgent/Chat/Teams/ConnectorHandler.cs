using System.Net;
using System.Net.Http.Headers;
using Microsoft.Extensions.Options;
using TeamsAgent.Chat.Teams.Credentials;

namespace TeamsAgent.Chat.Teams;

/// <summary>
/// Every call to the connector goes through here: only to a listed host, with the bot's token, and once more with a fresh token when the
/// connector refuses it. Nothing else is repeated.
/// </summary>
internal sealed class ConnectorHandler(BotTokens tokens, ServiceHosts hosts, IOptions<TeamsOptions> options) : DelegatingHandler
{
    /// <summary>The name of the HTTP client.</summary>
    public const string Client = "teams-connector";

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        if (request.RequestUri is not { } url || !hosts.Allows(url))
        {
            throw new ServiceHostException();
        }

        if (options.Value.LocalMode)
        {
            return await base.SendAsync(request, cancellationToken);
        }

        var token = await tokens.GetAsync(refused: null, cancellationToken);
        var response = await SendAsync(request, token, cancellationToken);
        if (response.StatusCode != HttpStatusCode.Unauthorized)
        {
            return response;
        }

        response.Dispose();
        return await SendAsync(request, await tokens.GetAsync(refused: token, cancellationToken), cancellationToken);
    }

    private async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, string token, CancellationToken cancellationToken)
    {
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        var response = await base.SendAsync(request, cancellationToken);
        request.Headers.Authorization = null;
        return response;
    }
}

/// <summary>The address is none that the bot's token may be sent to.</summary>
public sealed class ServiceHostException() : Exception("The conversation's service address is not among Teams:AllowedServiceHosts.");
