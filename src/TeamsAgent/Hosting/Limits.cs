using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace TeamsAgent.Hosting;

/// <summary>What every endpoint is protected by: sizes, times, headers.</summary>
internal static class Limits
{
    private const long LargestBody = 256 * 1024;

    public static void Apply(WebApplicationBuilder builder)
    {
        builder.Services.AddProblemDetails();
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = LargestBody;
            kestrel.Limits.MaxRequestHeadersTotalSize = 32 * 1024;
            kestrel.Limits.MaxConcurrentConnections = 10_000;
            kestrel.Limits.RequestHeadersTimeout = TimeSpan.FromSeconds(10);
            kestrel.Limits.MinRequestBodyDataRate = new MinDataRate(240, TimeSpan.FromSeconds(5));
        });
    }

    public static void Use(WebApplication app)
    {
        app.UseExceptionHandler();
        app.Use((context, next) =>
        {
            context.Response.Headers.XContentTypeOptions = "nosniff";
            context.Response.Headers["Referrer-Policy"] = "no-referrer";
            return next(context);
        });
    }
}
