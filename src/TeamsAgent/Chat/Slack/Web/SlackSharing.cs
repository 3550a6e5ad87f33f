using System.Collections.Concurrent;
using System.Text.Json;
using Microsoft.Extensions.Options;

namespace TeamsAgent.Chat.Slack;

/// <summary>
/// Keeps cards out of channels that people of other organisations read (Slack Connect). What Slack does not say counts as shared.
/// </summary>
internal sealed class SlackSharing(SlackCaller caller, IOptions<SlackOptions> options, TimeProvider clock)
{
    private const int MostRemembered = 5000;
    private const string Shared = "The channel is shared with another organisation, and Slack:AllowSharedChannels is off.";
    private const string NotSaid = "Slack does not say whether the channel is shared; the app lacks the scope to read it (channels:read, groups:read).";

    private static readonly TimeSpan Remembered = TimeSpan.FromMinutes(5);
    private readonly ConcurrentDictionary<(string Route, string Channel), (bool Shared, DateTimeOffset Until)> _known = new();

    /// <summary>Why no card may be posted there; null if it may.</summary>
    public async Task<ChatResult?> RefusalAsync(string route, SlackAddress where, CancellationToken cancellationToken)
    {
        if (options.Value.AllowSharedChannels || where.IsDirect)
        {
            return null;
        }

        if (_known.TryGetValue((route, where.Channel), out var known) && known.Until > clock.GetUtcNow())
        {
            return known.Shared ? new ChatResult.Refused(Shared) : null;
        }

        switch (await caller.CallAsync(route, installation => Ask(installation, where.Channel), cancellationToken))
        {
            case SlackReply.Ok ok:
                var shared = IsShared(ok.Body);
                Remember((route, where.Channel), shared);
                return shared ? new ChatResult.Refused(Shared) : null;
            case SlackReply.Failed { Error: "missing_scope" }:
                return new ChatResult.Refused(NotSaid);
            case var other:
                return SlackResults.Of(other, _ => null);
        }
    }

    private static SlackCall Ask(SlackInstallation installation, string channel) =>
        new("conversations.info", installation.Route, installation.Token) { Form = new Dictionary<string, string> { ["channel"] = channel } };

    // Channels of one organisation's workspaces are shared as well, but within it.
    private static bool IsShared(JsonElement body) => body.Part("channel") is not { } channel
        || channel.Flag("is_ext_shared") || channel.Flag("is_pending_ext_shared") || (channel.Flag("is_shared") && !channel.Flag("is_org_shared"));

    private void Remember((string, string) key, bool shared)
    {
        if (_known.Count >= MostRemembered)
        {
            _known.Clear();
        }

        _known[key] = (shared, clock.GetUtcNow() + Remembered);
    }
}
