using Microsoft.Extensions.Options;

namespace TeamsAgent.Chat.Slack;

/// <summary>Which workspaces and organisations may use the app: those that the settings name, and no other.</summary>
internal sealed class SlackAllowed(IOptions<SlackOptions> options)
{
    private readonly HashSet<string> _teams = new(options.Value.AllowedTeams, StringComparer.Ordinal);

    /// <summary>Whether an installation may be used.</summary>
    public bool Allows(string? team, string? enterprise) => (team is not null && _teams.Contains(team)) || (enterprise is not null && _teams.Contains(enterprise));
}
