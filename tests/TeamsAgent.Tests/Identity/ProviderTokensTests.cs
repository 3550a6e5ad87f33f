using System.Net.Http.Headers;
using Microsoft.EntityFrameworkCore;
using TeamsAgent.Domain.People;
using TeamsAgent.Domain.Plans;
using TeamsAgent.Identity;
using TeamsAgent.Sandbox;
using TeamsAgent.Sandbox.Tenant;
using TeamsAgent.Storage;
using TeamsAgent.Storage.Rows;
using TeamsAgent.Tests.Tenant;

namespace TeamsAgent.Tests.Identity;

/// <summary>The token gate against every answer that the vault is known to give.</summary>
public sealed class ProviderTokensTests
{
    [Fact]
    public async Task A_connected_account_gives_a_token_for_one_call()
    {
        await using var host = await IdentityHost.StartAsync();
        var ana = await ConnectedAsync(host, People.Ana);

        var token = Assert.IsType<TokenResult.Token>(await ExchangeAsync(host, ana));

        Assert.Equal(["gist", "repo"], token.Granted.Order());
        Assert.Equal("ProviderAccessToken", token.AccessToken.ToString());
        Assert.DoesNotContain("canary", token.ToString(), StringComparison.Ordinal);
        var call = host.Tenant.Calls.Last(c => c.Endpoint == TenantEndpoints.Token);
        Assert.Equal((TenantDesk.VaultGrant, "github", token.Fingerprint), (call.GrantType, call.Connection, call.TokenSha256));
        using var request = new HttpRequestMessage();
        token.AccessToken.Authorize(request);
        Assert.Equal(new AuthenticationHeaderValue("Bearer", host.Issued.Single().Token), request.Headers.Authorization);
    }

    public static TheoryData<string, string, int> Rows => new()
    {
        { "federated_connection_refresh_token_not_found", "NotConnected", 1 }, { "tokenset_not_found", "NotConnected", 1 },
        { "federated_connection_refresh_token_flow_failed", "Reconnect", 2 }, { "invalid_grant", "SessionExpired", 1 }, { "invalid_grant_400", "SessionExpired", 1 },
        { "user_not_found", "OperatorError user_not_found", 1 }, { "invalid_client", "OperatorError invalid_client", 1 },
        { "unauthorized_client", "OperatorError unauthorized_client", 1 }, { "unsupported_grant_type", "OperatorError unsupported_grant_type", 1 },
        { "access_denied", "OperatorError access_denied", 1 }, { "mfa_required", "OperatorError mfa_required", 1 }, { "mfa_required_401", "OperatorError mfa_required", 1 },
        { "invalid_request", "OperatorError invalid_request", 1 }, { "use_dpop_nonce", "OperatorError use_dpop_nonce", 1 },
        { "something_new", "OperatorError something_new", 1 }, { "html_200", "OperatorError unreadable_answer", 1 },
        { "too_many_requests", "Transient 7", 1 }, { "server_error", "Transient 5", 1 }, { "bad_gateway", "Transient 5", 1 }, { "unavailable", "Transient 3", 1 },
        { "hang", "Transient 5", 1 }, { "drop", "Transient 5", 1 }, { "drop_after", "Transient 5", 1 },
    };

    [Fact]
    public void Every_row_of_the_stand_in_is_in_the_table() => Assert.Equal(TenantFaultRows.All.Keys.Order(), Rows.Select(row => row.Data.Item1).Order());

    [Theory]
    [MemberData(nameof(Rows))]
    public async Task T33_Every_answer_of_the_vault_has_its_meaning(string row, string meaning, int calls)
    {
        await using var host = await IdentityHost.StartAsync();
        var ana = await ConnectedAsync(host, People.Ana);
        var stored = Assert.Single(await host.RowsAsync<RefreshTokenRow>()).Token;
        host.Tenant.ForgetCalls();
        host.Tenant.Faults.FailNextExchange(TenantFaultRows.All[row], calls);

        Assert.Equal(meaning, Words(await ExchangeAsync(host, ana)));

        // Nothing is repeated behind our back, nothing stored is touched, and the next exchange works.
        await SettledAsync(host, calls);
        Assert.Equal(calls, host.Tenant.Calls.Count(call => call.GrantType == TenantDesk.VaultGrant));
        Assert.Equal(stored, Assert.Single(await host.RowsAsync<RefreshTokenRow>()).Token);
        Assert.IsType<TokenResult.Token>(await ExchangeAsync(host, ana));
    }

    [Fact]
    public async Task A_provider_with_a_bad_moment_is_asked_once_more()
    {
        await using var host = await IdentityHost.StartAsync();
        var ana = await ConnectedAsync(host, People.Ana);
        host.Tenant.Faults.FailNextExchange(TenantFaultRows.RefreshTokenFlowFailed);

        Assert.IsType<TokenResult.Token>(await ExchangeAsync(host, ana));
    }

