using Microsoft.Extensions.Options;

namespace TeamsAgent.Chat.Slack;

/// <summary>Refuses settings with which the app would be open, or could not talk. Each sentence names the setting and the remedy.</summary>
public sealed class SlackOptionsCheck(IHostEnvironment environment) : IValidateOptions<SlackOptions>
{
    private const int MostSockets = 10;

    /// <inheritdoc/>
    public ValidateOptionsResult Validate(string? name, SlackOptions options)
    {
        var failures = Coming(options).Concat(Installing(options)).Concat(Addresses(options)).ToList();
        return failures.Count > 0 ? ValidateOptionsResult.Fail(failures) : ValidateOptionsResult.Success;
    }

    private static IEnumerable<string> Coming(SlackOptions options)
    {
        if (SlackJsonReader.AsId(options.AppId) is null || options.AppId[0] != 'A')
        {
            yield return "Slack:AppId must be the app's id (A…) from its Basic Information page.";
        }

        if (options.AppToken.Length == 0 && !IsSecret(options.SigningSecret))
        {
            yield return "Slack:SigningSecret must be the app's signing secret from its Basic Information page; without it anybody could write as Slack. With Socket Mode, set Slack:AppToken instead.";
        }

        if (options.PreviousSigningSecret.Length > 0 && !IsSecret(options.PreviousSigningSecret))
        {
            yield return "Slack:PreviousSigningSecret must be the signing secret that is being replaced; leave it empty otherwise.";
        }

        if (options.AppToken.Length > 0 && !options.AppToken.StartsWith("xapp-", StringComparison.Ordinal))
        {
            yield return "Slack:AppToken must be an app-level token (xapp-…) with the scope connections:write; leave it empty without Socket Mode.";
        }

        if (options.Sockets is < 1 or > MostSockets)
        {
            yield return "Slack:Sockets must be between 1 and 10, the most that Slack allows.";
        }
    }

    private static IEnumerable<string> Installing(SlackOptions options)
    {
        if (options.AllowedTeams.Count == 0 || options.AllowedTeams.Any(team => SlackJsonReader.AsId(team) is not ['T' or 'E', ..]))
        {
            yield return "Slack:AllowedTeams must list the workspaces (T…) and organisations (E…) that may use the app.";
        }

        if (options.BotToken.Length > 0 && !options.BotToken.StartsWith("xoxb-", StringComparison.Ordinal))
        {
            yield return "Slack:BotToken must be a bot token that does not rotate (xoxb-…); for tokens that do, install at /slack/install.";
        }

        if (options.BotToken.Length == 0 && (options.ClientId.Length == 0 || !IsSecret(options.ClientSecret)))
        {
            yield return "Slack:ClientId and Slack:ClientSecret must be those of the app's Basic Information page, so that workspaces can install it. For one workspace, Slack:BotToken will do instead.";
        }

        if (options.Scopes.Any(scope => scope.Length == 0 || scope.Any(letter => !(char.IsAsciiLetterLower(letter) || letter is ':' or '.' or '_' or '-'))))
        {
            yield return "Slack:Scopes must be scopes as Slack writes them, such as chat:write; leave it out for those that the app needs.";
        }
    }

    private IEnumerable<string> Addresses(SlackOptions options)
    {
        if (!IsSlack(options.ApiBaseUrl, "/"))
        {
            yield return "Slack:ApiBaseUrl must be an https address at slack.com or slack-gov.com that ends with /, such as https://slack.com/api/ (http on loopback in Development).";
        }

        if (!IsSlack(options.AuthorizeUrl, ""))
        {
            yield return "Slack:AuthorizeUrl must be an https address at slack.com or slack-gov.com (http on loopback in Development).";
        }

        if (!IsHost(options.ResponseHost))
        {
            yield return "Slack:ResponseHost must be the host of Slack's response addresses: hooks.slack.com, or hooks.slack-gov.com.";
        }
    }

    private bool IsHost(string host) => Uri.TryCreate($"https://{host}", UriKind.Absolute, out var url) && url.Authority == host
        && (SlackSocketHosts.IsSlack(url.Host) ? url.IsDefaultPort : environment.IsDevelopment() && url.IsLoopback);

    private bool IsSlack(string address, string end) => Uri.TryCreate(address, UriKind.Absolute, out var url)
        && url.UserInfo.Length == 0 && url.Query.Length == 0 && url.Fragment.Length == 0 && url.AbsolutePath.EndsWith(end, StringComparison.Ordinal)
        && ((url.Scheme == Uri.UriSchemeHttps && url.IsDefaultPort && SlackSocketHosts.IsSlack(url.Host))
            || (environment.IsDevelopment() && url.IsLoopback && url.Scheme is "http" or "https"));

    // An empty secret signs everything; a placeholder signs what everybody can read.
    private static bool IsSecret(string secret) => secret.Length >= 8 && !secret.StartsWith('<') && !secret.Any(char.IsWhiteSpace);
}
