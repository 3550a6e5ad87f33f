using System.Net;
using System.Net.Sockets;
using Microsoft.Extensions.Options;
using TeamsAgent.Identity;

namespace TeamsAgent.Install.Doctor.Checks;

/// <summary>The address that people and platforms use: asked from here, by its public name, as they ask it.</summary>
internal sealed class AddressCheck(IOptions<PublicAddressOptions> options, Probe probe, TimeProvider clock) : ICheck
{
    private const string Name = "public address";
    private const string Live = "health/live";
    private static readonly TimeSpan Soon = TimeSpan.FromDays(14);

    public async Task<IReadOnlyList<Finding>> RunAsync(CancellationToken cancellationToken)
    {
        var address = new Uri(options.Value.PublicBaseUrl.TrimEnd('/') + "/");
        var answer = await probe.GetAsync(new Uri(address, Live), cancellationToken);
        return [answer switch
        {
            ProbeAnswer.Failed failed => Finding.Bad(Name, $"{address} {failed.Why}.", Remedy(failed.Why)),
            ProbeAnswer.Answered { Status: 200, Body: "live" } live => await AnsweredAsync(address, live, cancellationToken),
            ProbeAnswer.Answered { Status: >= 300 and < 400 } => Finding.Bad(Name, $"{address} leads elsewhere.", "Microsoft and Slack follow no redirects: write the final address into Agent:PublicBaseUrl."),
            ProbeAnswer.Answered { Status: 502 or 503 or 504 } => Finding.Bad(Name, $"{address} answers, but not this server behind it.", "Start the server, and let the reverse proxy lead to the address in Urls."),
            ProbeAnswer.Answered other => Finding.Bad(Name, $"{address} answers, but not as this server ({other.Status} for /{Live}).", "Let the reverse proxy lead every path below that address to this server."),
            _ => throw new InvalidOperationException("There is no third kind of answer."),
        }];
    }

    private async Task<Finding> AnsweredAsync(Uri address, ProbeAnswer.Answered live, CancellationToken cancellationToken)
    {
        if (live.CertificateEnd is { } end && end - clock.GetUtcNow() < Soon)
        {
            return Finding.Bad(Name, $"{address} answers, but its certificate ends on {end:yyyy-MM-dd}.", "Renew it.");
        }

        var note = address.IsLoopback ? " It is this machine's own; that is for development alone."
            : await IsPrivateAsync(address, cancellationToken) ? " Seen from here it is a private one; whether Microsoft and Slack reach it was not tried."
            : "";
        return Finding.Good(Name, $"{address} answers.{note}");
    }

    private static async Task<bool> IsPrivateAsync(Uri address, CancellationToken cancellationToken)
    {
        try
        {
            return (await Dns.GetHostAddressesAsync(address.IdnHost, cancellationToken)).All(IsPrivate);
        }
        catch (SocketException)
        {
            return false;
        }
    }

    // RFC 1918, RFC 4193, link-local and loopback.
    private static bool IsPrivate(IPAddress address) => IPAddress.IsLoopback(address) || address.IsIPv6UniqueLocal || address.IsIPv6LinkLocal
        || (address.MapToIPv4() is var v4 && v4.GetAddressBytes() is [10, ..] or [172, >= 16 and <= 31, ..] or [192, 168, ..] or [169, 254, ..]
            && address.AddressFamily == AddressFamily.InterNetwork);

    private static string Remedy(string why) => why.Contains("certificate", StringComparison.Ordinal)
        ? "Give the reverse proxy a certificate of a public authority for exactly that name, with its intermediate certificates."
        : why.Contains("resolve", StringComparison.Ordinal)
            ? "Make a DNS record for it, or correct Agent:PublicBaseUrl."
            : "Start the server and its reverse proxy, and open port 443 to them.";
}
