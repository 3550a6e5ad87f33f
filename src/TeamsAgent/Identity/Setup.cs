using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.Extensions.Options;
using TeamsAgent.Identity.Auth0;
using TeamsAgent.Identity.Pages;
using TeamsAgent.Messaging;

namespace TeamsAgent.Identity;

/// <summary>
/// Owns who somebody is: links of chat accounts, fresh logins, connected accounts, and the exchange for providers' tokens, with the pages for
/// them. What a proof means for a request is left to Requests; who is told in which words, to Chat; what a token is used for, to Execution.
/// </summary>
public static class Setup
{
    private const string StyleSheet = "agent.css";

    /// <summary>Adds the services.</summary>
    public static IServiceCollection AddIdentity(this IServiceCollection services, IConfiguration configuration)
    {
        AddOptions(services, configuration);
        // The framework's own request logs name whole addresses, and ours hold one-time secrets.
        services.AddLogging(logging => logging.AddFilter("Microsoft.AspNetCore.Hosting", LogLevel.Warning).AddFilter("Microsoft.AspNetCore.Routing", LogLevel.Warning));
        services.AddDataProtection().SetApplicationName("TeamsAgent");
        services.AddSingleton<IConfigureOptions<KeyManagementOptions>, KeyRing>();
        services.AddAntiforgery();
        services.AddSingleton<IConfigureOptions<AntiforgeryOptions>, FormCookie>();
        return services
            .AddSingleton<PublicAddress>().AddSingleton<Secrets>().AddSingleton<BrowserCookie>().AddSingleton<PageWriter>()
            .AddSingleton<Auth0Http>().AddSingleton<TenantDocuments>().AddSingleton<Auth0Client>().AddSingleton<MyAccountClient>().AddSingleton<IdTokenCheck>()
            .AddSingleton<LinkTickets>().AddSingleton<ProviderTokens>().AddSingleton<ISweep, SweepSignIns>()
            .AddScoped<Tickets>().AddScoped<SignIns>().AddScoped<SignInCallback>().AddScoped<EndSignIn>().AddScoped<TicketDesk>().AddScoped<SignInDesk>()
            .AddScoped<LinkPage>().AddScoped<LinkCodePage>().AddScoped<FinishLinkLogin>().AddScoped<LinkCodes>().AddScoped<JoinAccounts>().AddScoped<Unlink>().AddScoped<GiveUpLink>()
            .AddScoped<ConnectPage>().AddScoped<ContinuePage>().AddScoped<WantedScopes>().AddScoped<BeginConnect>().AddScoped<FinishConnect>().AddScoped<ConnectedAccounts>()
            .AddScoped<StepUpPage>().AddScoped<StepUpSubject>().AddScoped<StepUpDonePage>().AddScoped<FinishStepUp>().AddScoped<ChatZones>()
            .AddScoped<RefreshTokenVault>().AddScoped<PageWords>().AddScoped<ExchangeSubject>();
    }

    /// <summary>Maps the pages.</summary>
    public static void MapIdentity(this IEndpointRouteBuilder routes)
    {
        var pages = routes.MapGroup("").AddEndpointFilter<RouteGroupBuilder, PageHeaders>();
        pages.MapTicket<LinkPage>("/link");
        pages.MapTicket<ConnectPage>("/connect");
        pages.MapTicket<StepUpPage>("/stepup");
        pages.MapSignIns();

        routes.MapMethods($"/{StyleSheet}", [HttpMethods.Get, HttpMethods.Head], (HttpContext http) =>
        {
            http.Response.Headers.XContentTypeOptions = "nosniff";
            http.Response.Headers.CacheControl = "public, max-age=300";
            return Results.Stream(typeof(Setup).Assembly.GetManifestResourceStream(StyleSheet)!, "text/css; charset=utf-8");
        });
    }

    private static void AddOptions(IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<Auth0Options>().Bind(configuration.GetSection(Auth0Options.Section)).ValidateOnStart();
        services.AddOptions<IdentityOptions>().Bind(configuration.GetSection(IdentityOptions.Section)).ValidateOnStart();
        services.AddOptions<PublicAddressOptions>().Bind(configuration.GetSection(PublicAddressOptions.Section)).ValidateOnStart();
        services.AddSingleton<IValidateOptions<Auth0Options>, Auth0OptionsCheck>();
        services.AddSingleton<IValidateOptions<IdentityOptions>, IdentityOptionsCheck>();
        services.AddSingleton<IValidateOptions<PublicAddressOptions>, PublicAddressCheck>();
    }

    private sealed class FormCookie(PublicAddress address) : IConfigureOptions<AntiforgeryOptions>
    {
        public void Configure(AntiforgeryOptions options)
        {
            options.Cookie.Name = address.IsSecure ? "__Host-teamsagent-form" : "teamsagent-form";
            options.Cookie.Path = "/";
            options.Cookie.HttpOnly = true;
            options.Cookie.IsEssential = true;
            options.Cookie.SameSite = SameSiteMode.Strict;
            options.Cookie.SecurePolicy = address.IsSecure ? CookieSecurePolicy.Always : CookieSecurePolicy.None;
            options.FormFieldName = "form";
        }
    }
}
