namespace TeamsAgent.Chat.Slack;

/// <summary>An installation that may use the app, without its token.</summary>
/// <param name="Route">Its key.</param>
/// <param name="BotUserId">The bot's user id there.</param>
internal sealed record SlackKnown(string Route, string BotUserId);
