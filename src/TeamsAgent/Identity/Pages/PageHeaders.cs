using Microsoft.Extensions.Options;
using TeamsAgent.Identity.Auth0;

namespace TeamsAgent.Identity.Pages;

/// <summary>The headers of every response of these pages.</summary>
internal sealed class PageHeaders(IOptions<Auth0Options> auth0) : IEndpointFilter
{
    // Browsers apply form-action to where a form's answer redirects as well, so the tenant has to be named.
    private readonly string _policy =
        "default-src 'none'; style-src 'self'; base-uri 'none'; frame-ancestors 'none'; "
        + $"form-action 'self' {new Uri(auth0.Value.ExactIssuer).GetLeftPart(UriPartial.Authority)}";

    public ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        var response = context.HttpContext.Response;
        response.OnStarting(() =>
        {
            var headers = response.Headers;
            headers.ContentSecurityPolicy = _policy;
            headers.XContentTypeOptions = "nosniff";
            headers.XFrameOptions = "DENY";
            headers["Referrer-Policy"] = "no-referrer";
            headers["Permissions-Policy"] = "camera=(), microphone=(), geolocation=()";
            headers["X-Robots-Tag"] = "noindex, nofollow";
            headers.CacheControl = "no-store";
            headers.Remove("Pragma");
            return Task.CompletedTask;
        });
        return next(context);
    }
}
