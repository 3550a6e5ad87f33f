using System.Text.RegularExpressions;
using TeamsAgent.Chat.Slack;
using TeamsAgent.Chat.Teams;

namespace TeamsAgent.Install;

/// <summary>Refuses settings from which no app can be made that would work. Each sentence names the setting and the remedy.</summary>
internal static partial class InstallationCheck
{
    /// <summary>What is wrong; nothing is good.</summary>
    public static IReadOnlyList<string> Mistakes(Installation installation) => installation is { Teams: null, Slack: null }
        ? ["Neither Teams nor Slack is set up. Fill the section Teams or the section Slack."]
        : [.. About(installation), .. Teams(installation), .. Slack(installation)];

    private static IEnumerable<string> About(Installation installation)
    {
        var manifest = installation.Manifest;
        if (Placeholder.IsText(manifest.Name) || manifest.Name.EnumerateRunes().Count() > 30 || manifest.Name.Any(char.IsControl))
        {
            yield return "Manifest:Name must be what people call the app, in 1 to 30 characters.";
        }

        if (!Colour().IsMatch(manifest.AccentColor))
        {
            yield return "Manifest:AccentColor must be a colour in six digits, such as #1f2a44.";
        }

        if (installation.NeedsAddress && PublicHost.Flaw(installation.PublicBaseUrl) is { } flaw)
        {
            yield return $"Agent:PublicBaseUrl {flaw}. Write the https address at which Microsoft, Slack and people's browsers reach this server.";
        }
        else if (installation.NeedsAddress && new Uri(installation.PublicBaseUrl) is { Query.Length: > 0 } or { Fragment.Length: > 0 })
        {
            yield return "Agent:PublicBaseUrl has a query or a fragment. Write the address alone.";
        }
    }

    private static IEnumerable<string> Teams(Installation installation)
    {
        if (installation.Teams is not { } teams)
        {
            yield break;
        }

        var manifest = installation.Manifest;
        if (teams.LocalMode)
        {
            yield return "Teams:LocalMode is for a playground at the desk; such a bot cannot be installed. Remove it and register the bot.";
        }
        else if (Placeholder.IsGuid(teams.AppId))
        {
            yield return "Teams:AppId must be the bot's application id, a GUID from its registration at Microsoft Entra.";
        }

        if (Placeholder.IsText(manifest.DeveloperName) || manifest.DeveloperName.EnumerateRunes().Count() > 32 || manifest.DeveloperName.Any(char.IsControl))
        {
            yield return "Manifest:DeveloperName must say who runs this installation, in 1 to 32 characters.";
        }

        foreach (var (setting, value, what) in new[]
        {
            (nameof(manifest.WebsiteUrl), manifest.WebsiteUrl, "a page about the app or about who runs it"),
            (nameof(manifest.PrivacyUrl), manifest.PrivacyUrl, "the privacy statement"),
            (nameof(manifest.TermsUrl), manifest.TermsUrl, "the terms of use"),
        })
        {
            if (PublicHost.Flaw(value) is { } flaw)
            {
                yield return $"Manifest:{setting} {flaw}. Teams wants the https address of {what}.";
            }
        }

        if (!SemanticVersion().IsMatch(manifest.Version) || manifest.Version.Length > 256)
        {
            yield return "Manifest:Version must be a version such as 1.0.0; Teams takes a changed app only with a higher one.";
        }
    }

    private static IEnumerable<string> Slack(Installation installation)
    {
        if (installation.Slack is not { } slack)
        {
            yield break;
        }

        if (slack.AppId.Length > 0 && (!SlackId().IsMatch(slack.AppId) || slack.AppId[1..].All(digit => digit == '0')))
        {
            yield return "Slack:AppId is not an app's id. Leave it empty until Slack has made the app, then write the id from its page “Basic Information” (A…).";
        }

        if (slack.Scopes.Count > 0 && SlackScopes.MissingFrom(slack.Scopes) is { Count: > 0 } missing)
        {
            foreach (var scope in missing)
            {
                yield return $"Slack:Scopes lacks {scope}, with which the app {SlackScopes.Purposes[scope]}. Add it, or leave Slack:Scopes empty for all that is needed.";
            }
        }
    }

    [GeneratedRegex("^#[0-9a-fA-F]{6}\\z", RegexOptions.CultureInvariant)]
    private static partial Regex Colour();

    [GeneratedRegex(@"^(0|[1-9]\d*)\.(0|[1-9]\d*)\.(0|[1-9]\d*)(-[0-9A-Za-z.-]+)?\z", RegexOptions.CultureInvariant)]
    private static partial Regex SemanticVersion();

    [GeneratedRegex("^A[A-Z0-9]{8,20}\\z", RegexOptions.CultureInvariant)]
    private static partial Regex SlackId();
}
