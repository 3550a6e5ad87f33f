using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;
using Microsoft.Extensions.Options;
using TeamsAgent.Actions;
using TeamsAgent.Domain.Plans;
using TeamsAgent.Identity;
using TeamsAgent.Words;

namespace TeamsAgent.Execution;

/// <summary>
/// Sends a sealed call, byte for byte, once. Every sending has a connection of its own: a pooled one that turns out to be stale makes the
/// HTTP stack repeat the call by itself (dotnet/runtime #86714). No redirect is followed, no cookie kept, nothing decompressed.
/// </summary>
public sealed class ProviderSender(IOptions<ExecutionOptions> options, IOptions<CatalogueOptions> origins, ActionCatalogue catalogue)
{
    /// <summary>Sends one of the step's calls with the token. Never throws for what the network does; says what is known instead.</summary>
    public async Task<ProviderAnswer> SendAsync(PlanStep step, SealedCall call, ProviderAccessToken token)
    {
        if (!catalogue.Permits(step) || (call != step.Call && call != step.Probe?.Call))
        {
            return new ProviderAnswer.NotSent(ExecutionKey.NotOwnHost);
        }

        // A time limit of its own and no other: once it is being sent, nobody's patience or shutdown may make us forget the answer.
        using var limit = new CancellationTokenSource(options.Value.SendTimeout);
        using var client = new HttpClient(Handler(), disposeHandler: true) { Timeout = Timeout.InfiniteTimeSpan };
        using var request = Request(call, token);
        try
        {
            using var response = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, limit.Token);
            var (body, whole) = await ReadAsync(response, limit.Token);
            return new ProviderAnswer.Answered(response.StatusCode, body, whole);
        }
        catch (HttpRequestException failed) when (failed.HttpRequestError is HttpRequestError.NameResolutionError
            or HttpRequestError.ConnectionError or HttpRequestError.SecureConnectionError or HttpRequestError.ProxyTunnelError)
        {
            return new ProviderAnswer.NotSent(ExecutionKey.NotReached);
        }
        catch (OperationCanceledException)
        {
            return new ProviderAnswer.Lost(ExecutionKey.NoAnswer);
        }
        catch (Exception failed) when (failed is HttpRequestException or IOException)
        {
            return new ProviderAnswer.Lost(ExecutionKey.Broken);
        }
    }

    private SocketsHttpHandler Handler() => new()
    {
        AllowAutoRedirect = false,
        UseCookies = false,
        UseProxy = false,
        AutomaticDecompression = DecompressionMethods.None,
        ConnectTimeout = TimeSpan.FromSeconds(10),
        MaxResponseHeadersLength = 64,
        ActivityHeadersPropagator = null,
        ConnectCallback = ConnectAsync,
    };

    // Names are resolved here, once, and the addresses looked at: a name of the catalogue must not lead into this network (T14).
    private async ValueTask<Stream> ConnectAsync(SocketsHttpConnectionContext context, CancellationToken cancellationToken)
    {
        var addresses = await Dns.GetHostAddressesAsync(context.DnsEndPoint.Host, cancellationToken);
        var allowed = addresses.Where(address => OriginRules.MayConnect(address, origins.Value.AllowLoopback)).ToArray();
        if (allowed.Length == 0)
        {
            throw new HttpRequestException(HttpRequestError.ConnectionError, "The provider's name leads to an address that is not allowed.");
        }

        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(allowed, context.DnsEndPoint.Port, cancellationToken);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    private static HttpRequestMessage Request(SealedCall call, ProviderAccessToken token)
    {
        // Path and query leave as they were approved; Uri would otherwise tidy them up.
        var url = new Uri(call.Url, new UriCreationOptions { DangerousDisablePathAndQueryCanonicalization = true });
        var request = new HttpRequestMessage(new HttpMethod(call.Method), url)
        {
            Version = HttpVersion.Version11,
            VersionPolicy = HttpVersionPolicy.RequestVersionExact,
        };
        request.Headers.ConnectionClose = true;
        if (!call.Body.IsEmpty || call.Headers.Any(IsContent))
        {
            request.Content = new ReadOnlyMemoryContent(call.Body);
        }

        foreach (var header in call.Headers)
        {
            HttpHeaders headers = IsContent(header) ? request.Content!.Headers : request.Headers;
            if (!headers.TryAddWithoutValidation(header.Name, header.Value))
            {
                throw new InvalidOperationException($"The sealed header {header.Name} cannot be sent.");
            }
        }

        token.Authorize(request);
        return request;
    }

    private static bool IsContent(CallHeader header) => header.Name.StartsWith("Content-", StringComparison.OrdinalIgnoreCase);

    // The status is known by now, and with it what happened: a body that breaks off is only cut.
    private async Task<(ReadOnlyMemory<byte> Body, bool Whole)> ReadAsync(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        using var body = new MemoryStream();
        try
        {
            await using var stream = await response.Content.ReadAsStreamAsync(cancellationToken);
            var buffer = new byte[16 * 1024];
            for (int read; (read = await stream.ReadAsync(buffer, cancellationToken)) > 0;)
            {
                var room = options.Value.MaxAnswerBytes - (int)body.Length;
                body.Write(buffer, 0, Math.Min(read, room));
                if (read > room)
                {
                    return (body.ToArray(), false);
                }
            }

            return (body.ToArray(), true);
        }
        catch (Exception broken) when (broken is IOException or HttpRequestException or OperationCanceledException)
        {
            return (body.ToArray(), false);
        }
    }
}
