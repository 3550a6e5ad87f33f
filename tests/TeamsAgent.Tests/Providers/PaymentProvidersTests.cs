using System.Net;
using System.Text.Json.Nodes;
using TeamsAgent.Sandbox;
using Xunit;
using static TeamsAgent.Tests.Providers.ProvidersFixture;

namespace TeamsAgent.Tests.Providers;

public sealed class PaymentProvidersTests
{
    private const string Transfers = "/payments/v1/transfers";
    private const string Body = """{"to":"DE89370400440532013000","amount":"1250.00","currency":"EUR","reference":"invoice 77"}""";

    [Fact]
    public async Task The_same_key_with_the_same_body_transfers_once()
    {
        await using var world = await StartAsync();
        var token = world.PaymentsToken(People.Ana);

        var first = await world.SendAsync(HttpMethod.Post, Transfers, token, Body, ("Idempotency-Key", "k1"));
        var again = await world.SendAsync(HttpMethod.Post, Transfers, token, Body, ("Idempotency-Key", "k1"));
        var other = await world.SendAsync(HttpMethod.Post, Transfers, token, Body.Replace("1250", "9250", StringComparison.Ordinal), ("Idempotency-Key", "k1"));
        var account = await JsonOf(await world.SendAsync(HttpMethod.Get, "/payments/v1/account", token));

        Assert.Equal([201, 201, 422], new[] { first, again, other }.Select(response => (int)response.StatusCode));
        Assert.Equal("true", again.Headers.GetValues("Idempotent-Replayed").Single());
        Assert.Equal((string)(await JsonOf(first))["id"]!, (string)(await JsonOf(again))["id"]!);
        Assert.Equal("23750.00", (string)account["balance"]!);
        Assert.Equal(1, world.Providers.EffectsOf("payments"));
    }

    [Fact]
    public async Task A_transfer_is_found_by_its_key_and_by_its_id()
    {
        await using var world = await StartAsync();
        var token = world.PaymentsToken(People.Ana);
        var made = await JsonOf(await world.SendAsync(HttpMethod.Post, Transfers, token, Body, ("Idempotency-Key", "k1")));

        var found = await JsonOf(await world.SendAsync(HttpMethod.Get, $"{Transfers}?idempotency_key=k1", token));
        var nothing = await JsonOf(await world.SendAsync(HttpMethod.Get, $"{Transfers}?idempotency_key=k2", token));
        var byId = await JsonOf(await world.SendAsync(HttpMethod.Get, $"{Transfers}/{made["id"]}", token));
        var foreign = await world.SendAsync(HttpMethod.Get, $"{Transfers}/{made["id"]}", world.PaymentsToken(People.Eve));

        Assert.True(JsonNode.DeepEquals(made, Assert.Single(found["data"]!.AsArray())));
        Assert.Empty(nothing["data"]!.AsArray());
        Assert.True(JsonNode.DeepEquals(made, byId));
        Assert.Equal(HttpStatusCode.NotFound, foreign.StatusCode);
    }

    [Theory]
    [InlineData("to", "DE89370400440532013001", "invalid_to")]
    [InlineData("to", "DE89 3704 0044 0532 0130 00", "invalid_to")]
    [InlineData("amount", "1250", "invalid_amount")]
    [InlineData("amount", "1,250.00", "invalid_amount")]
    [InlineData("amount", "0.00", "invalid_amount")]
    [InlineData("amount", "-1.00", "invalid_amount")]
    [InlineData("amount", "1e3", "invalid_amount")]
    [InlineData("amount", "99999.00", "insufficient_funds")]
    [InlineData("currency", "EURO", "invalid_currency")]
    [InlineData("reference", "", "invalid_reference")]
    [InlineData("reference", "two\nlines", "invalid_reference")]
    [InlineData("note", "hello", "invalid_field")]
    public async Task What_is_not_a_transfer_is_refused(string field, string value, string code)
    {
        await using var world = await StartAsync();
        var body = JsonNode.Parse(Body)!;
        body[field] = value;

        var response = await world.SendAsync(HttpMethod.Post, Transfers, world.PaymentsToken(People.Ana), body.ToJsonString(), ("Idempotency-Key", "k1"));

        Assert.Equal(HttpStatusCode.UnprocessableEntity, response.StatusCode);
        Assert.Equal("application/problem+json", response.Content.Headers.ContentType!.MediaType);
        Assert.Equal(code, (string)(await JsonOf(response))["code"]!);
        Assert.Empty(world.Providers.Transfers);
    }

    [Fact]
    public async Task A_transfer_without_a_key_is_refused()
    {
        await using var world = await StartAsync();

        var response = await world.SendAsync(HttpMethod.Post, Transfers, world.PaymentsToken(People.Ana), Body);

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Equal("idempotency_key_missing", (string)(await JsonOf(response))["code"]!);
    }
}
