using System.Net;
using System.Net.Http.Headers;
using Microsoft.Extensions.Options;

namespace TeamsAgent.Planning.Model;

/// <summary>
/// Stands between the client library and the network: counts bytes, knows statuses, lets nothing but a clean chat completion through, and turns
/// everything else into one typed exception. It never repeats a request.
/// </summary>
internal sealed class ModelWire(IOptions<PlanningOptions> options) : DelegatingHandler
{
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        try
        {
            using var response = await base.SendAsync(request, cancellationToken);
            Judge(response);
            var body = CompletionBody.Clean(await ReadAsync(response, cancellationToken));
            return new HttpResponseMessage(HttpStatusCode.OK)
            {
                RequestMessage = request,
                Content = new ByteArrayContent(body) { Headers = { ContentType = new MediaTypeHeaderValue("application/json") } },
            };
        }
        catch (Exception failed) when (failed is HttpRequestException or IOException)
        {
            throw new ModelFaultException(ModelFault.Unreachable, failed.GetType().Name);
        }
    }

    // Its own words are not repeated: an error body may echo the key or the prompt.
    private static void Judge(HttpResponseMessage response)
    {
        var status = (int)response.StatusCode;
        ModelFault? fault = response.StatusCode switch
        {
            HttpStatusCode.RequestTimeout or HttpStatusCode.GatewayTimeout => ModelFault.Broken,
            HttpStatusCode.TooManyRequests => ModelFault.Busy,
            >= HttpStatusCode.InternalServerError => ModelFault.Broken,
            HttpStatusCode.OK => null,
            _ => ModelFault.Refused,
        };
        fault ??= response.Content.Headers.ContentType?.MediaType is "application/json" ? null : ModelFault.Nonsense;
        if (fault is { } found)
        {
            throw new ModelFaultException(found, $"status {status}", response.Headers.RetryAfter?.Delta);
        }
    }

    private async Task<ReadOnlyMemory<byte>> ReadAsync(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        var most = options.Value.MaxOutputBytes;
        await using var stream = await response.Content.ReadAsStreamAsync(cancellationToken);
        var buffer = new byte[most + 1];
        var length = await stream.ReadAtLeastAsync(buffer, buffer.Length, throwOnEndOfStream: false, cancellationToken);
        return length <= most ? buffer.AsMemory(0, length) : throw new ModelFaultException(ModelFault.TooLarge, $"more than {most} bytes");
    }
}
