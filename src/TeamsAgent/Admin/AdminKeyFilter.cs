using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Options;

namespace TeamsAgent.Admin;

/// <summary>Lets a request through only with the admin key (RFC 6750 bearer); compares in constant time.</summary>
internal sealed class AdminKeyFilter(IOptions<AdminOptions> options) : IEndpointFilter
{
    private const string Scheme = "Bearer ";

    public async ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        var key = options.Value.ApiKey;
        if (key.Length == 0)
        {
            return Results.NotFound();
        }

        var header = context.HttpContext.Request.Headers.Authorization;
        var given = header.Count == 1 && header[0] is { } value && value.StartsWith(Scheme, StringComparison.Ordinal) ? value[Scheme.Length..] : "";
        if (!Same(given, key))
        {
            context.HttpContext.Response.Headers.WWWAuthenticate = "Bearer";
            return Results.Problem("The admin key is missing or wrong.", statusCode: StatusCodes.Status401Unauthorized);
        }

        return await next(context);
    }

    private static bool Same(string given, string key) => CryptographicOperations.FixedTimeEquals(
        SHA256.HashData(Encoding.UTF8.GetBytes(given)), SHA256.HashData(Encoding.UTF8.GetBytes(key)));
}
