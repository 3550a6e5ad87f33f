namespace TeamsAgent.Chat.Slack;

/// <summary>
/// What each of Slack's error words means (<see href="https://docs.slack.dev/reference/methods/chat.postMessage"/> and the other methods' pages).
/// A word that nobody knows is a mistake of ours: it is not tried again.
/// </summary>
internal static class SlackErrors
{
    private static readonly Dictionary<string, SlackFault> Faults = new[]
    {
        (SlackFault.Installation, "invalid_auth not_authed account_inactive token_revoked team_access_not_granted missing_scope not_allowed_token_type "
            + "org_login_required enterprise_is_restricted user_removed_from_team team_disabled two_factor_setup_required"),
        (SlackFault.TokenExpired, "token_expired"),
        (SlackFault.Conversation, "channel_not_found not_in_channel is_archived messages_tab_disabled team_not_found ekm_access_denied is_inactive "
            + "method_not_supported_for_channel_type restricted_action restricted_action_read_only_channel restricted_action_thread_only_channel "
            + "restricted_action_non_threadable_channel restricted_action_thread_locked cannot_reply_to_message access_denied no_permission"),
        (SlackFault.Target, "message_not_found cant_update_message edit_window_closed thread_not_found user_not_found users_not_found user_not_visible "
            + "user_disabled user_not_in_channel cannot_dm_bot not_found not_enabled hash_conflict expired_trigger_id exchanged_trigger_id "
            + "invalid_trigger_id trigger_expired trigger_exchanged"),
        (SlackFault.Call, "invalid_blocks invalid_blocks_format msg_blocks_too_long msg_too_long msg_too_large no_text metadata_too_large block_mismatch "
            + "invalid_arguments invalid_arg_name invalid_array_arg invalid_charset invalid_form_data invalid_post_type invalid_json json_not_object "
            + "missing_post_type missing_argument view_too_large duplicate_external_id invalid_cursor too_many_users too_many_attachments unknown_method "
            + "deprecated_endpoint method_deprecated invalid_code bad_client_secret bad_redirect_uri invalid_client_id invalid_refresh_token "
            + "invalid_grant_type oauth_authorization_url_mismatch cannot_install_an_org_installed_app invalid_code_verifier pkce_not_allowed"),
    }.SelectMany(group => group.Item2.Split(' ').Select(word => KeyValuePair.Create(word, group.Item1))).ToDictionary(StringComparer.Ordinal);

    private static readonly Dictionary<string, (TimeSpan After, bool MayHaveArrived)> Passing = new(StringComparer.Ordinal)
    {
        // These two may have done part of the work, says Slack.
        ["internal_error"] = (TimeSpan.FromSeconds(30), true),
        ["fatal_error"] = (TimeSpan.FromSeconds(30), true),
        ["request_timeout"] = (TimeSpan.FromSeconds(2), false),
        ["service_unavailable"] = (TimeSpan.FromSeconds(10), false),
        ["ratelimited"] = (TimeSpan.FromSeconds(10), false),
        ["rate_limited"] = (TimeSpan.FromSeconds(10), false),
        ["message_limit_exceeded"] = (TimeSpan.FromMinutes(5), false),
        ["team_added_to_org"] = (TimeSpan.FromMinutes(5), false),
        ["external_channel_migrating"] = (TimeSpan.FromMinutes(1), false),
        ["update_failed"] = (TimeSpan.FromSeconds(10), true),
        ["fetch_members_failed"] = (TimeSpan.FromSeconds(10), false),
    };

    /// <summary>All words that are known, for a test.</summary>
    internal static IEnumerable<string> Known => Faults.Keys.Concat(Passing.Keys);

    /// <summary>What <c>ok: false</c> with this word means.</summary>
    public static SlackReply Of(string error, bool posts) => Passing.TryGetValue(error, out var passing)
        ? new SlackReply.Later(passing.After, error, posts && passing.MayHaveArrived)
        : new SlackReply.Failed(error, FaultOf(error));

    /// <summary>Whether the word says that calls come too fast.</summary>
    public static bool IsThrottled(string error) => error is "ratelimited" or "rate_limited";

    private static SlackFault FaultOf(string error) => Faults.TryGetValue(error, out var fault) ? fault
        : error.StartsWith("restricted_action", StringComparison.Ordinal) ? SlackFault.Conversation
        : error.StartsWith("cannot_", StringComparison.Ordinal) || error.StartsWith("cant_", StringComparison.Ordinal) ? SlackFault.Target
        : SlackFault.Call;
}
