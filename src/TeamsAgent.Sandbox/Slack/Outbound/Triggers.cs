using System.Collections.Concurrent;
using System.Globalization;
using System.Security.Cryptography;

namespace TeamsAgent.Sandbox.Slack.Outbound;

/// <summary>A right to open a view: of one person, for three seconds, once. https://docs.slack.dev/interactivity/handling-user-interaction#modal_responses</summary>
internal sealed class Triggers(TimeProvider clock)
{
    private static readonly TimeSpan Life = TimeSpan.FromSeconds(3);
    private readonly ConcurrentDictionary<string, Trigger> _issued = new();

    public string Issue(SlackMember member, string? viewId = null)
    {
        var id = string.Create(CultureInfo.InvariantCulture, $"{RandomNumberGenerator.GetInt32(int.MaxValue)}.{RandomNumberGenerator.GetInt32(int.MaxValue)}.{Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16))}");
        _issued[id] = new Trigger(member, viewId, clock.GetUtcNow() + Life, Used: false);
        return id;
    }

    /// <summary>Uses a trigger up; or says why it is of no use.</summary>
    public (Trigger? Trigger, string? Error) Exchange(string? id)
    {
        while (true)
        {
            if (id is null || !_issued.TryGetValue(id, out var trigger))
            {
                return (null, "invalid_trigger_id");
            }

            if (trigger.Used)
            {
                return (null, "exchanged_trigger_id");
            }

            if (trigger.ExpiresAt <= clock.GetUtcNow())
            {
                return (null, "expired_trigger_id");
            }

            if (_issued.TryUpdate(id, trigger with { Used = true }, trigger))
            {
                return (trigger, null);
            }
        }
    }
}

/// <summary>A right to open a view.</summary>
/// <param name="Member">Whose.</param>
/// <param name="ViewId">The modal that it comes from, if any.</param>
/// <param name="ExpiresAt">Until when.</param>
/// <param name="Used">Whether it was used.</param>
internal sealed record Trigger(SlackMember Member, string? ViewId, DateTimeOffset ExpiresAt, bool Used);
