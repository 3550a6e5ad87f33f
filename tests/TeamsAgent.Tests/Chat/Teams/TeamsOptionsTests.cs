using Microsoft.Extensions.Options;

namespace TeamsAgent.Tests.Chat.Teams;

public sealed class TeamsOptionsTests
{
    [Theory]
    [InlineData("Production", "Teams:LocalMode", "true", "Teams:LocalMode takes messages without tokens and works in Development alone")]
    [InlineData("Staging", "Teams:LocalMode", "true", "Teams:LocalMode takes messages without tokens and works in Development alone")]
    [InlineData("Development", "Teams:LocalMode", "true", "Teams:LocalMode takes messages without tokens, but Agent:PublicBaseUrl is not a loopback address")]
    [InlineData("Production", "Teams:AllowedServiceHosts:0", "127.0.0.1", "Teams:AllowedServiceHosts lists a loopback address")]
    [InlineData("Production", "Teams:AllowedServiceHosts:1", "localhost", "Teams:AllowedServiceHosts lists a loopback address")]
    [InlineData("Production", "Teams:MetadataAddress", "http://127.0.0.1:5080/openid", "Teams:MetadataAddress must be an https address")]
    [InlineData("Production", "Teams:TokenAuthority", "http://127.0.0.1:5080", "Teams:TokenAuthority must be an https address")]
    [InlineData("Development", "Teams:MetadataAddress", "http://login.contoso.example/openid", "Teams:MetadataAddress must be an https address")]
    [InlineData("Development", "Teams:AllowedServiceHosts:0", "https://smba.trafficmanager.net", "Teams:AllowedServiceHosts: “https://smba.trafficmanager.net” must be a host name")]
    [InlineData("Development", "Teams:AllowedServiceHosts:0", "*", "Teams:AllowedServiceHosts: “*” must be a host name")]
    [InlineData("Development", "Teams:AppId", "", "Teams:AppId must be the bot's application id")]
    [InlineData("Development", "Teams:AppId", "my-bot", "Teams:AppId must be the bot's application id")]
    [InlineData("Development", "Teams:AppType", "SharedTenant", "Teams:AppType must be SingleTenant, UserAssignedMSI or MultiTenant")]
    [InlineData("Development", "Teams:TenantId", "", "Teams:TenantId must be the id of the tenant")]
    [InlineData("Development", "Teams:ClientSecret", "", "Teams:ClientSecret must be the secret")]
    [InlineData("Development", "Teams:ClientSecret", "<from your secret store>", "Teams:ClientSecret must be the secret")]
    [InlineData("Development", "Teams:AllowedTenants:0", "*", "Teams:AllowedTenants must list the ids")]
    [InlineData("Development", "Chat:Parallel", "0", "Chat:Parallel must be between 1 and 256")]
    public async Task T47_Settings_that_would_leave_the_bot_open_or_mute_stop_the_start(string environment, string setting, string value, string sentence)
    {
        var refused = await Assert.ThrowsAsync<OptionsValidationException>(() => ChatHost.StartAsync(settings =>
        {
            if (environment != "Development")
            {
                foreach (var name in new[] { "Teams:MetadataAddress", "Teams:TokenAuthority", "Teams:AllowedServiceHosts:0", "Teams:AllowedServiceHosts:1", "Planning:Endpoint" })
                {
                    settings[name] = name == "Planning:Endpoint" ? "https://model.contoso.example" : name.Contains("Hosts", StringComparison.Ordinal) ? "smba.trafficmanager.net" : "https://login.contoso.example";
                }
            }

            settings[setting] = value;
        }, environment));

        Assert.Contains(refused.Failures, failure => failure.Contains(sentence, StringComparison.Ordinal));
        Assert.DoesNotContain(BotService.Secret, refused.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task T47_Local_mode_takes_activities_without_tokens_from_this_machine_with_a_service_on_this_machine()
    {
        await using var host = await ChatHost.StartAsync(settings => (settings["Teams:LocalMode"], settings["Agent:PublicBaseUrl"]) = ("true", "http://127.0.0.1:5080"));
        var ask = SomeActivity.Message(host.Service, Sandbox.People.Ana, "help", personal: true);

        using var taken = await host.SendAsync(ask.ToJsonString(), token: "");
        ask["serviceUrl"] = "https://smba.trafficmanager.net/emea/";
        using var refused = await host.SendAsync(ask.ToJsonString(), token: "");

        Assert.Equal(System.Net.HttpStatusCode.Accepted, taken.StatusCode);
        Assert.Equal(System.Net.HttpStatusCode.Forbidden, refused.StatusCode);
    }
}