    [Theory]
    [InlineData("access granted\r\nX-Evil: 1")]
    [InlineData("<script>alert(1)</script>")]
    [InlineData("Federated_Connection_Refresh_Token_Not_Found")]
    public async Task An_error_that_is_not_written_like_one_is_unknown(string error)
    {
        await using var host = await IdentityHost.StartAsync();
        var ana = await ConnectedAsync(host, People.Ana);
        host.Tenant.Faults.FailNextExchange(TenantFault.Of(401, error, "whatever"));

        Assert.Equal("OperatorError unknown", Words(await ExchangeAsync(host, ana)));
        Assert.DoesNotContain(error, host.Log.All, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_really_so_at_the_tenant_means_the_same()
    {
        await using var host = await IdentityHost.StartAsync();
        var ana = await host.PersonAsync(People.Ana);
        Assert.Equal("NotLinked", Words(await ExchangeAsync(host, ana)));
        await host.LinkAsync(People.Ana);
        Assert.Equal("NotConnected", Words(await ExchangeAsync(host, ana)));
        host.Tenant.Faults.Connect(People.Ana.Auth0UserId, "github");
        Assert.Equal("Token", Words(await ExchangeAsync(host, ana)));
        host.Tenant.Faults.RevokeAtProvider(People.Ana.Auth0UserId, "github");
        Assert.Equal("Reconnect", Words(await ExchangeAsync(host, ana)));
        await host.Tenant.Faults.RevokeRefreshTokensAsync(People.Ana.Auth0UserId, IdentityHost.Ct);
        Assert.Equal("SessionExpired", Words(await ExchangeAsync(host, ana)));
        await host.RunAsync<UnitOfWork, int>(work => work.Db.Set<PersonRow>().ExecuteUpdateAsync(set => set.SetProperty(row => row.Blocked, true), IdentityHost.Ct));
        Assert.Equal("PersonBlocked", Words(await ExchangeAsync(host, ana)));
        Assert.Equal("OperatorError unknown_person", Words(await host.Get<ProviderTokens>().ExchangeAsync(PersonId.New(Guid.NewGuid()), Call("github", "repo"), IdentityHost.Ct)));
    }

    [Fact]
    public async Task T29_Fewer_scopes_are_named_and_more_are_reported()
    {
        await using var host = await IdentityHost.StartAsync();
        var ana = await ConnectedAsync(host, People.Ana);
        host.Tenant.Faults.GrantScopes(People.Ana.Auth0UserId, "github", "gist");
        Assert.Equal(["repo"], Assert.IsType<TokenResult.MissingScopes>(await ExchangeAsync(host, ana)).Missing);
        host.Tenant.Faults.GrantScopes(People.Ana.Auth0UserId, "github", "repo", "admin:org");
        Assert.Equal(["admin:org", "repo"], Assert.IsType<TokenResult.Token>(await ExchangeAsync(host, ana)).Granted.Order());
        host.Tenant.Faults.GrantScopes(People.Ana.Auth0UserId, "github");
        Assert.Equal("MissingScopes repo", Words(await ExchangeAsync(host, ana)));
    }

    [Fact]
    public async Task Scopes_are_compared_as_sets_by_their_canonical_names()
    {
        await using var host = await IdentityHost.StartAsync();
        var ana = await ConnectedAsync(host, People.Ana);
        host.Tenant.Faults.Connect(People.Ana.Auth0UserId, "google-oauth2", ["openid", "calendar", "https://www.googleapis.com/auth/userinfo.email"]);

        Assert.Equal("Token", Words(await host.Get<ProviderTokens>().ExchangeAsync(ana.Id, Call("google-oauth2", "email", "calendar"), IdentityHost.Ct)));
        Assert.Equal("MissingScopes Calendar", Words(await host.Get<ProviderTokens>().ExchangeAsync(ana.Id, Call("google-oauth2", "Calendar"), IdentityHost.Ct)));
    }

    [Fact]
    public async Task Unnamed_scopes_do_only_where_the_settings_say_so()
    {
        await using var host = await IdentityHost.StartAsync(set => set["Auth0:Connections:github:ScopesAreNotReported"] = "true");
        var ana = await ConnectedAsync(host, People.Ana);
        host.Tenant.Faults.GrantScopes(People.Ana.Auth0UserId, "github");
        Assert.Equal("Token", Words(await ExchangeAsync(host, ana)));
        host.Tenant.Faults.GrantScopes(People.Ana.Auth0UserId, "github", "gist");
        Assert.Equal("MissingScopes repo", Words(await ExchangeAsync(host, ana)));
    }

    [Fact]
    public async Task A_client_without_the_vault_grant_is_the_operators_matter()
    {
        await using var host = await IdentityHost.StartAsync(tokenVault: false);
        var ana = await ConnectedAsync(host, People.Ana);

        var error = Assert.IsType<TokenResult.OperatorError>(await ExchangeAsync(host, ana));
        Assert.StartsWith("The application may not use the Token Vault grant.", error.Sentence, StringComparison.Ordinal);
    }

    [Fact]
    public async Task T28_A_hundred_interleaved_exchanges_give_everybody_their_own_token()
    {
        await using var host = await IdentityHost.StartAsync();
        var people = new Dictionary<string, Person>();
        foreach (var who in People.All)
        {
            people[who.Auth0UserId] = await ConnectedAsync(host, who);
        }

        var results = await Task.WhenAll(Enumerable.Range(0, 100).Select(async i =>
        {
            var (user, person) = people.ElementAt(i % people.Count);
            using var request = new HttpRequestMessage();
            Assert.IsType<TokenResult.Token>(await ExchangeAsync(host, person)).AccessToken.Authorize(request);
            return (user, request.Headers.Authorization!.Parameter);
        }));

        Assert.All(results, result => Assert.Contains(host.Issued, issued => issued.User == result.user && issued.Token == result.Parameter));
    }

    [Fact]
    public async Task T31_No_token_and_no_secret_is_anywhere_but_sealed()
    {
        await using var host = await IdentityHost.StartAsync();
        var ana = await ConnectedAsync(host, People.Ana);
        var refresh = (await host.RunAsync<RefreshTokenVault, RefreshToken?>(vault => vault.ReadAsync(ana.Id, IdentityHost.Ct)))!;
        Assert.Equal("RefreshToken", refresh.ToString());
        await ExchangeAsync(host, ana);
        host.Tenant.Faults.FailNextExchange(TenantFaultRows.All["drop_after"]);
        await ExchangeAsync(host, ana);
        using var visit = new Visit(host);
        await visit.OpenAsync(await host.TicketAsync(new TicketRequest(TicketKind.Connect, ana.Id, ana.Chats[0], Connection: "google-oauth2")));
        await visit.FinishAsync(People.Ana);
        await visit.ConnectAsync(People.Ana);

        Canary.AssertNowhere(host, [refresh.Reveal(), IdentityHost.ClientSecret, .. host.Issued.Select(issued => issued.Token)]);
    }

    [Fact]
    public async Task T32_A_lost_key_ring_means_link_again_and_nothing_else()
    {
        await using var host = await IdentityHost.StartAsync();
        var ana = await ConnectedAsync(host, People.Ana);
        Assert.NotEmpty(Directory.GetFiles(host.KeyRingPath));
        Directory.Delete(host.KeyRingPath, recursive: true);
        await host.RestartAsync();

        Assert.Equal("SessionExpired", Words(await ExchangeAsync(host, ana)));
        Assert.StartsWith("The access that was stored for you has ended.", (await host.RunAsync<ConnectedAccounts, AccountsResult>(a => a.ListAsync(ana, IdentityHost.Ct))).Sentence, StringComparison.Ordinal);

        await host.LinkAsync(People.Ana);
        Assert.Equal("Token", Words(await ExchangeAsync(host, ana)));
    }

    [Fact]
    public async Task T32_A_stored_token_of_another_person_does_not_open()
    {
        await using var host = await IdentityHost.StartAsync();
        var ana = await ConnectedAsync(host, People.Ana);
        var ben = await ConnectedAsync(host, People.Ben);
        var bens = (await host.RowsAsync<RefreshTokenRow>()).Single(row => row.PersonId == ben.Id.Value).Token;
        await host.RunAsync<UnitOfWork, int>(work => work.Db.Set<RefreshTokenRow>().Where(row => row.PersonId == ana.Id.Value).ExecuteUpdateAsync(set => set.SetProperty(row => row.Token, bens), IdentityHost.Ct));

        Assert.Equal("SessionExpired", Words(await ExchangeAsync(host, ana)));
    }

    // A call whose connection the stand-in cut is in its record a moment after we have seen the cut.
    private static async Task SettledAsync(IdentityHost host, int calls)
    {
        for (var i = 0; i < 100 && host.Tenant.Calls.Count(call => call.GrantType == TenantDesk.VaultGrant) < calls; i++)
        {
            await Task.Delay(50, IdentityHost.Ct);
        }
    }

    private static async Task<Person> ConnectedAsync(IdentityHost host, SandboxPerson who)
    {
        host.Tenant.Faults.Connect(who.Auth0UserId, "github");
        return await host.LinkAsync(who);
    }

    private static Task<TokenResult> ExchangeAsync(IdentityHost host, Person person) => host.Get<ProviderTokens>().ExchangeAsync(person.Id, Call("github", "repo"), IdentityHost.Ct);

    private static SealedCall Call(string connection, params string[] scopes) => new() { Method = "GET", Url = "https://provider.example/", Connection = connection, Scopes = scopes };

    private static string Words(TokenResult result) => result switch
    {
        TokenResult.OperatorError error => $"OperatorError {error.Code}",
        TokenResult.Transient transient => $"Transient {transient.After.TotalSeconds}",
        TokenResult.MissingScopes missing => $"MissingScopes {string.Join(' ', missing.Missing)}",
        _ => result.GetType().Name,
    };
}
