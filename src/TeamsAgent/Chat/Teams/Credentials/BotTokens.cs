using Microsoft.Extensions.Options;
using Microsoft.Identity.Client;

namespace TeamsAgent.Chat.Teams.Credentials;

/// <summary>
/// The bot's own tokens for the connector. However many callers wait, one question is under way; a token that the connector refused is
/// renewed once for all of them.
/// </summary>
internal sealed class BotTokens(IOptions<TeamsOptions> options, IHttpClientFactory clients)
{
    /// <summary>The name of the HTTP client that asks for them.</summary>
    public const string Client = "teams-tokens";

    private readonly Lock _lock = new();
    private BotTokenSource? _source;
    private Task<string>? _asking;
    private bool _renewing;
    private string? _last;

    /// <summary>A token to send.</summary>
    /// <param name="refused">The token that the connector has just refused, or null.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <exception cref="BotTokenException">The authority gives none.</exception>
    public Task<string> GetAsync(string? refused, CancellationToken cancellationToken)
    {
        Task<string> asking;
        lock (_lock)
        {
            // Somebody else's newer token serves as well as one of our own.
            var renew = refused is not null && refused == _last;
            if (_asking is not { IsCompleted: false } || (renew && !_renewing))
            {
                _renewing = renew;
                _asking = Task.Run(() => AskAsync(renew), CancellationToken.None);
            }

            asking = _asking;
        }

        return asking.WaitAsync(cancellationToken);
    }

    private async Task<string> AskAsync(bool fresh)
    {
        try
        {
            var source = Volatile.Read(ref _source) ?? BotTokenSources.Of(options.Value, clients);
            Volatile.Write(ref _source, source);
            var result = await source(fresh, CancellationToken.None);
            lock (_lock)
            {
                _last = result.AccessToken;
            }

            return result.AccessToken;
        }
        catch (Exception failed) when (failed is MsalException or HttpRequestException or IOException or UnauthorizedAccessException or BotCertificateException or OperationCanceledException)
        {
            // Made anew with the next question: by then the certificate may have been replaced.
            Volatile.Write(ref _source, null);
            throw new BotTokenException(TokenTrouble.Of(failed, options.Value));
        }
    }
}

/// <summary>The authority gave the bot no token.</summary>
/// <param name="why">What it said, as a code, and which setting to look at.</param>
public sealed class BotTokenException(string why) : Exception($"The bot got no token: {why}");
