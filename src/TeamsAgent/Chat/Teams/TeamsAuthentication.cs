using System.Security.Claims;
using Microsoft.Bot.Connector;
using Microsoft.Bot.Connector.Authentication;
using Microsoft.Bot.Schema;
using Microsoft.Extensions.Options;
using Microsoft.Rest;

namespace TeamsAgent.Chat.Teams;

/// <summary>
/// Bot Builder's seam for authentication. What comes in is checked by <see cref="TeamsTokenValidator"/>; what goes out goes through
/// <see cref="ConnectorHandler"/>. Nothing of Bot Builder's own authentication is used.
/// </summary>
internal sealed class TeamsAuthentication(TeamsTokenValidator tokens, IHttpClientFactory clients, IOptions<TeamsOptions> options) : BotFrameworkAuthentication
{
    public override async Task<AuthenticateRequestResult> AuthenticateRequestAsync(Activity activity, string authHeader, CancellationToken cancellationToken)
    {
        var check = await tokens.CheckAsync(authHeader, activity.ChannelId ?? "", activity.ServiceUrl ?? "", cancellationToken);
        return check is { IsGood: true, Identity: { } caller } ? Accepted(caller) : throw new UnauthorizedAccessException($"The call is refused: {check.Fault}.");
    }

    /// <summary>The result for an activity whose token was checked before it was stored.</summary>
    public AuthenticateRequestResult Accepted(ClaimsIdentity caller) => new()
    {
        ClaimsIdentity = caller, CallerId = TeamsCloud.Of(options.Value).CallerId, ConnectorFactory = CreateConnectorFactory(caller),
    };

    public override Task<AuthenticateRequestResult> AuthenticateStreamingRequestAsync(string authHeader, string channelIdHeader, CancellationToken cancellationToken) =>
        throw new UnauthorizedAccessException("Streaming is not served.");

    public override ConnectorFactory CreateConnectorFactory(ClaimsIdentity claimsIdentity) => new Connectors(clients);

    public override Task<UserTokenClient> CreateUserTokenClientAsync(ClaimsIdentity claimsIdentity, CancellationToken cancellationToken) =>
        Task.FromResult<UserTokenClient>(new NoUserTokens());

    /// <summary>A connector for a service address.</summary>
    public static ConnectorClient Connector(IHttpClientFactory clients, string serviceUrl) =>
        new(new Uri(serviceUrl), new InHandler(), clients.CreateClient(ConnectorHandler.Client), disposeHttpClient: true);

    private sealed class Connectors(IHttpClientFactory clients) : ConnectorFactory
    {
        public override Task<IConnectorClient> CreateAsync(string serviceUrl, string audience, CancellationToken cancellationToken) =>
            Task.FromResult<IConnectorClient>(Connector(clients, serviceUrl));
    }

    // The token is put on by the handler, which alone knows where the call goes.
    private sealed class InHandler : ServiceClientCredentials;

    private sealed class NoUserTokens : UserTokenClient
    {
        private const string Unused = "People's tokens are not kept at the Bot Framework's token service.";

        public override Task<TokenResponse> GetUserTokenAsync(string userId, string connectionName, string channelId, string magicCode, CancellationToken cancellationToken) =>
            throw new NotSupportedException(Unused);

        public override Task<SignInResource> GetSignInResourceAsync(string connectionName, Activity activity, string finalRedirect, CancellationToken cancellationToken) =>
            throw new NotSupportedException(Unused);

        public override Task SignOutUserAsync(string userId, string connectionName, string channelId, CancellationToken cancellationToken) =>
            throw new NotSupportedException(Unused);

        public override Task<TokenStatus[]> GetTokenStatusAsync(string userId, string channelId, string includeFilter, CancellationToken cancellationToken) =>
            throw new NotSupportedException(Unused);

        public override Task<Dictionary<string, TokenResponse>> GetAadTokensAsync(
            string userId, string connectionName, string[] resourceUrls, string channelId, CancellationToken cancellationToken) =>
            throw new NotSupportedException(Unused);

        public override Task<TokenResponse> ExchangeTokenAsync(
            string userId, string connectionName, string channelId, TokenExchangeRequest exchangeRequest, CancellationToken cancellationToken) =>
            throw new NotSupportedException(Unused);
    }
}
