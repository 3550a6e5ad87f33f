using System.Collections.Concurrent;
using System.Text.Json;

namespace TeamsAgent.Chat.Slack;

/// <summary>What Slack says of a person.</summary>
/// <param name="Account">Whether they may act.</param>
/// <param name="Name">The name to show.</param>
/// <param name="TimeZone">The IANA zone.</param>
/// <param name="Locale">The language.</param>
internal sealed record SlackProfile(ChatAccount Account, string Name, string? TimeZone, string? Locale);

/// <summary>
/// Who an account is today (Slack, <c>users.info</c>): a member of the installation's own workspace or organisation, or not. What cannot be found
/// out is not a member.
/// </summary>
internal sealed class SlackLookUp(ISlackApi api, ISlackInstallations installations, TimeProvider clock)
{
    private const int Most = 20_000;
    private const int LongestName = 200;
    private static readonly TimeSpan Kept = TimeSpan.FromMinutes(5);

    private readonly ConcurrentDictionary<(string Route, string User), (SlackProfile Profile, DateTimeOffset At)> _known = [];

    /// <summary>What Slack says of an account.</summary>
    public async Task<ChatAccount> OfAsync(SlackInstallation installation, string userId, CancellationToken cancellationToken) =>
        (await ProfileAsync(installation, userId, cancellationToken)).Account;

    /// <summary>What Slack says of an account.</summary>
    public async Task<ChatAccount> OfAsync(Conversation via, string userId, CancellationToken cancellationToken) =>
        await installations.FindAsync(via.Route, cancellationToken) is { } installation
            ? await OfAsync(installation, userId, cancellationToken)
            : new ChatAccount.Unknown("The app is not installed there.");

    /// <summary>What Slack says of an account, with what there is to know of the person.</summary>
    public async Task<SlackProfile> ProfileAsync(SlackInstallation installation, string userId, CancellationToken cancellationToken)
    {
        var (key, now) = ((installation.Route, userId), clock.GetUtcNow());
        if (_known.TryGetValue(key, out var known) && now >= known.At && now < known.At + Kept)
        {
            return known.Profile;
        }

        var call = new SlackCall("users.info", installation.Route, installation.Token) { Form = new Dictionary<string, string> { ["user"] = userId, ["include_locale"] = "true" } };
        var profile = await api.CallAsync(call, cancellationToken) switch
        {
            SlackReply.Ok ok => Read(ok.Body.Part("user"), installation, userId),
            SlackReply.Failed failed => await FailedAsync(installation, failed, cancellationToken),
            SlackReply.Later later => Only(new ChatAccount.Unknown(later.Why)),
            _ => Only(new ChatAccount.Unknown("no answer")),
        };
        Keep(key, profile, now);
        return profile;
    }

    // What was not found out is asked again.
    private void Keep((string, string) key, SlackProfile profile, DateTimeOffset now)
    {
        if (profile.Account is ChatAccount.Unknown)
        {
            return;
        }

        if (_known.Count >= Most)
        {
            _known.Clear();
        }

        _known[key] = (profile, now);
    }

    private async Task<SlackProfile> FailedAsync(SlackInstallation installation, SlackReply.Failed failed, CancellationToken cancellationToken)
    {
        if (failed.Fault is SlackFault.Installation or SlackFault.TokenExpired)
        {
            await installations.BrokenAsync(installation.Route, failed.Error, cancellationToken);
            return Only(new ChatAccount.Unknown(failed.Error));
        }

        return Only(failed.Error is "user_not_found" or "user_not_visible" or "users_not_found"
            ? new ChatAccount.Nobody("Slack does not know the account.")
            : new ChatAccount.Unknown(failed.Error));
    }

    private static SlackProfile Read(JsonElement? answer, SlackInstallation own, string userId)
    {
        if (answer is not { } user || user.Id("id") != userId)
        {
            return Only(new ChatAccount.Unknown("Slack answered for somebody else."));
        }

        var profile = user.Part("profile") ?? default;
        var name = Name(profile.Text("real_name")) ?? Name(user.Text("real_name")) ?? Name(profile.Text("display_name")) ?? Name(user.Text("name")) ?? "Somebody";
        var (zone, locale) = (Short(user.Text("tz")), Short(user.Text("locale")));
        return new SlackProfile(Account(user, own, name, zone, locale), name, zone, locale);
    }

    private static ChatAccount Account(JsonElement user, SlackInstallation own, string name, string? zone, string? locale) =>
        user.Flag("deleted") ? new ChatAccount.Nobody("The account is deactivated.")
        : user.Flag("is_bot") || user.Flag("is_workflow_bot") || user.Id("id") is "USLACKBOT" ? new ChatAccount.Nobody("It is a bot.")
        : user.Flag("is_invited_user") ? new ChatAccount.Nobody("The invitation was not accepted yet.")
        : !IsInternal(user, own) || user.Flag("is_stranger") ? new ChatAccount.Outsider("somebody of another organisation")
        : user.Flag("is_restricted") || user.Flag("is_ultra_restricted") ? new ChatAccount.Outsider("a guest")
        : new ChatAccount.Member(name, zone, locale);

    private static bool IsInternal(JsonElement user, SlackInstallation own) =>
        (own.TeamId is { } team && user.Id("team_id") == team)
        || (own.EnterpriseId is { Length: > 0 } enterprise && user.Part("enterprise_user")?.Id("enterprise_id") == enterprise);

    private static SlackProfile Only(ChatAccount account) => new(account, "Somebody", null, null);

    private static string? Name(string? text)
    {
        var name = string.Concat((text ?? "").Where(letter => !char.IsControl(letter))).Trim();
        return name.Length == 0 ? null : name.Length > LongestName ? name[..LongestName] : name;
    }

    private static string? Short(string? text) => text is { Length: > 0 and <= 64 } && !text.Any(char.IsControl) ? text : null;
}
