namespace TeamsAgent.Chat.Slack;

/// <summary>A token of Slack's; never printed.</summary>
public sealed class SlackToken(string value)
{
    /// <summary>Writes the token into an Authorization header.</summary>
    internal string Bearer => $"Bearer {value}";

    /// <summary>The token itself, for storing it encrypted.</summary>
    internal string Reveal() => value;

    /// <inheritdoc/>
    public override string ToString() => "(a Slack token)";
}
