using System.Net;
using System.Text.Json.Nodes;
using TeamsAgent.Domain.Requests;
using TeamsAgent.Sandbox;
using TeamsAgent.Storage.Rows;

namespace TeamsAgent.Tests.Chat.Teams;

public sealed class PressTests
{
    [Fact]
    public async Task The_card_is_posted_once_where_it_was_asked_and_mentions_the_approvers()
    {
        await using var host = await ChatHost.StartAsync();
        var request = await host.PutUpAsync();

        var post = Assert.Single(host.Service.Posts);
        Assert.Equal(SomeActivity.ChannelConversation, post.Conversation);
        Assert.Equal("application/vnd.microsoft.card.adaptive", (string?)post.Body!["attachments"]![0]!["contentType"]);
        Assert.Contains("Ben Weber", post.Card!["msteams"]!["entities"]!.ToJsonString(), StringComparison.Ordinal);
        Assert.Contains($"#{request.Number}", SomeActivity.Words(post.Card!), StringComparison.Ordinal);
        Assert.Null(post.Text);
        Assert.NotEmpty((string)post.Body["summary"]!);
    }

    [Fact]
    public async Task A_press_decides_in_its_answer_and_the_card_follows()
    {
        await using var host = await ChatHost.StartAsync();
        var request = await host.PutUpAsync();
        var card = host.Service.Posts[0].Card!;

        var (status, body) = await host.DeliverAsync(SomeActivity.Press(host.Service, People.Ben, card, "1750000000001", "approve"));

        Assert.Equal(HttpStatusCode.OK, status);
        Assert.Equal(200, (int)body!["statusCode"]!);
        Assert.Equal("application/vnd.microsoft.card.adaptive", (string?)body["type"]);
        Assert.Equal("AdaptiveCard", (string?)body["value"]!["type"]);
        Assert.Equal(RequestState.Approved, (await host.NowAsync(request)).State);
        var put = Assert.Single(host.Service.Puts);
        Assert.EndsWith("/1750000000001", put.Path, StringComparison.Ordinal);
        Assert.Contains("Approved", SomeActivity.Words(put.Card!), StringComparison.Ordinal);
    }
}
