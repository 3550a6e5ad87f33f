using System.Net;
using TeamsAgent.Sandbox;
using TeamsAgent.Sandbox.Chat;
using TeamsAgent.Sandbox.Chat.Wire;
using TeamsAgent.Sandbox.Providers;
using TeamsAgent.Sandbox.Tenant;

namespace TeamsAgent.Tests.Playground;

public sealed class FaultPlaygroundTests
{
    [Fact]
    public async Task Faults_of_all_parts_are_ordered_shown_and_forgotten()
    {
        var ct = TestContext.Current.CancellationToken;
        await using var providers = await SandboxProviders.StartAsync(new ProvidersOptions(), TimeProvider.System, ct);
        await using var tenant = await SandboxTenant.StartAsync(new TenantOptions { IssueProviderToken = (_, _, _) => "unused" }, TimeProvider.System, ct);
        await using var desk = await PlaygroundDesk.StartAsync(new TeamsOptions { ProvidersAddress = providers.Address, TenantAddress = tenant.Address });
        var row = TenantFaultRows.All.Keys.First();

        Assert.Equal(HttpStatusCode.OK, (await desk.PostAsync("/playground/faults/chat", new { fault = "Throttled" })).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await desk.PostAsync("/playground/faults/chat", new { down = true })).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await desk.PostAsync("/playground/faults/provider", new { provider = "github", fault = "fail_after_doing", times = 2 })).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await desk.PostAsync("/playground/faults/tenant", new { @do = "fail-next", row })).StatusCode);
        Assert.Equal(HttpStatusCode.BadGateway, (await desk.PostAsync("/playground/faults/provider", new { provider = "nobody", fault = "fail" })).StatusCode);
        var shown = await desk.Http.GetStringAsync("/playground/faults", ct);
        Assert.Equal((true, ConnectorFault.Throttled), (desk.Teams.Faults.Down, desk.Teams.Faults.Waiting.Single()));
        Assert.Contains("\"chat: Throttled\",\"tenant: token-vault: ", shown, StringComparison.Ordinal);
        Assert.Contains("\"github: fail_after_doing\",\"github: fail_after_doing\"", shown, StringComparison.Ordinal);

        Assert.Equal(HttpStatusCode.OK, (await desk.PostAsync("/playground/faults/clear", new { })).StatusCode);
        Assert.Contains("\"waiting\":[]", await desk.Http.GetStringAsync("/playground/faults", ct), StringComparison.Ordinal);
        Assert.False(desk.Teams.Faults.Down);
    }
}
