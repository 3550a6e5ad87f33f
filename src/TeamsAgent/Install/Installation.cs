using TeamsAgent.Chat.Slack;
using TeamsAgent.Chat.Teams;
using TeamsAgent.Identity;

namespace TeamsAgent.Install;

/// <summary>What an installation's settings say about the apps that people install: bound as the server binds them, and not checked yet.</summary>
/// <param name="Manifest">What the apps say of themselves.</param>
/// <param name="PublicBaseUrl">Where people and platforms reach the server.</param>
/// <param name="Teams">Teams, where anything of it is set.</param>
/// <param name="Slack">Slack, where anything of it is set.</param>
/// <param name="WantsSocket">Whether Socket Mode is wanted before there is a token for it: Slack gives that out when the app is made.</param>
internal sealed record Installation(ManifestOptions Manifest, string PublicBaseUrl, TeamsOptions? Teams, SlackOptions? Slack, bool WantsSocket)
{
    /// <summary>Whether Slack is reached by Socket Mode.</summary>
    public bool SlackBySocket => WantsSocket || Slack?.AppToken.Length > 0;

    /// <summary>Whether the Slack app is installed on its own page instead of ours: as its token in the settings says, or as nobody could come to our page.</summary>
    public bool SlackByHand => Slack?.BotToken.Length > 0 || PublicHost.Flaw(PublicBaseUrl) is not null;

    /// <summary>Whether Microsoft or Slack has to reach the server.</summary>
    public bool NeedsAddress => Teams is not null || (Slack is not null && !SlackBySocket);

    /// <summary>Reads it.</summary>
    public static Installation Of(IConfiguration settings, bool wantsSocket = false) => new(
        settings.GetSection(ManifestOptions.Section).Get<ManifestOptions>() ?? new ManifestOptions(),
        settings[$"{PublicAddressOptions.Section}:{nameof(PublicAddressOptions.PublicBaseUrl)}"] ?? "",
        IsSetUp(settings, TeamsOptions.Section) ? settings.GetSection(TeamsOptions.Section).Get<TeamsOptions>() ?? new TeamsOptions() : null,
        IsSetUp(settings, SlackOptions.Section) ? settings.GetSection(SlackOptions.Section).Get<SlackOptions>() ?? new SlackOptions() : null,
        wantsSocket);

    private static bool IsSetUp(IConfiguration settings, string section) => settings.GetSection(section).GetChildren().Any(setting => !setting.Key.StartsWith("//", StringComparison.Ordinal));
}
