using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.FileProviders;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using TeamsAgent.Planning;

namespace TeamsAgent.Tests.Planning;

/// <summary>A mistake in the settings stops the start with a sentence that names the setting.</summary>
public sealed class PlanningOptionsTests
{
    [Theory]
    [InlineData("Production", "https://api.openai.com/v1", "sk-1", "m", null)]
    [InlineData("Development", "http://127.0.0.1:5083/v1", "", "m", null)]
    [InlineData("Production", "http://127.0.0.1:5083/v1", "k", "m", "Planning:Endpoint must begin with https://; plain http is for loopback in Development alone.")]
    [InlineData("Development", "http://models.example/v1", "k", "m", "Planning:Endpoint must begin with https://; plain http is for loopback in Development alone.")]
    [InlineData("Production", "", "k", "m", "Planning:Endpoint must be the absolute base URL")]
    [InlineData("Production", "https://user:pass@models.example/v1", "k", "m", "Planning:Endpoint must be the absolute base URL")]
    [InlineData("Production", "ftp://models.example/v1", "k", "m", "Planning:Endpoint must be the absolute base URL")]
    [InlineData("Production", "https://api.openai.com/v1", "", "m", "Planning:ApiKey is missing")]
    [InlineData("Production", "https://api.openai.com/v1", PlanningOptions.SampleApiKey, "m", "Planning:ApiKey is still the one from the sample settings")]
    [InlineData("Production", "https://api.openai.com/v1", "k", " ", "Planning:Model is missing")]
    public void T47_Settings_are_checked_at_start(string environment, string endpoint, string key, string model, string? mistake)
    {
        var settings = new Dictionary<string, string?> { ["Planning:Endpoint"] = endpoint, ["Planning:ApiKey"] = key, ["Planning:Model"] = model };
        using var services = new ServiceCollection()
            .AddSingleton<IHostEnvironment>(new Env { EnvironmentName = environment })
            .AddPlanning(new ConfigurationBuilder().AddInMemoryCollection(settings).Build())
            .BuildServiceProvider();

        var failed = Record.Exception(() => services.GetRequiredService<IStartupValidator>().Validate());

        Assert.Equal(mistake is null, failed is null);
        Assert.Contains(mistake ?? "", failed?.Message ?? "", StringComparison.Ordinal);
    }

    private sealed class Env : IHostEnvironment
    {
        public required string EnvironmentName { get; set; }
        public string ApplicationName { get; set; } = "";
        public string ContentRootPath { get; set; } = "";
        public IFileProvider ContentRootFileProvider { get; set; } = new NullFileProvider();
    }
}
