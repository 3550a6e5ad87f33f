using System.Collections.Concurrent;
using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using TeamsAgent.Sandbox;
using TeamsAgent.Sandbox.Chat;

namespace TeamsAgent.Tests.Playground;

public sealed class FeedPlaygroundTests
{
    private const string AdminKey = "canary-of-the-admin-key-0123456789";

    [Fact]
    public async Task Nobody_reads_what_is_written_to_somebody_else_in_private()
    {
        await using var desk = await PlaygroundDesk.StartAsync();
        await desk.PostAsync("/playground/say", new { @as = "ana", conversation = "private", text = "my secret question" });

        var ana = (await desk.FeedAsync(People.Ana, until: "messages"))["messages"].ToJsonString();
        var ben = (await desk.FeedAsync(People.Ben, until: "messages"))["messages"];

        Assert.Contains("my secret question", ana, StringComparison.Ordinal);
        Assert.Empty(ben["messages"]!.AsArray());
        Assert.NotNull(ben["newest"]!["ana"]);
    }

    [Fact]
    public async Task Everybody_reads_the_channel_and_its_threads()
    {
        await using var desk = await PlaygroundDesk.StartAsync();
        await desk.PostAsync("/playground/say", new { @as = "ana", conversation = "general", text = "first" });
        var root = desk.Teams.Messages[0].Id;
        await desk.PostAsync("/playground/say", new { @as = "eve", conversation = "general", text = "second", root });
        var nowhere = await desk.PostAsync("/playground/say", new { @as = "eve", conversation = "general", text = "third", root = "17" });

        var seen = (await desk.FeedAsync(People.Ben, until: "messages"))["messages"]["messages"]!.AsArray();

        Assert.Equal(HttpStatusCode.BadRequest, nowhere.StatusCode);
        Assert.Equal(["ana:first", "bot:", "eve:second", "bot:"], seen.Select(message => $"{message!["from"]}:{message["text"]}"));
        Assert.All(seen.Skip(1), message => Assert.Equal(root, (string?)message!["root"]));
    }

    [Fact]
    public async Task The_backstage_shows_what_happened_and_neither_key_nor_token()
    {
        var keys = new ConcurrentQueue<string>();
        await using var neighbours = StandIn.Builder().Build();
        neighbours.MapGet("/admin/requests", (HttpRequest request) =>
        {
            keys.Enqueue(request.Headers.Authorization.ToString());
            return Results.Json(new[] { new { id = "r1", number = 7, title = "Open an issue", state = "Succeeded", createdAt = DateTimeOffset.UnixEpoch } });
        });
        neighbours.MapGet("/sandbox/tenant/calls", () => Results.Json(new[]
        {
            new { at = DateTimeOffset.UnixEpoch, endpoint = "token", grantType = "refresh_token", status = 200, refreshToken = "canary-token", tokenSha256 = "abcd" },
        }));
        neighbours.MapGet("/sandbox/providers/calls", () => Results.Json(new
        {
            calls = new[] { new { number = 1, provider = "github", method = "POST", target = "/github/x", status = 201, headers = new { Cookie = "canary-token" }, body = "canary-token" } },
        }));
        await neighbours.StartAsync(TestContext.Current.CancellationToken);
        var address = StandIn.AddressOf(neighbours);
        await using var desk = await PlaygroundDesk.StartAsync(new TeamsOptions { ProductAddress = address, AdminKey = AdminKey, TenantAddress = address, ProvidersAddress = address });

        var feed = await desk.FeedAsync(People.Ana, until: "backstage");

        Assert.Equal(["Bearer " + AdminKey], keys);
        var backstage = feed["backstage"];
        Assert.Equal("Open an issue", (string?)backstage["requests"]!["items"]![0]!["title"]);
        Assert.Equal("abcd", (string?)backstage["exchanges"]!["items"]![0]!["tokenSha256"]);
        Assert.Equal("/github/x", (string?)backstage["calls"]!["items"]![0]!["target"]);
        Assert.All(feed.Values, data => Assert.DoesNotContain("canary", data.ToJsonString(), StringComparison.Ordinal));
    }
}
