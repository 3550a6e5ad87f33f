using System.Diagnostics;
using System.Net.Security;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;
using System.Text;

namespace TeamsAgent.Install.Doctor;

/// <summary>What came of asking an address.</summary>
internal abstract record ProbeAnswer
{
    private ProbeAnswer()
    {
    }

    /// <summary>An answer.</summary>
    /// <param name="Status">The HTTP status.</param>
    /// <param name="Body">The body; at most 1 MB.</param>
    /// <param name="Ahead">How far the server's clock is before ours; null if it does not say.</param>
    /// <param name="CertificateEnd">When the server's certificate ends; null without https.</param>
    internal sealed record Answered(int Status, string Body, TimeSpan? Ahead, DateTimeOffset? CertificateEnd) : ProbeAnswer;

    /// <summary>None.</summary>
    /// <param name="Why">Why, as what comes after “it”.</param>
    internal sealed record Failed(string Why) : ProbeAnswer;
}

/// <summary>Asks addresses for <c>doctor</c>: no redirects, no cookies, ten seconds, certificates checked as always.</summary>
internal sealed class Probe(TimeProvider clock)
{
    private const int LargestAnswer = 1024 * 1024;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    /// <summary>Asks by GET.</summary>
    public Task<ProbeAnswer> GetAsync(Uri address, CancellationToken cancellationToken, string? bearer = null)
    {
        var request = new HttpRequestMessage(HttpMethod.Get, address);
        if (bearer is { Length: > 0 })
        {
            request.Headers.Authorization = new System.Net.Http.Headers.AuthenticationHeaderValue("Bearer", bearer);
        }

        return SendAsync(request, cancellationToken);
    }

    /// <summary>Asks by POST, with an empty JSON object that nobody signed.</summary>
    public Task<ProbeAnswer> PostUnsignedAsync(Uri address, CancellationToken cancellationToken) =>
        SendAsync(new HttpRequestMessage(HttpMethod.Post, address) { Content = new StringContent("{}", Encoding.UTF8, "application/json") }, cancellationToken);

    private async Task<ProbeAnswer> SendAsync(HttpRequestMessage asked, CancellationToken cancellationToken)
    {
        DateTimeOffset? end = null;
        using var request = asked;
        using var handler = new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false, ConnectTimeout = Patience / 2 };

        // Looks at the certificate on the way; whether it is good is the platform's to say.
        handler.SslOptions.RemoteCertificateValidationCallback = (_, certificate, _, errors) =>
        {
            end = (certificate as X509Certificate2)?.NotAfter.ToUniversalTime();
            return errors == SslPolicyErrors.None;
        };
        using var client = new HttpClient(handler) { Timeout = Patience, MaxResponseContentBufferSize = LargestAnswer };
        client.DefaultRequestHeaders.UserAgent.ParseAdd("TeamsAgent/1.0");
        try
        {
            var (before, waited) = (clock.GetUtcNow(), Stopwatch.StartNew());
            using var response = await client.SendAsync(request, cancellationToken);

            // The header has whole seconds; it was written at some moment between question and answer.
            var ahead = response.Headers.Date is { } theirs ? theirs + TimeSpan.FromSeconds(0.5) - (before + (waited.Elapsed / 2)) : (TimeSpan?)null;
            return new ProbeAnswer.Answered((int)response.StatusCode, await response.Content.ReadAsStringAsync(cancellationToken), ahead, end);
        }
        catch (HttpRequestException failed)
        {
            return new ProbeAnswer.Failed(Why(failed));
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return new ProbeAnswer.Failed($"did not answer within {Patience.TotalSeconds:0} seconds");
        }
    }

    private static string Why(HttpRequestException failed) => failed.HttpRequestError switch
    {
        HttpRequestError.NameResolutionError => "has a name that this machine cannot resolve",
        HttpRequestError.ConnectionError => "cannot be connected to",
        HttpRequestError.SecureConnectionError => $"has no certificate that can be trusted{(failed.InnerException is AuthenticationException inner ? $" ({inner.Message.TrimEnd('.')})" : "")}",
        HttpRequestError.ProxyTunnelError => "cannot be reached through the proxy",
        _ => $"gave no usable answer ({failed.HttpRequestError})",
    };
}
