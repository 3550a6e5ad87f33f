using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace TeamsAgent.Sandbox.Chat;

/// <summary>How a <see cref="SandboxTeams"/> is set up.</summary>
public sealed record TeamsOptions
{
    /// <summary>The port on loopback, or 0 for any free one.</summary>
    public int Port { get; init; }

    /// <summary>A folder for the messages; null keeps them in memory.</summary>
    public string? StatePath { get; init; }

    /// <summary>The bot's secret at the Entra token endpoint.</summary>
    public string ClientSecret { get; init; } = "teams-client-secret-of-the-local-world";

    /// <summary>The certificate that is registered for the bot at the Entra token endpoint, if any.</summary>
    public X509Certificate2? BotCertificate { get; init; }

    /// <summary>The platform whose tokens the bot's application trusts, if any.</summary>
    public FederatedIssuer? FederatedIssuer { get; init; }

    /// <summary>The product, for links and for the side pane; null before it is known.</summary>
    public string? ProductAddress { get; init; }

    /// <summary>The bearer key of the product's admin endpoints; stays on this server.</summary>
    public string? AdminKey { get; init; }

    /// <summary>The identity tenant, for the side pane.</summary>
    public string? TenantAddress { get; init; }

    /// <summary>The providers, for the side pane.</summary>
    public string? ProvidersAddress { get; init; }

    /// <summary>How long the bot may take with a message before it is sent again.</summary>
    public TimeSpan MessagePatience { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>How long the bot may take with a press before the client says that it cannot reach the app.</summary>
    public TimeSpan InvokePatience { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>Whether sends are counted and throttled as Teams does it (7 in a second, 8 in two, 60 in thirty, 1800 in an hour per thread).</summary>
    public bool Throttles { get; init; }
}

/// <summary>A federated credential of the bot's application: whose tokens stand for it.</summary>
/// <param name="Issuer">The platform's issuer.</param>
/// <param name="Subject">The workload there.</param>
/// <param name="Key">The key that the platform signs with.</param>
public sealed record FederatedIssuer(string Issuer, string Subject, RSA Key);
