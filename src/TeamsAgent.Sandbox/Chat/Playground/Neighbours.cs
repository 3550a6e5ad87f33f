using System.Net.Http.Headers;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace TeamsAgent.Sandbox.Chat.Playground;

/// <summary>
/// Asks the product, the tenant and the providers on the page's behalf. The admin key stays here, and of each answer only named members go on:
/// no token, no header, no body.
/// </summary>
internal sealed class Neighbours(TeamsOptions options)
{
    private const int Newest = 40;
    private const long LargestAnswer = 32 * 1024 * 1024;
    private static readonly string[] CallMembers = ["number", "at", "provider", "method", "target", "tokenOwner", "tokenSha256", "bodySha256", "status", "fault"];
    private static readonly string[] ExchangeMembers = ["at", "grantType", "connection", "subject", "audience", "scope", "status", "error", "errorDescription", "tokenSha256", "fault"];
    private static readonly string[] RequestMembers = ["id", "number", "title", "state", "createdAt"];

    private static readonly HttpClient Http = new(new SocketsHttpHandler { AllowAutoRedirect = false, UseProxy = false })
    {
        Timeout = TimeSpan.FromSeconds(5), MaxResponseContentBufferSize = LargestAnswer,
    };

    public async Task<Glimpse> RequestsAsync(CancellationToken cancellationToken) =>
        Of(await GetAsync(options.ProductAddress, "/admin/requests", options.AdminKey, cancellationToken), RequestMembers, newestFirst: true);

    public async Task<Glimpse> ExchangesAsync(CancellationToken cancellationToken)
    {
        var (calls, error) = await GetAsync(options.TenantAddress, "/sandbox/tenant/calls", null, cancellationToken);
        var atTokenEndpoint = (calls as JsonArray)?.OfType<JsonObject>().Where(call => (string?)call["endpoint"] == "token").Select(call => call.DeepClone());
        return Of((atTokenEndpoint is null ? null : new JsonArray([.. atTokenEndpoint]), error), ExchangeMembers, newestFirst: false);
    }

    public async Task<Glimpse> CallsAsync(CancellationToken cancellationToken)
    {
        var (answer, error) = await GetAsync(options.ProvidersAddress, "/sandbox/providers/calls", null, cancellationToken);
        return Of(((answer as JsonObject)?["calls"], error), CallMembers, newestFirst: false);
    }

    public async Task<IResult> TrailAsync(string id, CancellationToken cancellationToken)
    {
        var (trail, error) = await GetAsync(options.ProductAddress, $"/admin/requests/{Uri.EscapeDataString(id)}/trail", options.AdminKey, cancellationToken);
        return trail is null ? PlaygroundEndpoints.Refuse(error ?? "There is no trail.", StatusCodes.Status502BadGateway) : Results.Json(trail);
    }

    public Task<(JsonNode? Answer, string? Error)> TenantFaultsAsync(CancellationToken cancellationToken) =>
        GetAsync(options.TenantAddress, "/sandbox/tenant/faults", null, cancellationToken);

    public Task<(JsonNode? Answer, string? Error)> ProviderFaultsAsync(CancellationToken cancellationToken) =>
        GetAsync(options.ProvidersAddress, "/sandbox/providers/faults", null, cancellationToken);

    public Task<string?> OrderAtTenantAsync(object order, CancellationToken cancellationToken) =>
        PostAsync(options.TenantAddress, "/sandbox/tenant/faults", order, cancellationToken);

    public Task<string?> OrderAtProvidersAsync(object order, CancellationToken cancellationToken) =>
        PostAsync(options.ProvidersAddress, "/sandbox/providers/faults", order, cancellationToken);

    public Task<string?> ClearProvidersAsync(CancellationToken cancellationToken) =>
        PostAsync(options.ProvidersAddress, "/sandbox/providers/faults/clear", new { }, cancellationToken);

    private static Glimpse Of((JsonNode? Answer, string? Error) found, string[] members, bool newestFirst)
    {
        if (found.Answer is not JsonArray items)
        {
            return new Glimpse([], found.Error ?? "It cannot be read.");
        }

        var some = newestFirst ? items.Take(Newest) : items.TakeLast(Newest).Reverse();
        return new Glimpse([.. some.OfType<JsonObject>().Select(item => new JsonObject(members
            .Where(name => item[name] is not null).Select(name => KeyValuePair.Create(name, item[name]?.DeepClone()))))]);
    }

    private async Task<(JsonNode? Answer, string? Error)> GetAsync(string? address, string path, string? key, CancellationToken cancellationToken)
    {
        if (address is null)
        {
            return (null, "This world has none.");
        }

        try
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, address + path);
            request.Headers.Authorization = key is null ? null : new AuthenticationHeaderValue("Bearer", key);
            using var response = await Http.SendAsync(request, cancellationToken);
            return response.IsSuccessStatusCode
                ? (JsonNode.Parse(await response.Content.ReadAsStringAsync(cancellationToken)), null)
                : (null, $"The answer was HTTP {(int)response.StatusCode}.");
        }
        catch (Exception failed) when (failed is HttpRequestException or OperationCanceledException or JsonException)
        {
            return (null, "There is no answer at the moment.");
        }
    }

    private async Task<string?> PostAsync(string? address, string path, object body, CancellationToken cancellationToken)
    {
        if (address is null)
        {
            return "This world has none.";
        }

        try
        {
            using var response = await Http.PostAsJsonAsync(address + path, body, Feed.Json, cancellationToken);
            return response.IsSuccessStatusCode ? null : $"It was refused (HTTP {(int)response.StatusCode}).";
        }
        catch (Exception failed) when (failed is HttpRequestException or OperationCanceledException)
        {
            return "There is no answer at the moment.";
        }
    }
}
