using Microsoft.Extensions.DependencyInjection;
using TeamsAgent.Chat;
using TeamsAgent.Domain.Plans;
using TeamsAgent.Domain.Requests;
using TeamsAgent.Sandbox;
using TeamsAgent.Storage.Rows;

namespace TeamsAgent.Tests.Chat.Teams;

/// <summary>T37: every answer of the connector that its documents name, to a posting and to an update.</summary>
public sealed class ConnectorErrorTests(ChatFixture fixture) : IClassFixture<ChatFixture>
{
    private ChatHost Host => fixture.Host;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    // status, code, what becomes of it: later (and whether a posting may have arrived), gone (message or conversation), refused.
    public static TheoryData<int, string, string> Answers => new()
    {
        { 400, "Bad Argument", "refused" },
        { 400, "BadSyntax", "refused" },
        { 400, "MemberNotFoundInConversation", "refused" },
        { 401, "BotNotRegistered", "later" },
        { 401, "Unauthorized", "later" },
        { 402, "", "refused" },
        { 403, "BotNotInConversationRoster", "gone conversation" },
        { 403, "ConversationBlockedByUser", "gone conversation" },
        { 403, "MessageWritesBlocked", "gone conversation" },
        { 403, "BotDisabledByAdmin", "gone" },
        { 403, "NotEnoughPermissions", "gone" },
        { 403, "SomethingNew", "gone" },
        { 403, "", "gone" },
        { 403, "InvalidBotApiHost", "refused" },
        { 404, "ConversationNotFound", "gone conversation" },
        { 404, "ActivityNotFoundInConversation", "gone message" },
        { 404, "", "gone" },
        { 408, "", "perhaps" },
        { 412, "PreconditionFailed", "later" },
        { 413, "MessageSizeTooBig", "refused" },
        { 415, "", "refused" },
        { 429, "Throttled", "later" },
        { 500, "ServiceError", "perhaps" },
        { 501, "", "perhaps" },
        { 502, "", "later" },
        { 503, "ServiceUnavailable", "later" },
        { 504, "GatewayTimeout", "perhaps" },
    };

    [Theory]
    [MemberData(nameof(Answers))]
    public async Task T37_Each_error_of_the_connector_has_one_meaning(int status, string code, string meaning)
    {
        var where = Where();
        foreach (var posts in new[] { true, false })
        {
            Host.Service.Fail(status, code, times: status is 401 or 413 ? 2 : 1);

            var result = posts ? await Teams.PostAsync(where, Words, Stop) : await Teams.UpdateAsync(where, "1750000000001", Words, Stop);

            Assert.Equal(meaning == "perhaps" && !posts ? "later" : meaning, result switch
            {
                ChatResult.Later { MayHaveArrived: true } => "perhaps",
                ChatResult.Later => "later",
                ChatResult.Gone { Conversation: true } => "gone conversation",
                ChatResult.Gone { MessageAlone: true } => "gone message",
                ChatResult.Gone => "gone",
                ChatResult.Refused => "refused",
                _ => "done",
            });
            Host.Service.Forget();
        }
    }

    [Theory]
    [InlineData("""{"errorCode":209,"message":"{\"subCode\":\"MessageWritesBlocked\",\"details\":\"Thread is not accessible.\"}"}""", "403 MessageWritesBlocked")]
    [InlineData("""{"error":{"code":"Forbidden","message":"x","innerHttpError":{"statusCode":403,"body":{"code":"ConversationBlockedByUser"}}}}""", "403 ConversationBlockedByUser")]
    [InlineData("""{"errorCode":209}""", "403 MessageWritesBlocked")]
    [InlineData("""<html>no</html>""", "403")]
    [InlineData("", "403")]
    [InlineData("""{"error":{"code":"a code that is no code <b>","message":"x"}}""", "403")]
    public async Task T37_The_code_is_found_wherever_it_stands_and_nothing_else_is_repeated(string body, string why)
    {
        Host.Service.Fail(403, body: body);

        Assert.Equal(why, Assert.IsType<ChatResult.Gone>(await Teams.PostAsync(Where(), Words, Stop)).Why);
    }

