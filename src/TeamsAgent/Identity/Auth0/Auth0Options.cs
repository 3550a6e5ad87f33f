using Microsoft.Extensions.Options;

namespace TeamsAgent.Identity.Auth0;

/// <summary>The Auth0 tenant, and this installation's application in it.</summary>
public sealed class Auth0Options
{
    /// <summary>The settings' section.</summary>
    public const string Section = "Auth0";

    /// <summary>The tenant's domain, such as <c>acme.eu.auth0.com</c>. Set this or <see cref="Issuer"/>.</summary>
    public string Domain { get; set; } = "";

    /// <summary>The tenant's issuer, such as <c>https://login.acme.example/</c>.</summary>
    public string Issuer { get; set; } = "";

    /// <summary>The application's id: first-party, confidential, with the Token Vault grant, refresh token rotation off.</summary>
    public string ClientId { get; set; } = "";

    /// <summary>The application's secret.</summary>
    public string ClientSecret { get; set; } = "";

    /// <summary>Asks the vault for the needed scopes alone. Early access at Auth0: switch it on only where the tenant and the provider support it.</summary>
    public bool NarrowScopes { get; set; }

    /// <summary>What is special about connections, by their Auth0 names.</summary>
    public Dictionary<string, ConnectionOptions> Connections { get; } = [];

    /// <summary>The issuer exactly as tokens have to name it: with a slash at the end.</summary>
    public string ExactIssuer => (Issuer.Length > 0 ? Issuer : $"https://{Domain}").TrimEnd('/') + "/";

    /// <summary>The audience of the My Account API.</summary>
    public string MyAccountAudience => ExactIssuer + "me/";

    /// <summary>What is known of a connection; the defaults for one that is not named.</summary>
    public ConnectionOptions Connection(string name) => Connections.TryGetValue(name, out var connection) ? connection : new ConnectionOptions();
}

/// <summary>What is special about one connection.</summary>
public sealed class ConnectionOptions
{
    /// <summary>The provider's name for people; the connection's own name if empty.</summary>
    public string Title { get; set; } = "";

    /// <summary>Scopes that are always asked for when an account is connected; Google wants <c>openid profile</c>.</summary>
    public List<string> ConnectScopes { get; } = [];

    /// <summary>
    /// Accepts a token whose scopes the vault does not name. True is right for a GitHub App, whose permissions are settings of the app;
    /// anywhere else an unnamed scope counts as missing.
    /// </summary>
    public bool ScopesAreNotReported { get; set; }
}

internal sealed class Auth0OptionsCheck(IHostEnvironment environment) : IValidateOptions<Auth0Options>
{
    private static readonly string[] Samples = ["sample", "change-me", "changeme", "your-", "your_", "<", "…"];

    public ValidateOptionsResult Validate(string? name, Auth0Options options)
    {
        var wrong = new List<string>();
        CheckIssuer(options, wrong);
        CheckValue("ClientId", options.ClientId, "the application's client id from the Auth0 dashboard", wrong);
        CheckValue("ClientSecret", options.ClientSecret, "the application's client secret, from a secret store and not from a file in the repository", wrong);
        return wrong.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(wrong);
    }

    private void CheckIssuer(Auth0Options options, List<string> wrong)
    {
        if (options.Issuer.Length == 0 && options.Domain.Length == 0)
        {
            wrong.Add("Auth0:Domain is not set. Write the tenant's domain, such as acme.eu.auth0.com (or its address as Auth0:Issuer).");
        }
        else if (options.Issuer.Length > 0 && options.Domain.Length > 0)
        {
            wrong.Add("Auth0:Domain and Auth0:Issuer are both set. Keep one: the domain, or the issuer if the tenant has a custom one.");
        }
        else if (options.Domain.Length > 0 && Uri.CheckHostName(options.Domain) != UriHostNameType.Dns)
        {
            wrong.Add("Auth0:Domain is not a domain. Write it without https:// and without a path, such as acme.eu.auth0.com.");
        }
        else if (!WebAddress.IsAcceptable(options.ExactIssuer, environment) || new Uri(options.ExactIssuer).PathAndQuery != "/")
        {
            wrong.Add("Auth0:Issuer has to be an https address without a path (http is for loopback in Development alone), such as https://acme.eu.auth0.com/.");
        }
        else
        {
            CheckValue(options.Domain.Length > 0 ? "Domain" : "Issuer", options.ExactIssuer, "the tenant's own one", wrong);
        }
    }

    private static void CheckValue(string setting, string value, string what, List<string> wrong)
    {
        if (string.IsNullOrWhiteSpace(value))
        {
            wrong.Add($"Auth0:{setting} is not set. Write {what}.");
        }
        else if (Samples.Any(sample => value.Contains(sample, StringComparison.OrdinalIgnoreCase)))
        {
            wrong.Add($"Auth0:{setting} still has the sample's value. Write {what}.");
        }
    }
}
