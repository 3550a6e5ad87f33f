using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Options;
using TeamsAgent.Identity.Auth0;

namespace TeamsAgent.Tests.Identity;

/// <summary>What the client of the tenant sends.</summary>
public sealed class Auth0ClientTests
{
    [Fact]
    public async Task Without_pushed_requests_the_browser_carries_the_parameters()
    {
        await using var stub = await TenantStub.StartAsync();
        var client = new Auth0Client(stub.Http, stub.Documents, Options.Create(new Auth0Options { Issuer = stub.Issuer, ClientId = TenantStub.ClientId, ClientSecret = "secret" }), stub.Clock);

        var url = await client.AuthorizeUrlAsync(
            new Dictionary<string, string> { ["response_type"] = "code", ["state"] = "a b&c", ["max_age"] = "0", ["acr_values"] = IdTokenCheck.MultiFactor }, TestContext.Current.CancellationToken);

        Assert.StartsWith(stub.Issuer + "authorize?client_id=client-1&", url.AbsoluteUri, StringComparison.Ordinal);
        var query = QueryHelpers.ParseQuery(url.Query);
        Assert.Equal(("a b&c", "0", IdTokenCheck.MultiFactor), (query["state"].ToString(), query["max_age"].ToString(), query["acr_values"].ToString()));
        Assert.DoesNotContain("secret", url.AbsoluteUri, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_tenant_that_is_away_is_away_and_nothing_is_thrown()
    {
        var stub = await TenantStub.StartAsync();
        var client = new Auth0Client(stub.Http, stub.Documents, Options.Create(new Auth0Options { Issuer = stub.Issuer, ClientId = TenantStub.ClientId, ClientSecret = "secret" }), stub.Clock);
        await stub.StopAsync();
        var token = new TeamsAgent.Identity.RefreshToken("x");

        Assert.IsType<TokenAnswer.Unavailable>(await client.ExchangeForProviderAsync(token, "github", [], TestContext.Current.CancellationToken));
        Assert.False(await client.RevokeAsync(token, TestContext.Current.CancellationToken));
        await Assert.ThrowsAsync<TenantUnreachableException>(() => client.AuthorizeUrlAsync(new Dictionary<string, string>(), TestContext.Current.CancellationToken));
        await stub.DisposeAsync();
    }
}
