using System.Text.Json.Serialization;

namespace TeamsAgent.Identity.Auth0.Wire;

// https://auth0.com/docs/api/myaccount/connected-accounts; unknown members of an answer are tolerated, in a request Auth0 refuses them.

internal sealed record ConnectRequest
{
    public required string Connection { get; init; }
    public required string RedirectUri { get; init; }
    public required string State { get; init; }
    public required string CodeChallenge { get; init; }
    public required string CodeChallengeMethod { get; init; }
    public IReadOnlyList<string>? Scopes { get; init; }
}

internal sealed record ConnectResponse
{
    public string? ConnectUri { get; init; }
    public string? AuthSession { get; init; }
    public ConnectParams? ConnectParams { get; init; }
}

internal sealed record ConnectParams
{
    public string? Ticket { get; init; }
}

internal sealed record CompleteRequest
{
    public required string AuthSession { get; init; }
    public required string ConnectCode { get; init; }
    public required string RedirectUri { get; init; }
    public required string CodeVerifier { get; init; }
}

internal sealed record AccountResponse
{
    public string? Id { get; init; }
    public string? Connection { get; init; }
    public IReadOnlyList<string>? Scopes { get; init; }
}

internal sealed record AccountsResponse
{
    public IReadOnlyList<AccountResponse>? Accounts { get; init; }
    public string? Next { get; init; }
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(ConnectRequest))]
[JsonSerializable(typeof(ConnectResponse))]
[JsonSerializable(typeof(CompleteRequest))]
[JsonSerializable(typeof(AccountResponse))]
[JsonSerializable(typeof(AccountsResponse))]
internal sealed partial class MyAccountJson : JsonSerializerContext;
