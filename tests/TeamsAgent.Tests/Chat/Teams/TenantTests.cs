using System.Net;
using System.Text.Json.Nodes;
using TeamsAgent.Domain.Requests;
using TeamsAgent.Sandbox;
using TeamsAgent.Storage.Rows;

namespace TeamsAgent.Tests.Chat.Teams;

/// <summary>Several tenants by allow-list: each is a world of its own.</summary>
public sealed class TenantTests : IAsyncLifetime
{
    private const string Second = "00000000-0000-4000-8000-0000000000a2";
    private const string Third = "00000000-0000-4000-8000-0000000000a3";

    private ChatHost _host = null!;

    public async ValueTask InitializeAsync() => _host = await ChatHost.StartAsync(settings => settings["Teams:AllowedTenants:1"] = Second.ToUpperInvariant());

    public ValueTask DisposeAsync() => _host.DisposeAsync();

    [Fact]
    public async Task Every_listed_tenant_is_heard_and_no_other()
    {
        Assert.Equal(HttpStatusCode.Accepted, (await _host.DeliverAsync(SomeActivity.Message(_host.Service, People.Ana, "help", "a:one", personal: true))).Status);
        Assert.Equal(HttpStatusCode.Accepted, (await _host.DeliverAsync(Of(SomeActivity.Message(_host.Service, People.Ana, "help", "a:two", personal: true), Second))).Status);
        Assert.Equal(HttpStatusCode.Forbidden, (await _host.DeliverAsync(Of(SomeActivity.Message(_host.Service, People.Ana, "help", "a:three", personal: true), Third))).Status);

        Assert.Equal(["a:one", "a:two"], _host.Service.Posts.Select(post => post.Conversation));
        Assert.Equal(Second, (string?)_host.Service.PostsIn("a:two")[0].Body!["conversation"]!["tenantId"]);
    }

    [Fact]
    public async Task The_same_account_id_in_two_tenants_is_two_people()
    {
        await _host.DeliverAsync(SomeActivity.Message(_host.Service, People.Ana, "status", "a:one", personal: true));
        await _host.DeliverAsync(Of(SomeActivity.Message(_host.Service, People.Ana, "status", "a:two", personal: true), Second));

        var accounts = await _host.RowsAsync<ChatAccountRow>();
        Assert.Equal(2, accounts.Select(account => account.PersonId).Distinct().Count());
        Assert.Equal(2, accounts.Select(account => account.Identity.Split(':')[1]).Distinct().Count());
    }

    [Fact]
    public async Task T03_A_press_that_comes_out_of_another_listed_tenant_decides_nothing()
    {
        var request = await _host.PutUpAsync();

        var answer = await _host.PressAsync(request, People.Ben, "approve", alter: press => Of(press, Second));

        Assert.StartsWith("I did not post this card here", (string?)answer["value"], StringComparison.Ordinal);
        Assert.Equal(RequestState.AwaitingDecision, (await _host.NowAsync(request)).State);
    }

    [Theory]
    [InlineData("xx-NOWHERE")]
    [InlineData("")]
    [InlineData("../../etc")]
    [InlineData("tlh-Latn-x-private-use-that-goes-on-and-on-and-on-and-on-and-on-and-on-and-on")]
    public async Task A_locale_that_does_not_exist_is_answered_all_the_same(string locale)
    {
        var ask = SomeActivity.Message(_host.Service, People.Ana, "help", "a:one", personal: true);
        ask["locale"] = locale;

        await _host.DeliverAsync(ask);

        Assert.Single(_host.Service.PostsIn("a:one"));
    }

    [Theory]
    [InlineData("C0GENERAL1")]
    [InlineData("19:x@thread.tacv2|19:y@thread.tacv2")]
    [InlineData("teams:t:19:x")]
    public async Task Ids_in_another_platform_s_form_belong_to_no_card(string conversation)
    {
        var request = await _host.PutUpAsync();
        var (card, message) = await _host.PostedAsync(request);

        var (status, answer) = await _host.DeliverAsync(SomeActivity.Press(_host.Service, People.Ben, card, message, "approve", null, conversation));

        Assert.Equal(HttpStatusCode.OK, status);
        Assert.StartsWith("I did not post this card here", (string?)answer!["value"], StringComparison.Ordinal);
        Assert.Equal(RequestState.AwaitingDecision, (await _host.NowAsync(request)).State);
    }

    private static JsonObject Of(JsonObject activity, string tenant)
    {
        (activity["conversation"]!["tenantId"], activity["channelData"]!["tenant"]!["id"]) = (tenant, tenant);
        return activity;
    }
}