    [Theory]
    [InlineData("7", 7)]
    [InlineData("0", 0)]
    [InlineData("100000", 3600)]
    [InlineData("soon", 2)]
    [InlineData(null, 2)]
    public async Task T37_A_pause_that_is_asked_for_holds_for_all_that_goes_into_the_conversation(string? retryAfter, int seconds)
    {
        var where = Where();
        Host.Service.Fail(429, "Throttled", retryAfter);

        var later = Assert.IsType<ChatResult.Later>(await Teams.PostAsync(where, Words, Stop));
        Assert.Equal(TimeSpan.FromSeconds(seconds), later.After);

        var before = Host.Service.Calls.Count;
        var next = await Teams.PostAsync(where, Words, Stop);
        Assert.Equal(seconds > 3, next is ChatResult.Later);
        Assert.Equal(seconds > 3 ? before : before + 1, Host.Service.Calls.Count);
        Assert.IsType<ChatResult.Done>(await Teams.PostAsync(Where(), Words, Stop));
    }

    [Fact]
    public async Task T37_A_card_that_teams_finds_too_large_is_sent_smaller_once()
    {
        await using var host = await ChatHost.StartAsync();
        host.Service.Fail(413, "MessageSizeTooBig");
        var step = Cards.SomeCard.Issue();
        step = step with { Facts = [.. step.Facts, .. Enumerable.Range(0, 10).Select(i => new StepFact($"field {i}", new string((char)('a' + i), 1400), false))] };
        var request = await host.PutUpAsync(null, step);

        var posts = host.Service.PostsIn(request.Place.Conversation);
        Assert.Equal(2, posts.Count);
        Assert.InRange(System.Text.Encoding.UTF8.GetByteCount(posts[1].Card!.ToJsonString()), 1, 11_000);
        Assert.True(System.Text.Encoding.UTF8.GetByteCount(posts[0].Card!.ToJsonString()) > 11_000);
        await host.PressAsync(request, People.Ben, "approve");
        Assert.Equal(RequestState.Approved, (await host.NowAsync(request)).State);
    }

    [Fact]
    public async Task T37_Who_has_blocked_the_bot_is_left_alone_until_they_are_heard_from_again()
    {
        await using var host = await ChatHost.StartAsync();
        await host.DeliverAsync(SomeActivity.Message(host.Service, People.Eve, "help", personal: true));
        var before = host.Service.Calls.Count;
        host.Service.Fail(403, "ConversationBlockedByUser");
        await host.DeliverAsync(SomeActivity.Message(host.Service, People.Eve, "status", ChatHost.Thread().Conversation));
        Assert.Equal(before + 1, host.Service.Calls.Count);

        await host.DeliverAsync(SomeActivity.Message(host.Service, People.Eve, "status", ChatHost.Thread().Conversation));
        await host.DeliverAsync(SomeActivity.Message(host.Service, People.Eve, "my requests", ChatHost.Thread().Conversation));
        Assert.Equal(before + 1, host.Service.Calls.Count);

        await host.DeliverAsync(SomeActivity.Message(host.Service, People.Eve, "status", personal: true));
        await host.DeliverAsync(SomeActivity.Message(host.Service, People.Eve, "status", ChatHost.Thread().Conversation));
        Assert.Equal(3, host.Service.PostsIn("a:eve").Count(post => post.Text!.StartsWith("Your chat account is not linked", StringComparison.Ordinal)));
        Assert.Null((await host.RowsAsync<ConversationRow>()).Single(row => row.ConversationId == "a:eve").GoneAt);
    }

    [Fact]
    public async Task T37_A_person_for_whom_the_app_is_not_installed_is_not_asked_for_again_and_again()
    {
        await using var host = await ChatHost.StartAsync();
        await host.PersonAsync(People.Eve);
        await host.DeliverAsync(SomeActivity.Message(host.Service, People.Ana, "help", ChatHost.Thread().Conversation));
        var before = host.Service.Calls.Count(call => call.Path == "/v3/conversations");
        host.Service.Fail(403, "BotNotInConversationRoster");

        for (var i = 0; i < 5; i++)
        {
            await host.DeliverAsync(SomeActivity.Message(host.Service, People.Eve, "status", ChatHost.Thread().Conversation));
        }

        Assert.Equal(before + 1, host.Service.Calls.Count(call => call.Path == "/v3/conversations"));
        host.Clock.Advance(TimeSpan.FromHours(2));
        await host.DeliverAsync(SomeActivity.Message(host.Service, People.Eve, "status", ChatHost.Thread().Conversation));
        Assert.Single(host.Service.PostsIn("a:29:eve"));
    }

    private IChatChannel Teams => Host.Get<IEnumerable<IChatChannel>>().Single();

    private static Post Words => new Post.Words("hello");

    private Conversation Where() => new("teams", People.TeamsTenantId, ChatHost.Thread().Conversation, Host.Service.ServiceUrl, "28:" + People.BotAppId);
}
