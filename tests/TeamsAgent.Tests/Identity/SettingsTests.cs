using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.FileProviders;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using TeamsAgent.Identity;

namespace TeamsAgent.Tests.Identity;

/// <summary>Settings with mistakes stop the start, with a sentence that names the setting and the remedy.</summary>
public sealed class SettingsTests
{
    [Theory]
    [InlineData("Auth0:Issuer", "", "Production", "Auth0:Domain is not set.")]
    [InlineData("Auth0:Domain", "acme.eu.auth0.com", "Production", "Auth0:Domain and Auth0:Issuer are both set.")]
    [InlineData("Auth0:Issuer", "http://acme.eu.auth0.com/", "Production", "Auth0:Issuer has to be an https address")]
    [InlineData("Auth0:Issuer", "http://127.0.0.1:5081/", "Production", "Auth0:Issuer has to be an https address")]
    [InlineData("Auth0:Issuer", "http://acme.eu.auth0.com/", "Development", "Auth0:Issuer has to be an https address")]
    [InlineData("Auth0:Issuer", "https://acme.eu.auth0.com/path", "Production", "Auth0:Issuer has to be an https address")]
    [InlineData("Auth0:Issuer", "https://your-tenant.auth0.com/", "Production", "Auth0:Issuer still has the sample's value.")]
    [InlineData("Auth0:ClientId", "", "Production", "Auth0:ClientId is not set.")]
    [InlineData("Auth0:ClientSecret", " ", "Production", "Auth0:ClientSecret is not set.")]
    [InlineData("Auth0:ClientSecret", "change-me", "Production", "Auth0:ClientSecret still has the sample's value.")]
    [InlineData("Auth0:ClientSecret", "<secret>", "Production", "Auth0:ClientSecret still has the sample's value.")]
    [InlineData("Agent:PublicBaseUrl", "", "Production", "Agent:PublicBaseUrl is not set.")]
    [InlineData("Agent:PublicBaseUrl", "agent.example.com", "Production", "Agent:PublicBaseUrl is not a plain absolute URL.")]
    [InlineData("Agent:PublicBaseUrl", "http://agent.acme.com", "Production", "Agent:PublicBaseUrl has to be https;")]
    [InlineData("Agent:PublicBaseUrl", "http://localhost:5000", "Production", "Agent:PublicBaseUrl has to be https;")]
    [InlineData("Agent:PublicBaseUrl", "https://agent.acme.com/?x=1", "Production", "Agent:PublicBaseUrl is not a plain absolute URL.")]
    [InlineData("Identity:TicketLifetime", "00:00:05", "Production", "Identity:TicketLifetime has to be between one minute and one hour")]
    [InlineData("Identity:SignInLifetime", "1.00:00:00", "Production", "Identity:SignInLifetime has to be between one minute and one hour")]
    [InlineData("Identity:LinkCodeAttempts", "1000", "Production", "Identity:LinkCodeAttempts has to be between 1 and 20")]
    [InlineData("Identity:KeyRingPath", "", "Production", "Identity:KeyRingPath is empty.")]
    [InlineData("Identity:KeyRingPath", "data", "Production", "Identity:KeyRingPath is the folder of the database.")]
    [InlineData("Identity:ReconnectRetryDelay", "00:05:00", "Production", "Identity:ReconnectRetryDelay has to be between")]
    public void T47_A_setting_that_would_leave_something_open_stops_the_start(string setting, string value, string environment, string sentence)
    {
        var failed = Assert.Throws<OptionsValidationException>(() => Start(environment, setting, value));

        Assert.Contains(failed.Failures, failure => failure.StartsWith(sentence, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("Production", "Agent:PublicBaseUrl", "https://agent.acme.com/bot/")]
    [InlineData("Development", "Auth0:Issuer", "http://127.0.0.1:5081")]
    [InlineData("Development", "Agent:PublicBaseUrl", "http://localhost:5000")]
    public void Sound_settings_are_accepted(string environment, string setting, string value) => Start(environment, setting, value);

    [Fact]
    public void Links_keep_the_path_of_the_public_address()
    {
        var address = new PublicAddress(Options.Create(new PublicAddressOptions { PublicBaseUrl = "https://agent.acme.com/bot" }));

        Assert.Equal("https://agent.acme.com/bot/link/x", address.LinkTo("/link/x").AbsoluteUri);
        Assert.Equal("/bot/agent.css", address.PathOf("/agent.css"));
    }

    private static void Start(string environment, string setting, string value)
    {
        var settings = new Dictionary<string, string?>
        {
            ["Auth0:Issuer"] = "https://acme.eu.auth0.com/", ["Auth0:ClientId"] = "q7Yd2", ["Auth0:ClientSecret"] = "s3cr3t-of-acme", ["Agent:PublicBaseUrl"] = "https://agent.acme.com",
        };
        settings[setting] = value;
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(settings).Build();
        using var services = new ServiceCollection().AddSingleton<IConfiguration>(configuration).AddSingleton<IHostEnvironment>(new NamedEnvironment(environment))
            .AddLogging().AddIdentity(configuration).BuildServiceProvider();
        services.GetRequiredService<IStartupValidator>().Validate();
    }

    private sealed class NamedEnvironment(string name) : IHostEnvironment
    {
        public string EnvironmentName { get; set; } = name;

        public string ApplicationName { get; set; } = "";

        public string ContentRootPath { get; set; } = "";

        public IFileProvider ContentRootFileProvider { get; set; } = new NullFileProvider();
    }
}
