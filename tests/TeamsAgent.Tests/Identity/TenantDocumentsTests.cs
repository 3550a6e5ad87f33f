using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using TeamsAgent.Identity.Auth0;

namespace TeamsAgent.Tests.Identity;

/// <summary>The tenant's documents when they are wrong, large, slow to change, or lead elsewhere.</summary>
public sealed class TenantDocumentsTests
{
    [Theory]
    [InlineData("issuer", "https://evil.example/")]
    [InlineData("token_endpoint", "https://evil.example/oauth/token")]
    [InlineData("authorization_endpoint", "https://evil.example/authorize")]
    [InlineData("jwks_uri", "https://evil.example/jwks.json")]
    [InlineData("pushed_authorization_request_endpoint", "https://evil.example/par")]
    [InlineData("revocation_endpoint", "https://evil.example/revoke")]
    [InlineData("token_endpoint", null)]
    [InlineData("jwks_uri", null)]
    public async Task A_document_that_leads_to_another_host_is_not_the_tenants(string member, string? value)
    {
        await using var stub = await TenantStub.StartAsync();
        stub.Discovery = document =>
        {
            if (value is null)
            {
                document.Remove(member);
            }
            else
            {
                document[member] = value;
            }
        };

        await Assert.ThrowsAsync<TenantUnreachableException>(() => stub.Documents.GetAsync(TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task A_document_on_another_port_or_scheme_is_not_the_tenants()
    {
        await using var stub = await TenantStub.StartAsync();
        var issuer = new Uri(stub.Issuer);
        foreach (var other in new[] { new UriBuilder(issuer) { Port = issuer.Port == 1 ? 2 : 1 }.Uri, new UriBuilder(issuer) { Scheme = "https" }.Uri, new Uri($"http://{issuer.Authority}@evil.example/") })
        {
            stub.Discovery = document => document["token_endpoint"] = other.AbsoluteUri + "oauth/token";
            await Assert.ThrowsAsync<TenantUnreachableException>(() => stub.Documents.GetAsync(TestContext.Current.CancellationToken));
        }
    }

    [Theory]
    [InlineData("html")]
    [InlineData("huge")]
    [InlineData("redirect")]
    [InlineData("500")]
    [InlineData("empty")]
    public async Task Keys_that_are_none_are_not_used(string what)
    {
        await using var stub = await TenantStub.StartAsync();
        stub.Keys = http =>
        {
            http.Response.StatusCode = what switch { "redirect" => 302, "500" => 500, _ => 200 };
            http.Response.Headers.Location = "https://evil.example/";
            return http.Response.WriteAsync(what switch { "html" => "<!doctype html>", "huge" => $"{{\"keys\":[],\"pad\":\"{new string('x', 100_000)}\"}}", "empty" => "", _ => "{}" });
        };

        await Assert.ThrowsAsync<TenantUnreachableException>(() => stub.Documents.GetAsync(TestContext.Current.CancellationToken));
        stub.Keys = null;
        Assert.NotNull(await stub.Documents.FindKeyAsync("key-1", TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task The_documents_are_kept_for_ten_minutes_and_in_an_outage_for_an_hour()
    {
        await using var stub = await TenantStub.StartAsync();
        await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => stub.Documents.GetAsync(TestContext.Current.CancellationToken)));
        Assert.Equal(1, stub.DiscoveryFetches);
        stub.Clock.Advance(TimeSpan.FromMinutes(10));
        await stub.Documents.GetAsync(TestContext.Current.CancellationToken);
        Assert.Equal(2, stub.DiscoveryFetches);

        stub.Keys = http =>
        {
            http.Response.StatusCode = 503;
            return Task.CompletedTask;
        };
        stub.Clock.Advance(TimeSpan.FromMinutes(59));
        Assert.NotNull(await stub.Documents.GetAsync(TestContext.Current.CancellationToken));
        stub.Clock.Advance(TimeSpan.FromMinutes(1));
        await Assert.ThrowsAsync<TenantUnreachableException>(() => stub.Documents.GetAsync(TestContext.Current.CancellationToken));
    }
}
