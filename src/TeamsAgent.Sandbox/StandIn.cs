using System.Net;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace TeamsAgent.Sandbox;

/// <summary>What every stand-in has in common: a web application of its own on loopback.</summary>
public static class StandIn
{
    /// <summary>Makes a builder that listens on 127.0.0.1 alone.</summary>
    /// <param name="port">The port, or 0 for any free one.</param>
    public static WebApplicationBuilder Builder(int port = 0)
    {
        var builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions { EnvironmentName = Environments.Development });
        builder.Logging.ClearProviders();

        // Pages that listen for news keep their connections open; ending does not wait for them.
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = TimeSpan.FromSeconds(1));
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Listen(IPAddress.Loopback, port, listen => listen.Protocols = HttpProtocols.Http1);
        });
        return builder;
    }

    /// <summary>Where a started application listens, without a trailing slash.</summary>
    public static string AddressOf(WebApplication app) => app.Urls.First().TrimEnd('/');
}
