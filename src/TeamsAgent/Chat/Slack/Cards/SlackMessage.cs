using System.Text.Json.Nodes;

namespace TeamsAgent.Chat.Slack.Cards;

/// <summary>A drawn message.</summary>
/// <param name="Text">For notifications, and for whoever cannot see the blocks; escaped.</param>
/// <param name="Blocks">The blocks.</param>
/// <param name="IsCut">Whether something on it was shortened.</param>
internal sealed record SlackMessage(string Text, JsonArray Blocks, bool IsCut);
