namespace TeamsAgent.Install;

/// <summary>What to click after <c>manifest build</c>; the README has the same with more words.</summary>
internal static class NextSteps
{
    public static string Of(Installation installation)
    {
        var parts = new List<string>();
        if (installation.Teams is not null)
        {
            parts.Add("""

                Teams: open https://admin.teams.microsoft.com, then Teams apps, Manage apps, Actions, Upload new app, and choose teams.zip.
                  Allow the app for the people who ask and approve, then add it to a team. README.md, “Install in Teams”, has every step.
                """);
        }

        if (installation.Slack is not null)
        {
            parts.Add($"""

                Slack: open https://api.slack.com/apps, then Create New App, From a manifest, JSON, and paste slack-manifest.json; upload slack-icon.png under Display Information.
                  {Secrets(installation)}
                  {(installation.SlackByHand ? "Then Install App, and put the Bot User OAuth Token into Slack:BotToken." : $"Start the server, then open {installation.PublicBaseUrl.TrimEnd('/')}/slack/install.")} README.md, “Install in Slack”, has every step.
                """);
        }

        parts.Add("""

            Then run: teamsagent doctor
            """);
        return string.Join('\n', parts);
    }

    private static string Secrets(Installation installation) => installation.SlackBySocket
        ? "Copy App ID, Client ID and Client Secret from Basic Information into the settings; the app-level token needs connections:write."
        : "Copy App ID, Client ID, Client Secret and Signing Secret from Basic Information into the settings.";
}
