using TeamsAgent.Chat;
using TeamsAgent.Chat.Slack;
using Xunit;

namespace TeamsAgent.Tests.Chat.Slack.Out;

/// <summary>What every error of Slack's means for a message, a conversation and the installation.</summary>
public sealed class SlackErrorTests
{
    private static readonly Conversation Where = new("slack", "T1", "C1", "T1", "UBOT");

    // The word; what becomes of a posting; what becomes of an update.
    [Theory]
    [InlineData("invalid_auth", "gone, broken", "gone, broken")]
    [InlineData("not_authed", "gone, broken", "gone, broken")]
    [InlineData("account_inactive", "gone, broken", "gone, broken")]
    [InlineData("token_revoked", "gone, broken", "gone, broken")]
    [InlineData("team_access_not_granted", "gone, broken", "gone, broken")]
    [InlineData("missing_scope", "gone, broken", "gone, broken")]
    [InlineData("not_allowed_token_type", "gone, broken", "gone, broken")]
    [InlineData("token_expired", "later, broken", "later, broken")]
    [InlineData("channel_not_found", "gone conversation", "gone conversation")]
    [InlineData("not_in_channel", "gone conversation", "gone conversation")]
    [InlineData("is_archived", "gone conversation", "gone conversation")]
    [InlineData("is_inactive", "gone conversation", "gone conversation")]
    [InlineData("messages_tab_disabled", "gone conversation", "gone conversation")]
    [InlineData("no_permission", "gone conversation", "gone conversation")]
    [InlineData("restricted_action", "gone conversation", "gone conversation")]
    [InlineData("restricted_action_read_only_channel", "gone conversation", "gone conversation")]
    [InlineData("restricted_action_of_tomorrow", "gone conversation", "gone conversation")]
    [InlineData("ekm_access_denied", "gone conversation", "gone conversation")]
    [InlineData("team_not_found", "gone conversation", "gone conversation")]
    [InlineData("message_not_found", "gone", "gone")]
    [InlineData("cant_update_message", "gone", "gone")]
    [InlineData("edit_window_closed", "gone", "gone")]
    [InlineData("user_not_found", "gone", "gone")]
    [InlineData("users_not_found", "gone", "gone")]
    [InlineData("user_not_visible", "gone", "gone")]
    [InlineData("user_disabled", "gone", "gone")]
    [InlineData("user_not_in_channel", "gone", "gone")]
    [InlineData("cannot_do_it", "gone", "gone")]
    [InlineData("invalid_blocks", "refused", "refused")]
    [InlineData("invalid_blocks_format", "refused", "refused")]
    [InlineData("msg_blocks_too_long", "refused", "refused")]
    [InlineData("msg_too_long", "refused", "refused")]
    [InlineData("msg_too_large", "refused", "refused")]
    [InlineData("no_text", "refused", "refused")]
    [InlineData("metadata_too_large", "refused", "refused")]
    [InlineData("block_mismatch", "refused", "refused")]
    [InlineData("invalid_arguments", "refused", "refused")]
    [InlineData("too_many_users", "refused", "refused")]
    [InlineData("a_word_that_nobody_knows", "refused", "refused")]
    [InlineData("internal_error", "later, may have arrived", "later")]
    [InlineData("fatal_error", "later, may have arrived", "later")]
    [InlineData("request_timeout", "later", "later")]
    [InlineData("service_unavailable", "later", "later")]
    [InlineData("team_added_to_org", "later", "later")]
    [InlineData("external_channel_migrating", "later", "later")]
    [InlineData("update_failed", "later, may have arrived", "later")]
    [InlineData("ratelimited", "later", "later")]
    [InlineData("rate_limited", "later", "later")]
    public async Task T37_Every_error_has_its_meaning(string error, string posting, string update)
    {
        await using var desk = await SlackDesk.StartAsync(clock: TimeProvider.System);
        for (var i = 0; i < 2; i++)
        {
            desk.Slack.Fail("chat.postMessage", error);
            desk.Slack.Fail("chat.update", error);
        }

        Assert.Equal(posting, Meaning(await desk.Channel.PostAsync(Where, new Post.Words("hello"), TestContext.Current.CancellationToken), desk.Installations));
        desk.Installations.Broken.Clear();
        Assert.Equal(update, Meaning(await desk.Channel.UpdateAsync(Where, "1750000000.000100", new Post.Words("hello"), TestContext.Current.CancellationToken), desk.Installations));
        Assert.DoesNotContain(OneInstallation.Token, desk.Log.All, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("missing_scope", false)]
    [InlineData("token_revoked", true)]
    public async Task A_scope_that_may_be_left_out_breaks_no_installation(string error, bool breaks)
    {
        await using var desk = await SlackDesk.StartAsync();
        desk.Slack.Fail("conversations.open", error);
        Assert.IsType<ChatResult.Gone>(await desk.Channel.OpenPrivatelyAsync(Where, "U1", TestContext.Current.CancellationToken));
        Assert.Equal(breaks, desk.Installations.Broken.Count == 1);
    }

    [Theory]
    [InlineData("user_not_found")]
    [InlineData("channel_not_found")]
    [InlineData("user_disabled")]
    public async Task Who_cannot_be_written_to_leaves_the_conversation_that_was_asked_through(string error)
    {
        await using var desk = await SlackDesk.StartAsync();
        desk.Slack.Fail("conversations.open", error);
        Assert.False(Assert.IsType<ChatResult.Gone>(await desk.Channel.OpenPrivatelyAsync(Where, "U1", TestContext.Current.CancellationToken)).Conversation);
    }

    [Fact]
    public void No_word_is_there_twice() => Assert.Equal(SlackErrors.Known.Distinct().Count(), SlackErrors.Known.Count());

    private static string Meaning(ChatResult result, OneInstallation installations) => result switch
    {
        ChatResult.Gone gone => gone.Conversation ? "gone conversation" : "gone",
        ChatResult.Refused => "refused",
        ChatResult.Later later => later.MayHaveArrived ? "later, may have arrived" : "later",
        _ => "done",
    } + (installations.Broken.Count > 0 ? ", broken" : "");
}
