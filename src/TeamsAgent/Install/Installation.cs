using TeamsAgent.Chat.Slack;
using TeamsAgent.Chat.Teams;
using TeamsAgent.Identity;

namespace TeamsAgent.Install;

/// <summary>What an installation's settings say about the apps that people install: bound as the server binds them, and not checked yet.</summary>
/// <param name="Manifest">What the apps say of themselves.</param>
/// <param name="PublicBaseUrl">Where people and platforms reach the server.</param>
/// <param name="Teams">Teams, where anything of it is set.</param>
/// <param name="Slack">Slack, where anything of it is set.</param>
internal sealed record Installation(ManifestOptions Manifest, string PublicBaseUrl, TeamsOptions? Teams, SlackOptions? Slack)
{
    /// <summary>Whether Slack is reached by Socket Mode.</summary>
    public bool SlackBySocket => Slack?.AppToken.Length > 0;

    /// <summary>Whether an address of the server is in anything that is made: not with Socket Mode in a workspace where the app is installed by hand.</summary>
    public bool NeedsAddress => Teams is not null || !SlackBySocket || Slack?.BotToken.Length == 0;

    /// <summary>Reads it.</summary>
    public static Installation Of(IConfiguration settings) => new(
        settings.GetSection(ManifestOptions.Section).Get<ManifestOptions>() ?? new ManifestOptions(),
        settings[$"{PublicAddressOptions.Section}:{nameof(PublicAddressOptions.PublicBaseUrl)}"] ?? "",
        IsSetUp(settings, TeamsOptions.Section) ? settings.GetSection(TeamsOptions.Section).Get<TeamsOptions>() ?? new TeamsOptions() : null,
        IsSetUp(settings, SlackOptions.Section) ? settings.GetSection(SlackOptions.Section).Get<SlackOptions>() ?? new SlackOptions() : null);

    private static bool IsSetUp(IConfiguration settings, string section) => settings.GetSection(section).GetChildren().Any(setting => !setting.Key.StartsWith("//", StringComparison.Ordinal));
}
