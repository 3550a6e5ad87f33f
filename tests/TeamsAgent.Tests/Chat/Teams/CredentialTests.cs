using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Hosting.Internal;
using Microsoft.Extensions.Options;
using Microsoft.IdentityModel.Tokens;
using TeamsAgent.Chat.Teams;
using TeamsAgent.Chat.Teams.Credentials;
using TeamsAgent.Sandbox;
using TeamsAgent.Sandbox.Chat;

namespace TeamsAgent.Tests.Chat.Teams;

/// <summary>The bot proves who it is at a token endpoint that checks as Microsoft Entra does.</summary>
public sealed class CredentialTests : IAsyncLifetime
{
    private const string PlatformIssuer = "https://cluster.contoso.example/";
    private const string Workload = "system:serviceaccount:agents:teamsagent";

    private readonly string _folder = Directory.CreateTempSubdirectory("credentials-").FullName;
    private readonly RSA _platformKey = RSA.Create(2048);
    private readonly X509Certificate2 _certificate = SelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(90));
    private SandboxTeams _entra = null!;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _entra = await SandboxTeams.StartAsync(
        new Sandbox.Chat.TeamsOptions { BotCertificate = _certificate, FederatedIssuer = new FederatedIssuer(PlatformIssuer, Workload, _platformKey) }, TimeProvider.System, Stop);

    public async ValueTask DisposeAsync()
    {
        await _entra.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
        _platformKey.Dispose();
        _certificate.Dispose();
    }

    [Fact]
    public async Task A_secret_gets_a_token_and_the_self_test_says_so()
    {
        await using var bot = Bot(("ClientSecret", new Sandbox.Chat.TeamsOptions().ClientSecret));

        Assert.StartsWith("bot-token-canary-", await bot.Tokens.GetAsync(null, Stop), StringComparison.Ordinal);
        var result = await bot.SelfTest.RunAsync(Stop);
        Assert.True(result.Passed);
        Assert.Equal("The bot got its token by Teams:ClientSecret (SingleTenant, cloud Public).", result.Sentence);
        Assert.Same(result, bot.SelfTest.Last);
    }

    [Fact]
    public async Task A_bot_that_was_registered_as_multi_tenant_asks_the_framework_s_own_tenant()
    {
        await using var bot = Bot(("ClientSecret", new Sandbox.Chat.TeamsOptions().ClientSecret), ("AppType", "MultiTenant"), ("TenantId", ""));

        Assert.NotEmpty(await bot.Tokens.GetAsync(null, Stop));
    }

    [Theory]
    [InlineData("pfx", null)]
    [InlineData("pfx", "a password")]
    [InlineData("pem", null)]
    [InlineData("pem+key", null)]
    [InlineData("pem", "a password")]
    public async Task A_certificate_from_a_file_signs_with_its_chain(string form, string? password)
    {
        await using var bot = Bot(Written(form, password));

        Assert.NotEmpty(await bot.Tokens.GetAsync(null, Stop));
        Assert.Equal("The bot got its token by Teams:CertificatePath (SingleTenant, cloud Public).", (await bot.SelfTest.RunAsync(Stop)).Sentence);
    }

    [Fact]
    public async Task A_certificate_from_the_store_is_found_by_its_thumbprint()
    {
        using var store = new X509Store(StoreName.My, StoreLocation.CurrentUser);
        store.Open(OpenFlags.ReadWrite);
        store.Add(_certificate);
        try
        {
            await using var bot = Bot(("CertificateThumbprint", _certificate.Thumbprint));

            Assert.NotEmpty(await bot.Tokens.GetAsync(null, Stop));
        }
        finally
        {
            store.Remove(_certificate);
        }
    }

    [Fact]
    public async Task A_certificate_that_is_replaced_is_read_anew_once_the_old_one_is_refused()
    {
        using var other = SelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(3));
        var path = Path.Combine(_folder, "bot.pfx");
        await File.WriteAllBytesAsync(path, other.Export(X509ContentType.Pkcs12), Stop);
        await using var bot = Bot(("CertificatePath", path));

        var refused = await Assert.ThrowsAsync<BotTokenException>(() => bot.Tokens.GetAsync(null, Stop));
        await File.WriteAllBytesAsync(path, _certificate.Export(X509ContentType.Pkcs12), Stop);

        Assert.Equal("The bot got no token: invalid_client, AADSTS700027. The credential is not one of the application's: check Teams:CertificatePath, and what is registered at Microsoft Entra.", refused.Message);
        Assert.NotEmpty(await bot.Tokens.GetAsync(null, Stop));
    }

    [Fact]
    public async Task A_token_of_the_platform_stands_for_the_application_and_is_read_anew_each_time()
    {
        var path = Path.Combine(_folder, "token");
        await File.WriteAllTextAsync(path, PlatformToken() + "\n", Stop);
        await using var bot = Bot(("FederatedTokenFile", path));
        var first = await bot.Tokens.GetAsync(null, Stop);

        await File.WriteAllTextAsync(path, PlatformToken(subject: "system:serviceaccount:agents:other"), Stop);
        var refused = await Assert.ThrowsAsync<BotTokenException>(() => bot.Tokens.GetAsync(first, Stop));
        await File.WriteAllTextAsync(path, PlatformToken(), Stop);

        Assert.NotEqual(first, await bot.Tokens.GetAsync(first, Stop));
        Assert.Equal("The bot got no token: invalid_client, AADSTS700213. No federated credential of the application fits the token: check Teams:FederatedTokenFile, and issuer, subject and audience at Microsoft Entra.", refused.Message);
    }

    [Fact]
    public async Task Without_any_credential_the_file_is_used_that_the_platform_names()
    {
        var path = Path.Combine(_folder, "token");
        await File.WriteAllTextAsync(path, PlatformToken(), Stop);
        await using var bot = Bot([], environment: ("AZURE_FEDERATED_TOKEN_FILE", path));

        Assert.NotEmpty(await bot.Tokens.GetAsync(null, Stop));
    }

    [Fact]
    public async Task A_managed_identity_can_stand_for_the_application()
    {
        const string Identity = "00000000-0000-4000-8000-0000000000d1";
        await using var entra = await SandboxTeams.StartAsync(new Sandbox.Chat.TeamsOptions { FederatedIssuer = new FederatedIssuer(PlatformIssuer, Identity, _platformKey) }, TimeProvider.System, Stop);
        await using var bot = new BotOnly(Settings(entra, [("FederatedIdentityClientId", Identity)], null), new Uri(entra.Address));

        Assert.StartsWith("bot-token-canary-", await bot.Tokens.GetAsync(null, Stop), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_managed_identity_is_the_bot_itself()
    {
        await using var bot = Bot(("AppType", "UserAssignedMSI"), ("TenantId", ""));

        Assert.StartsWith("bot-token-canary-", await bot.Tokens.GetAsync(null, Stop), StringComparison.Ordinal);
        Assert.Equal("The bot got its token by Teams:AppId (UserAssignedMSI, cloud Public).", (await bot.SelfTest.RunAsync(Stop)).Sentence);
    }

    [Fact]
    public async Task A_managed_identity_that_is_not_assigned_is_named_with_its_setting()
    {
        await using var bot = Bot(("AppType", "UserAssignedMSI"), ("TenantId", ""), ("AppId", "00000000-0000-4000-8000-00000000dead"));

        var result = await bot.SelfTest.RunAsync(Stop);

        Assert.False(result.Passed);
        Assert.EndsWith("Teams:AppType is UserAssignedMSI: check that this runs in Azure with the managed identity of Teams:AppId assigned to it.", result.Sentence, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("ClientSecret", "wrong", "invalid_client, AADSTS7000215. The secret is wrong: check Teams:ClientSecret; it is the secret's value that is needed, not its id.")]
    [InlineData("TenantId", "00000000-0000-4000-8000-00000000dead", "invalid_request, AADSTS90002. There is no such tenant: check Teams:TenantId and Teams:Cloud.")]
    [InlineData("AppId", "00000000-0000-4000-8000-00000000dead", "unauthorized_client, AADSTS700016. The application is not known in that tenant: check Teams:AppId, Teams:TenantId and Teams:AppType.")]
    [InlineData("TokenScope", "https://api.botframework.us/.default", "invalid_scope, AADSTS70011. The scope is not one of that cloud: check Teams:Cloud and Teams:TokenScope.")]
    [InlineData("TokenAuthority", "http://127.0.0.1:9", "ConnectionError. 127.0.0.1:9 cannot be reached: check Teams:Cloud and Teams:TokenAuthority, and the way out of the network.")]
    public async Task What_is_wrong_is_said_with_the_setting_and_without_the_secret(string setting, string value, string sentence)
    {
        await using var bot = Bot(("ClientSecret", new Sandbox.Chat.TeamsOptions().ClientSecret), (setting, value));

        var result = await bot.SelfTest.RunAsync(Stop);

        Assert.False(result.Passed);
        Assert.Equal("The bot got no token: " + sentence, result.Sentence);
        Assert.DoesNotContain(value == "wrong" ? value : new Sandbox.Chat.TeamsOptions().ClientSecret, result.Sentence.Replace("is wrong", "", StringComparison.Ordinal), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Many_who_need_a_token_at_once_cause_one_question_and_a_refused_one_is_renewed_once()
    {
        await using var bot = Bot(("ClientSecret", new Sandbox.Chat.TeamsOptions().ClientSecret));

        var tokens = await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => bot.Tokens.GetAsync(null, Stop)));
        Assert.Single(tokens.Distinct());
        Assert.Equal(1, _entra.Entra.Issued);

        var renewed = await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => bot.Tokens.GetAsync(tokens[0], Stop)));
        Assert.Equal(renewed[0], Assert.Single(renewed.Distinct()));
        Assert.NotEqual(tokens[0], renewed[0]);
        Assert.Equal(2, _entra.Entra.Issued);
    }

    [Theory]
    [InlineData("AppType=SharedTenant", "Teams:AppType must be SingleTenant, UserAssignedMSI or MultiTenant, as the bot is registered.")]
    [InlineData("ClientSecret=", "Teams:ClientSecret must be the secret of the bot's application, as a secret of the environment and not in a file; or set another of Teams:ClientSecret, Teams:CertificatePath")]
    [InlineData("FederatedTokenFile=/run/none", "Teams:ClientSecret and Teams:FederatedTokenFile are both set; the bot has one credential. Remove what is not used.")]
    [InlineData("AppType=UserAssignedMSI", "Teams:ClientSecret is set, but Teams:AppType is UserAssignedMSI, which needs no credential. Remove one of them.")]
    [InlineData("ClientSecret=;CertificatePath=none.pfx", "Teams:CertificatePath must be the certificate of the bot's application with its private key, but there is no such file, or it is too large.")]
    [InlineData("ClientSecret=;CertificateThumbprint=00", "Teams:CertificateThumbprint must be the certificate of the bot's application with its private key, but there is none of that thumbprint in the store.")]
    [InlineData("ClientSecret=;FederatedTokenFile=none", "Teams:FederatedTokenFile must be the file in which the platform keeps the application's token; there is none.")]
    [InlineData("ClientSecret=;FederatedIdentityClientId=me", "Teams:FederatedIdentityClientId must be the client id of a user-assigned managed identity, a GUID.")]
    [InlineData("Cloud=Moon", "Teams:Cloud must be one of Public, GCC, USGov, USGovDoD; other clouds are set address by address.")]
    public void T47_Settings_that_would_get_no_token_stop_the_start(string settings, string sentence)
    {
        using var bot = Bot([("ClientSecret", "a secret"), .. settings.Split(';').Select(one => (one.Split('=')[0], one.Split('=')[1]))], null);

        var refused = Assert.Throws<OptionsValidationException>(() => bot.Options);

        Assert.Contains(refused.Failures, failure => failure.StartsWith(sentence, StringComparison.Ordinal));
        Assert.DoesNotContain("a secret", refused.Message.Replace("as a secret", "", StringComparison.Ordinal).Replace("a secret of", "", StringComparison.Ordinal), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(-20, -1, "it has expired.")]
    [InlineData(2, 20, "it is not valid yet.")]
    public void T47_A_certificate_outside_its_time_stops_the_start(int from, int until, string why)
    {
        using var certificate = SelfSigned(DateTimeOffset.UtcNow.AddDays(from), DateTimeOffset.UtcNow.AddDays(until));
        var path = Path.Combine(_folder, "bot.pfx");
        File.WriteAllBytes(path, certificate.Export(X509ContentType.Pkcs12));
        using var bot = Bot([("CertificatePath", path)], null);

        Assert.Contains(Assert.Throws<OptionsValidationException>(() => bot.Options).Failures, failure => failure.EndsWith(why, StringComparison.Ordinal));
    }

    [Fact]
    public void T47_A_wrong_password_is_said_without_the_password()
    {
        using var bot = Bot([.. Written("pfx", "right"), ("CertificatePassword", "wrong-canary")], null);

        var failure = Assert.Single(Assert.Throws<OptionsValidationException>(() => bot.Options).Failures);
        Assert.EndsWith("but it cannot be read; is Teams:CertificatePassword right?.", failure, StringComparison.Ordinal);
        Assert.DoesNotContain("canary", failure, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Public", "https://api.botframework.com", "https://login.microsoftonline.com", "https://smba.trafficmanager.net/emea/", "https://smba.infra.gov.teams.microsoft.us/gcch")]
    [InlineData("gcc", "https://api.botframework.com", "https://login.microsoftonline.com", "https://smba.infra.gcc.teams.microsoft.com/gcc", "https://smba.infra.gov.teams.microsoft.us/gcch")]
    [InlineData("USGov", "https://api.botframework.us", "https://login.microsoftonline.us", "https://smba.infra.gov.teams.microsoft.us/gcch", "https://smba.trafficmanager.net/emea/")]
    [InlineData("USGovDoD", "https://api.botframework.us", "https://login.microsoftonline.us", "https://smba.infra.dod.teams.microsoft.us/teams", "https://smba.trafficmanager.net/emea/")]
    public void One_setting_chooses_the_cloud(string cloud, string issuer, string authority, string service, string foreign)
    {
        using var bot = Bot([("ClientSecret", "a secret"), ("Cloud", cloud), ("TokenAuthority", "")], null);

        Assert.Equal((issuer, authority, issuer + "/.default"), (bot.Options.Issuer, bot.Options.TokenAuthority, bot.Options.TokenScope));
        Assert.True(bot.Hosts.Allows(service));
        Assert.False(bot.Hosts.Allows(foreign));
        Assert.Equal(issuer.EndsWith(".us", StringComparison.Ordinal), bot.Options.MetadataAddress.Contains("botframework.azure.us", StringComparison.Ordinal));
    }

    [Fact]
    public void A_setting_of_its_own_overrides_the_cloud_s()
    {
        using var bot = Bot([("ClientSecret", "a secret"), ("Cloud", "USGov"), ("TokenAuthority", "https://login.contoso.example"), ("AllowedServiceHosts:0", "smba.contoso.example")], null);

        Assert.Equal(("https://login.contoso.example", "https://api.botframework.us"), (bot.Options.TokenAuthority, bot.Options.Issuer));
        Assert.True(bot.Hosts.Allows("https://smba.contoso.example/"));
        Assert.False(bot.Hosts.Allows("https://smba.infra.gov.teams.microsoft.us/gcch"));
    }

    private BotOnly Bot(params (string Name, string Value)[] settings) => Bot(settings, null);

    private BotOnly Bot((string Name, string Value)[] settings, (string Name, string Value)? environment) => new(Settings(_entra, settings, environment), new Uri(_entra.Address));

    private static Dictionary<string, string?> Settings(SandboxTeams entra, (string Name, string Value)[] settings, (string Name, string Value)? environment)
    {
        var all = new Dictionary<string, string?>
        {
            ["Teams:AppId"] = People.BotAppId, ["Teams:TenantId"] = People.TeamsTenantId, ["Teams:AllowedTenants:0"] = People.TeamsTenantId, ["Teams:TokenAuthority"] = entra.Address,
        };
        foreach (var (name, value) in settings)
        {
            all["Teams:" + name] = value;
        }

        if (environment is { } variable)
        {
            all[variable.Name] = variable.Value;
        }

        return all;
    }

    private (string, string)[] Written(string form, string? password)
    {
        var (path, key) = (Path.Combine(_folder, "bot." + form[..3]), Path.Combine(_folder, "bot.key"));
        using var rsa = _certificate.GetRSAPrivateKey()!;
        var pem = password is null ? rsa.ExportPkcs8PrivateKeyPem() : rsa.ExportEncryptedPkcs8PrivateKeyPem(password, new PbeParameters(PbeEncryptionAlgorithm.Aes256Cbc, HashAlgorithmName.SHA256, 10_000));
        switch (form)
        {
            case "pfx":
                File.WriteAllBytes(path, _certificate.Export(X509ContentType.Pkcs12, password));
                break;
            case "pem":
                File.WriteAllText(path, _certificate.ExportCertificatePem() + "\n" + pem);
                break;
            default:
                File.WriteAllText(path, _certificate.ExportCertificatePem());
                File.WriteAllText(key, pem);
                break;
        }

        return [("CertificatePath", path), ("CertificatePassword", password ?? ""), ("CertificateKeyPath", form == "pem+key" ? key : "")];
    }

    private string PlatformToken(string subject = Workload)
    {
        var now = DateTimeOffset.UtcNow;
        var header = Base64UrlEncoder.Encode("""{"alg":"RS256","kid":"cluster","typ":"JWT"}""");
        var payload = Base64UrlEncoder.Encode(new JsonObject
        {
            ["iss"] = PlatformIssuer, ["sub"] = subject, ["aud"] = "api://AzureADTokenExchange", ["iat"] = now.ToUnixTimeSeconds(), ["exp"] = now.AddHours(1).ToUnixTimeSeconds(),
        }.ToJsonString());
        return $"{header}.{payload}.{Base64UrlEncoder.Encode(_platformKey.SignData(Encoding.ASCII.GetBytes($"{header}.{payload}"), HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1))}";
    }

    private static X509Certificate2 SelfSigned(DateTimeOffset from, DateTimeOffset until)
    {
        using var key = RSA.Create(2048);
        using var made = new CertificateRequest("CN=teamsagent", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1).CreateSelfSigned(from, until);
        return X509CertificateLoader.LoadPkcs12(made.Export(X509ContentType.Pkcs12), null, X509KeyStorageFlags.Exportable);
    }

    // As much of the Teams edge as asks for tokens. The platform's metadata address leads to the stand-in.
    private sealed class BotOnly : IDisposable, IAsyncDisposable
    {
        private readonly ServiceProvider _services;

        public BotOnly(Dictionary<string, string?> settings, Uri platform)
        {
            var configuration = new ConfigurationBuilder().AddInMemoryCollection(settings).Build();
            var services = new ServiceCollection()
                .AddLogging().AddSingleton<IConfiguration>(configuration).AddSingleton(TimeProvider.System)
                .AddSingleton<IHostEnvironment>(new HostingEnvironment { EnvironmentName = "Development" })
                .AddSingleton<IValidateOptions<TeamsAgent.Chat.Teams.TeamsOptions>, TeamsOptionsCheck>()
                .AddSingleton<IValidateOptions<TeamsAgent.Chat.Teams.TeamsOptions>, TeamsCredentialCheck>()
                .AddSingleton<IPostConfigureOptions<TeamsAgent.Chat.Teams.TeamsOptions>, TeamsOptionsDefaults>()
                .AddSingleton<BotTokens>().AddSingleton<TeamsSelfTest>().AddSingleton<ServiceHosts>();
            services.AddOptions<TeamsAgent.Chat.Teams.TeamsOptions>().Bind(configuration.GetSection("Teams"));
            services.AddHttpClient(BotTokens.Client).ConfigurePrimaryHttpMessageHandler(() => new ToStandIn(platform) { InnerHandler = new SocketsHttpHandler { UseProxy = false } });
            _services = services.BuildServiceProvider();
        }

        public TeamsAgent.Chat.Teams.TeamsOptions Options => _services.GetRequiredService<IOptions<TeamsAgent.Chat.Teams.TeamsOptions>>().Value;

        public BotTokens Tokens => _services.GetRequiredService<BotTokens>();

        public TeamsSelfTest SelfTest => _services.GetRequiredService<TeamsSelfTest>();

        public ServiceHosts Hosts => _services.GetRequiredService<ServiceHosts>();

        public void Dispose() => _services.Dispose();

        public ValueTask DisposeAsync() => _services.DisposeAsync();
    }

    private sealed class ToStandIn(Uri platform) : DelegatingHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            if (request.RequestUri!.Host == "169.254.169.254")
            {
                request.RequestUri = new Uri(platform, request.RequestUri.PathAndQuery);
            }

            return base.SendAsync(request, cancellationToken);
        }
    }
}
