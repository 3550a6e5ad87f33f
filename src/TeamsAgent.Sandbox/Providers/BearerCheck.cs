using System.Net.Http.Headers;

namespace TeamsAgent.Sandbox.Providers;

/// <summary>RFC 6750 §2.1: a token counts in the Authorization header alone, and only as long as it lives.</summary>
internal sealed class BearerCheck(
    TokenRegistry tokens,
    string provider,
    Func<bool, Answer> unauthenticated,
    Func<IReadOnlyList<string>, Answer> insufficient)
{
    /// <summary>An endpoint filter that lets through a live token of this provider with one of the scopes.</summary>
    public Func<EndpointFilterInvocationContext, EndpointFilterDelegate, ValueTask<object?>> Needs(params string[] anyOf) =>
        (context, next) => Judge(Exchange.Of(context.HttpContext), anyOf) is { } refusal
            ? ValueTask.FromResult<object?>(refusal)
            : next(context);

    private Answer? Judge(Exchange exchange, string[] anyOf) => exchange switch
    {
        { TokenSha256: null } => unauthenticated(false),
        { Grant: null } => unauthenticated(true),
        { Grant: { } grant } when grant.Connection != ProviderNames.ConnectionOf(provider) => unauthenticated(true),
        { Grant: { } grant } when !tokens.IsLive(grant) => unauthenticated(true),
        { Grant: { } grant } when !grant.Scopes.Intersect(anyOf).Any() => insufficient(anyOf),
        _ => null,
    };

    /// <summary>The token of a request, or null. GitHub also documents the older scheme <c>token</c>.</summary>
    public static string? TokenOf(HttpRequest request) =>
        AuthenticationHeaderValue.TryParse(request.Headers.Authorization.ToString(), out var header)
        && (header.Scheme.Equals("Bearer", StringComparison.OrdinalIgnoreCase) || header.Scheme.Equals("token", StringComparison.OrdinalIgnoreCase))
        && !string.IsNullOrEmpty(header.Parameter)
            ? header.Parameter
            : null;
}
