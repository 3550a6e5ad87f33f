using System.Text.Json;
using Microsoft.Extensions.Options;
using TeamsAgent.Chat.Slack;

namespace TeamsAgent.Install.Doctor.Checks;

/// <summary>Where the app is installed in Slack: whether its tokens work, for which workspace, and with which scopes.</summary>
internal sealed class SlackInstallationCheck(IServiceProvider services, IConfiguration settings, IOptions<SlackOptions> options) : ICheck
{
    private const string Name = "slack installation";
    private const int Most = 10;

    public async Task<IReadOnlyList<Finding>> RunAsync(CancellationToken cancellationToken)
    {
        if (!settings.GetSection(SlackOptions.Section).GetChildren().Any())
        {
            return [];
        }

        var slack = options.Value;
        if (slack.BotToken.Length > 0)
        {
            return [await TestAsync("", new SlackToken(slack.BotToken), slack, cancellationToken)];
        }

        if (services.GetService<ISlackInstallations>() is not { } installations)
        {
            return [Finding.Skipped(Name, "Installations are not kept here.")];
        }

        var findings = new List<Finding>();
        foreach (var team in slack.AllowedTeams.Take(Most))
        {
            findings.Add(await installations.FindAsync(team, cancellationToken) is { } installation
                ? await TestAsync(installation.Route, installation.Token, slack, cancellationToken)
                : Finding.Skipped(Name, $"The app is not installed in {team}, or was taken out of it. Open /slack/install at the public address."));
        }

        return findings;
    }

    private async Task<Finding> TestAsync(string route, SlackToken token, SlackOptions slack, CancellationToken cancellationToken)
    {
        var call = new SlackCall("auth.test", route, token) { Form = new Dictionary<string, string>() };
        return await services.GetRequiredService<ISlackApi>().CallAsync(call, cancellationToken) switch
        {
            SlackReply.Ok ok => Judge(ok, slack),
            SlackReply.Failed failed => Finding.Bad(Name, $"Slack refuses the bot's token{(route.Length > 0 ? $" for {route}" : "")} ({failed.Error}).", slack.BotToken.Length > 0
                ? "Install the app again on its page “Install App”, and set Slack:BotToken to the new token."
                : "Install the app again at /slack/install."),
            SlackReply.Later later => Finding.Bad(Name, $"Slack did not answer: {later.Why.TrimEnd('.')}.", $"Let this machine reach {new Uri(slack.ApiBaseUrl).Authority} by https, and run doctor again."),
            _ => throw new InvalidOperationException("There is no fourth kind of reply."),
        };
    }

    private Finding Judge(SlackReply.Ok ok, SlackOptions slack)
    {
        var (team, organisation) = (Word(ok.Body, "team_id"), Word(ok.Body, "enterprise_id"));
        var where = team ?? organisation ?? "an unknown workspace";
        if (!slack.AllowedTeams.Any(allowed => allowed == team || allowed == organisation))
        {
            return Finding.Bad(Name, $"The token is of {where}, which Slack:AllowedTeams does not list.", "Add it there, or use the token of a workspace that is listed.");
        }

        if (Word(ok.Body, "bot_id") is null)
        {
            return Finding.Bad(Name, $"The token of {where} is a person's, not the bot's.", "Set Slack:BotToken to the “Bot User OAuth Token” (xoxb-…).");
        }

        return ok.Scopes is not { } granted
            ? Finding.Good(Name, $"It works in {where}. Slack did not say with which scopes.")
            : SlackScopes.Of(slack).Except(granted, StringComparer.Ordinal).ToList() is { Count: > 0 } missing
                ? Finding.Bad(Name, $"In {where} the app lacks {string.Join(", ", missing)}.", "Update the app from slack-manifest.json (“manifest build” writes it), then install it again: scopes change only so.")
                : Finding.Good(Name, $"It works in {where}, with all scopes that it needs.");
    }

    private static string? Word(JsonElement body, string name) =>
        body.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String && value.GetString() is { Length: > 0 and <= 40 } word && word.All(char.IsAsciiLetterOrDigit) ? word : null;
}
