using Microsoft.AspNetCore.DataProtection;
using Microsoft.EntityFrameworkCore;
using Microsoft.IdentityModel.Tokens;
using OpenIddict.Abstractions;

namespace TeamsAgent.Sandbox.Tenant;

/// <summary>
/// The sandbox's tenant: speaks Auth0's wire on OpenIddict. It owns people's logins, connected accounts and the Token
/// Vault; the providers' own data and the chat are other stand-ins.
/// </summary>
internal static class Setup
{
    public static void AddTenant(this WebApplicationBuilder builder, TenantOptions options, TimeProvider clock, TenantDbFile db, SigningKeys keys)
    {
        var services = builder.Services;
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Limits.MaxRequestBodySize = 64 * 1024);
        services.AddSingleton(clock).AddSingleton(options).AddSingleton(keys);
        services.AddSingleton(new TenantState(options.StatePath is null ? null : Path.Combine(options.StatePath, "tenant.json")));
        services.AddSingleton<TenantDirectory>().AddSingleton<CallRecorder>().AddSingleton<FaultQueue>().AddSingleton<FaultPlayer>();
        services.AddSingleton<LoginTransactions>().AddSingleton<LoginFlow>().AddSingleton<TenantSessions>().AddSingleton<Credentials>();
        services.AddSingleton<AuthorizeEndpoint>().AddSingleton<LoginEndpoints>().AddSingleton<LogoutEndpoint>();
        services.AddSingleton<TokenEndpoint>().AddSingleton<TokenVaultExchange>().AddSingleton<UserInfoEndpoint>();
        services.AddSingleton<AccessTokenCheck>().AddSingleton<ProviderTokens>().AddSingleton<PendingConnects>();
        services.AddSingleton<MyAccountEndpoints>().AddSingleton<ConnectEndpoints>().AddSingleton<ManagementEndpoints>();
        AddProtection(services, options.StatePath);
        services.AddDbContext<TenantDb>(context => context.UseSqlite(db.ConnectionString));
        services.AddOpenIddict()
            .AddCore(core => core.UseEntityFrameworkCore().UseDbContext<TenantDb>())
            .AddServer(server => AddServer(server, options, keys));
    }

    public static void MapTenant(this WebApplication app, TenantFaults faults)
    {
        var services = app.Services;
        app.Use(JsonTokenRequests.RewriteAsync);
        app.Use(services.GetRequiredService<CallRecorder>().RecordAsync);
        app.Use(services.GetRequiredService<FaultPlayer>().PlayAsync);
        app.UseAuthentication();

        var authorize = services.GetRequiredService<AuthorizeEndpoint>();
        app.MapMethods("/authorize", ["GET", "POST"], Answer.By(authorize.HandleAsync));
        app.MapMethods("/authorize/resume", ["GET"], Answer.By(authorize.HandleAsync));
        app.MapPost("/oauth/token", Answer.By(services.GetRequiredService<TokenEndpoint>().HandleAsync));
        app.MapMethods("/userinfo", ["GET", "POST"], Answer.By(services.GetRequiredService<UserInfoEndpoint>().HandleAsync));
        app.MapMethods("/oidc/logout", ["GET", "POST"], Answer.By(services.GetRequiredService<LogoutEndpoint>().GetAsync));
        services.GetRequiredService<LoginEndpoints>().Map(app);
        services.GetRequiredService<ConnectEndpoints>().Map(app);
        services.GetRequiredService<MyAccountEndpoints>().Map(app);
        services.GetRequiredService<ManagementEndpoints>().Map(app);

        var credentials = services.GetRequiredService<Credentials>();
        app.MapGet("/", () => Results.Redirect("/phone"));
        app.MapGet("/phone", () => PhonePage.Show(credentials));
        var sandbox = app.MapGroup("/sandbox/tenant");
        sandbox.MapFaults(faults, services.GetRequiredService<CallRecorder>());
        sandbox.MapGet("/tenant.css", () => Results.Text(TenantStyle.Sheet, "text/css; charset=utf-8"));
        sandbox.MapGet("/phone.js", () => Results.Text(PhonePage.Script, "text/javascript; charset=utf-8"));
        sandbox.MapGet("/phone/{person}", (string person) => People.All.FirstOrDefault(known => known.Key == person) is { } known
            ? Results.Json(new { code = credentials.UnusedCode(known), seconds_left = credentials.SecondsLeft })
            : Results.NotFound());
    }

    private static void AddServer(OpenIddictServerBuilder server, TenantOptions options, SigningKeys keys)
    {
        server.SetAuthorizationEndpointUris("authorize", "authorize/resume")
            .SetTokenEndpointUris("oauth/token")
            .SetPushedAuthorizationEndpointUris("oauth/par")
            .SetRevocationEndpointUris("oauth/revoke")
            .SetConfigurationEndpointUris(".well-known/openid-configuration")
            .SetJsonWebKeySetEndpointUris(".well-known/jwks.json");
        server.AllowAuthorizationCodeFlow().AllowRefreshTokenFlow().AllowClientCredentialsFlow().AllowCustomFlow(Auth0Wire.TokenVaultGrant)
            .RequireProofKeyForCodeExchange();
        server.UseReferenceRefreshTokens().DisableRollingRefreshTokens().DisableAccessTokenEncryption()
            .DisableScopeValidation().DisableAudienceValidation().DisableResourceValidation()
            .IgnoreScopePermissions().IgnoreAudiencePermissions().IgnoreResourcePermissions();
        server.SetAccessTokenLifetime(options.AccessTokenLifetime)
            .SetIdentityTokenLifetime(TimeSpan.FromHours(10))
            .SetRefreshTokenLifetime(TimeSpan.FromDays(365))
            .SetAuthorizationCodeLifetime(TimeSpan.FromSeconds(60));
        server.RegisterScopes("openid", "profile", "email", "offline_access")
            .RegisterClaims("sub", "name", "nickname", "email", "email_verified", "auth_time", "nonce", "sid");
        server.AddEncryptionKey(keys.EncryptionKey)
            .AddSigningKey(keys.CodeKey)
            .AddSigningCredentials(new SigningCredentials(keys.Current, SecurityAlgorithms.RsaSha256));
        server.Configure(settings =>
        {
            settings.RequestTokenLifetime = options.PushedRequestLifetime;
            settings.CodeChallengeMethods.Clear();
            settings.CodeChallengeMethods.Add(OpenIddictConstants.CodeChallengeMethods.Sha256);
            settings.ClientAuthenticationMethods.Remove(OpenIddictConstants.ClientAuthenticationMethods.PrivateKeyJwt);
            settings.TokenValidationParameters.IssuerSigningKeyResolver = (_, _, _, _) => [keys.CodeKey, .. keys.Published];
        });
        server.UseAspNetCore().DisableTransportSecurityRequirement()
            .EnableAuthorizationEndpointPassthrough().EnableTokenEndpointPassthrough().EnableErrorPassthrough();
        WireHandlers.Add(server);
    }

    private static void AddProtection(IServiceCollection services, string? statePath)
    {
        var protection = services.AddDataProtection().SetApplicationName("sandbox-tenant");
        if (statePath is null)
        {
            protection.UseEphemeralDataProtectionProvider();
        }
        else
        {
            protection.PersistKeysToFileSystem(new DirectoryInfo(Path.Combine(statePath, "tenant-protection")));
        }

        services.AddAntiforgery(antiforgery =>
        {
            antiforgery.Cookie.Name = "tenant-antiforgery";
            antiforgery.Cookie.SameSite = SameSiteMode.Lax;
            antiforgery.SuppressXFrameOptionsHeader = true;
        });
    }
}
