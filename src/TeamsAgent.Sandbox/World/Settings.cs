using TeamsAgent.Sandbox.Chat;
using TeamsAgent.Sandbox.Model;
using TeamsAgent.Sandbox.Providers;
using TeamsAgent.Sandbox.Slack;
using TeamsAgent.Sandbox.Tenant;

namespace TeamsAgent.Sandbox;

/// <summary>How the parts of the world are set up so that they know each other.</summary>
internal static class Settings
{
    public const string ModelKey = "model-key-of-the-local-world";
    public const string AdminKey = "admin-key-of-the-local-world-only-0123456789";
    private const string ClientId = "teamsagent";
    private const string ClientSecret = "client-secret-canary-of-the-local-world";

    public static TenantOptions Tenant(int port, WorldFolder folder, SandboxProviders providers, string agent) => new()
    {
        Port = port,
        StatePath = folder.Kept("tenant"),
        CodeStepsAhead = 1,
        IssueProviderToken = (user, connection, scopes) => providers.IssueToken(user, connection, scopes, TimeSpan.FromHours(1)),
        Clients =
        [
            new TenantClient
            {
                ClientId = ClientId, ClientSecret = ClientSecret, Name = "TeamsAgent",
                RedirectUris = [$"{agent}/signin/callback", $"{agent}/signin/connected"],
            },
        ],
        Connections =
        [
            new TenantConnection { Name = "github", Title = "GitHub", Scopes = new Dictionary<string, string> { ["repo"] = "Read and change your repositories" } },
            new TenantConnection
            {
                Name = "google-oauth2", Title = "Google", Scopes = new Dictionary<string, string>
                {
                    ["https://www.googleapis.com/auth/calendar.events"] = "See and change your calendar's events",
                    ["https://www.googleapis.com/auth/gmail.send"] = "Send mail as you",
                },
            },
            new TenantConnection { Name = "payments", Title = "Payments", Scopes = new Dictionary<string, string> { ["payments:transfer"] = "Send money from the company's account" } },
        ],
    };

    public static TeamsOptions Teams(int port, WorldFolder folder, string agent, SandboxTenant tenant, SandboxProviders providers) => new()
    {
        Port = port, StatePath = folder.Kept("chat"), ProductAddress = agent, AdminKey = AdminKey, TenantAddress = tenant.Address, ProvidersAddress = providers.Address,
    };

    public static SlackWorkspaceOptions Slack(int port, WorldFolder folder) => new() { Port = port, StatePath = folder.Kept("slack") };

    public static Dictionary<string, string?> Product(
        WorldOptions options, WorldFolder folder, string agent, SandboxProviders providers, SandboxTenant tenant, SandboxModel model, SandboxTeams teams, SandboxSlack? slack)
    {
        var settings = new Dictionary<string, string?>
        {
            ["Urls"] = agent,
            ["Logging:LogLevel:Default"] = "Warning",
            ["Agent:PublicBaseUrl"] = agent,
            ["Storage:SqlitePath"] = folder.In("teamsagent.db"),
            ["Policy:Path"] = options.PolicyPath ?? Path.Combine(AppContext.BaseDirectory, "policy.yaml"),
            ["Catalogue:AllowLoopback"] = "true",
            ["Catalogue:BaseUrls:github"] = providers.Address + "/github",
            ["Catalogue:BaseUrls:google_calendar"] = providers.Address + "/google",
            ["Catalogue:BaseUrls:gmail"] = providers.Address + "/gmail",
            ["Catalogue:BaseUrls:payments"] = providers.Address + "/payments",
            ["Planning:Endpoint"] = model.Address + "/v1",
            ["Planning:Model"] = "sandbox",
            ["Planning:ApiKey"] = ModelKey,
            ["Auth0:Issuer"] = tenant.Issuer,
            ["Auth0:ClientId"] = ClientId,
            ["Auth0:ClientSecret"] = ClientSecret,
            ["Auth0:Connections:github:Title"] = "GitHub",
            ["Auth0:Connections:google-oauth2:Title"] = "Google",
            ["Auth0:Connections:google-oauth2:ConnectScopes:0"] = "openid",
            ["Auth0:Connections:google-oauth2:ConnectScopes:1"] = "profile",
            ["Auth0:Connections:payments:Title"] = "Payments",
            ["Identity:ReconnectRetryDelay"] = "00:00:00.100",
            ["Identity:KeyRingPath"] = folder.In("keys"),
            ["Teams:AppId"] = People.BotAppId,
            ["Teams:AppType"] = "SingleTenant",
            ["Teams:TenantId"] = People.TeamsTenantId,
            ["Teams:ClientSecret"] = new TeamsOptions().ClientSecret,
            ["Teams:AllowedTenants:0"] = People.TeamsTenantId,
            ["Teams:MetadataAddress"] = teams.Address + "/v1/.well-known/openidconfiguration",
            ["Teams:TokenAuthority"] = teams.Address,
            ["Teams:AllowedServiceHosts:0"] = "127.0.0.1",
            ["Admin:ApiKey"] = AdminKey,
            ["Sweep:Every"] = "00:00:01",
        };
        foreach (var (name, value) in slack is null ? [] : SlackSide(slack))
        {
            settings[name] = value;
        }

        foreach (var (name, value) in options.Settings)
        {
            settings[name] = value;
        }

        return settings;
    }

    private static Dictionary<string, string?> SlackSide(SandboxSlack slack)
    {
        var app = new SlackWorkspaceOptions();
        return new Dictionary<string, string?>
        {
            ["Slack:AppId"] = People.SlackAppId,
            ["Slack:ClientId"] = app.ClientId,
            ["Slack:ClientSecret"] = app.ClientSecret,
            ["Slack:SigningSecret"] = app.SigningSecret,
            ["Slack:BotToken"] = app.BotToken,
            ["Slack:AllowedTeams:0"] = People.SlackTeamId,
            ["Slack:ApiBaseUrl"] = slack.Address + "/api/",
            ["Slack:AuthorizeUrl"] = slack.Address + "/oauth/v2/authorize",
            ["Slack:ResponseHost"] = new Uri(slack.Address).Authority,
        };
    }
}
