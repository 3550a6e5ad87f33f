namespace TeamsAgent.Sandbox.Tenant;

/// <summary>One call that the tenant received. Tokens appear only as SHA-256 in hex, as in Auth0's tenant log.</summary>
public sealed record TenantCall
{
    /// <summary>When it was answered.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>What was called: token, authorize, par, my-account, management, login, second-factor, consent, connect, …</summary>
    public required string Endpoint { get; init; }

    /// <summary>The HTTP method.</summary>
    public required string Method { get; init; }

    /// <summary>The path, without its query.</summary>
    public required string Path { get; init; }

    /// <summary>The client, as far as it said who it is.</summary>
    public string? ClientId { get; init; }

    /// <summary>The grant type of a token request.</summary>
    public string? GrantType { get; init; }

    /// <summary>The connection of a Token Vault or My Account call.</summary>
    public string? Connection { get; init; }

    /// <summary>The person it is about, once known.</summary>
    public string? Subject { get; init; }

    /// <summary>The audience asked for.</summary>
    public string? Audience { get; init; }

    /// <summary>The scopes given.</summary>
    public string? Scope { get; init; }

    /// <summary>The HTTP status; 0 is a connection that was dropped.</summary>
    public required int Status { get; init; }

    /// <summary>The error code, in the answer or in the redirect.</summary>
    public string? Error { get; init; }

    /// <summary>The error's description.</summary>
    public string? ErrorDescription { get; init; }

    /// <summary>SHA-256 of the access token in the answer (Auth0's <c>token_thumbprint</c>).</summary>
    public string? TokenSha256 { get; init; }

    /// <summary>SHA-256 of the subject token or refresh token in the request.</summary>
    public string? SubjectTokenSha256 { get; init; }

    /// <summary>The name of the fault that was played, if any.</summary>
    public string? Fault { get; init; }
}
