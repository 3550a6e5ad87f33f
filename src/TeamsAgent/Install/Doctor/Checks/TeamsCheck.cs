using System.Text.Json;
using Microsoft.Extensions.Options;
using TeamsAgent.Chat.Teams;
using TeamsAgent.Identity;

namespace TeamsAgent.Install.Doctor.Checks;

/// <summary>Where the Bot Framework describes the keys of its messages, and whether our endpoint for them is reached by its public name.</summary>
internal sealed class TeamsCheck(IOptions<TeamsOptions> options, IOptions<PublicAddressOptions> address, IConfiguration settings, Probe probe) : ICheck
{
    private const string Name = "teams";
    private const string Keys = "teams keys";
    private const string Endpoint = "teams endpoint";

    public async Task<IReadOnlyList<Finding>> RunAsync(CancellationToken cancellationToken)
    {
        if (!settings.GetSection(TeamsOptions.Section).GetChildren().Any())
        {
            return [Finding.Skipped(Name, "Teams is not set up.")];
        }

        return options.Value.LocalMode
            ? [Finding.Skipped(Name, "Teams is in local mode; nobody signs its messages.")]
            : [await KeysAsync(options.Value, cancellationToken), await EndpointAsync(cancellationToken)];
    }

    private async Task<Finding> KeysAsync(TeamsOptions teams, CancellationToken cancellationToken)
    {
        var metadata = new Uri(teams.MetadataAddress);
        switch (await probe.GetAsync(metadata, cancellationToken))
        {
            case ProbeAnswer.Answered { Status: 200 } document:
                var (issuer, jwks) = (Member(document.Body, "issuer"), Member(document.Body, "jwks_uri"));
                if (issuer != teams.Issuer)
                {
                    return Finding.Bad(Keys, $"{metadata} is of another issuer than Teams:Issuer.", "Check Teams:Cloud, and remove Teams:MetadataAddress and Teams:Issuer if nothing special is meant by them.");
                }

                return Uri.TryCreate(jwks, UriKind.Absolute, out var address) && await probe.GetAsync(address, cancellationToken) is ProbeAnswer.Answered { Status: 200 } keys && Count(keys.Body) is > 0 and var count
                    ? Finding.Good(Keys, $"{metadata.Authority} describes {count} keys of {issuer}.")
                    : Finding.Bad(Keys, $"The keys that {metadata} points to cannot be read.", $"Let this machine reach {(address ?? metadata).Authority} by https.");
            case ProbeAnswer.Failed failed:
                return Finding.Bad(Keys, $"{metadata.Authority} {failed.Why}.", "Let this machine reach it by https; without the keys every message is refused.");
            default:
                return Finding.Bad(Keys, $"{metadata} does not describe keys.", "Check Teams:Cloud and Teams:MetadataAddress.");
        }
    }

    private async Task<Finding> EndpointAsync(CancellationToken cancellationToken)
    {
        var endpoint = new Uri(address.Value.PublicBaseUrl.TrimEnd('/') + TeamsEndpoint.Path);
        return await probe.GetAsync(endpoint, cancellationToken) is ProbeAnswer.Answered { Status: 200 }
            ? Finding.Good(Endpoint, $"{endpoint} answers; it is the messaging endpoint to write into the Azure Bot.")
            : Finding.Bad(Endpoint, $"{endpoint} does not answer.", "Start the server, and let the reverse proxy lead that path to it.");
    }

    private static string? Member(string body, string name) => Document(body) is { ValueKind: JsonValueKind.Object } document
        && document.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    private static int Count(string body) => Document(body) is { ValueKind: JsonValueKind.Object } document
        && document.TryGetProperty("keys", out var keys) && keys.ValueKind == JsonValueKind.Array ? keys.GetArrayLength() : 0;

    private static JsonElement? Document(string body)
    {
        try
        {
            using var document = JsonDocument.Parse(body);
            return document.RootElement.Clone();
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
