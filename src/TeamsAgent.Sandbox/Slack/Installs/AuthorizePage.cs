using System.Net;
using Microsoft.AspNetCore.WebUtilities;

namespace TeamsAgent.Sandbox.Slack.Installs;

/// <summary>
/// Where somebody agrees to an installation: which workspace, or the whole organisation. https://docs.slack.dev/authentication/installing-with-oauth
/// </summary>
internal sealed class AuthorizePage(SlackCodes codes, SlackWorkspaceOptions options, Func<string?> bot)
{
    public void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/oauth/v2/authorize", (HttpContext http, string? client_id, string? scope, string? redirect_uri, string? state, string? team) =>
            Refusal(client_id, scope, redirect_uri) is { } refusal ? Refuse(http, refusal) : Ask(http, new Wish(scope!, Redirect(redirect_uri)!, state ?? "", team)));
        routes.MapPost("/oauth/v2/authorize", (Delegate)DecideAsync);
    }

    private async Task<IResult> DecideAsync(HttpContext http)
    {
        var own = $"{http.Request.Scheme}://{http.Request.Host}";
        if (!http.Request.HasFormContentType || http.Request.Headers.Origin.Any(origin => origin != own))
        {
            return Results.StatusCode(StatusCodes.Status403Forbidden);
        }

        var form = await http.Request.ReadFormAsync(http.RequestAborted);
        var wish = new Wish(form["scope"].ToString(), form["redirect_uri"].ToString(), form["state"].ToString(), form["team"].ToString());
        if (Refusal(form["client_id"].ToString(), wish.Scope, wish.RedirectUri) is { } refusal)
        {
            return Refuse(http, refusal);
        }

        if (form["decision"] != "allow")
        {
            return Back(wish, "error", "access_denied");
        }

        if (SlackTeam.Find(wish.Team) is null && wish.Team != SlackTeam.EnterpriseId)
        {
            return Refuse(http, "invalid_team_for_non_distributed_app");
        }

        var installer = wish.Team == SlackTeam.Fabrikam.Id ? SlackMember.Outsider.Id : People.Ada.SlackId;
        return Back(wish, "code", codes.Issue(wish.Team!, Scopes(wish.Scope), wish.RedirectUri, installer));
    }

    private string? Refusal(string? clientId, string? scope, string? redirectUri) => true switch
    {
        _ when clientId != options.ClientId => "invalid_client_id",
        _ when Scopes(scope).Count == 0 || Scopes(scope).Any(name => !name.All(letter => char.IsAsciiLetterLower(letter) || letter is ':' or '.' or '_')) => "invalid_scope",
        _ when Redirect(redirectUri) is null => "bad_redirect_uri",
        _ => null,
    };

    // A configured address, or one below it.
    private string? Redirect(string? given)
    {
        var known = options.RedirectUris.Concat(bot() is { } address ? [address + "/slack/oauth_redirect"] : []).ToList();
        return given is null or ""
            ? known.FirstOrDefault()
            : known.Any(uri => given == uri || given.StartsWith(uri.TrimEnd('/') + "/", StringComparison.Ordinal) || given.StartsWith(uri + "?", StringComparison.Ordinal)) ? given : null;
    }

    private static List<string> Scopes(string? scope) => [.. (scope ?? "").Split([',', ' '], StringSplitOptions.RemoveEmptyEntries)];

    private static IResult Back(Wish wish, string name, string value) =>
        Results.Redirect(QueryHelpers.AddQueryString(wish.RedirectUri, new Dictionary<string, string?> { [name] = value, ["state"] = wish.State }));

    private static IResult Refuse(HttpContext http, string error) => Page(http, "'none'", "<h1>Something went wrong</h1><p>Error: <code>" + Text(error) + "</code></p>", StatusCodes.Status400BadRequest);

    private IResult Ask(HttpContext http, Wish wish)
    {
        var places = SlackTeam.All.Select(team => (team.Id, team.Name + " (workspace)")).Append((SlackTeam.EnterpriseId, SlackTeam.EnterpriseName + " (the whole organisation)"));
        var choices = string.Concat(places.Select(place =>
            $"<label><input type=\"radio\" name=\"team\" value=\"{place.Item1}\"{(place.Item1 == (wish.Team ?? People.SlackTeamId) ? " checked" : "")}> {Text(place.Item2)}</label>"));
        var hidden = string.Concat(new[] { ("client_id", options.ClientId), ("scope", wish.Scope), ("redirect_uri", wish.RedirectUri), ("state", wish.State) }
            .Select(field => $"<input type=\"hidden\" name=\"{field.Item1}\" value=\"{Text(field.Item2)}\">"));
        var scopes = string.Concat(Scopes(wish.Scope).Select(name => $"<li><code>{Text(name)}</code></li>"));
        return Page(http, $"'self' {new Uri(wish.RedirectUri).GetLeftPart(UriPartial.Authority)}", $"""
            <h1>{SlackTeam.AppName} asks to be installed</h1>
            <form method="post" action="/oauth/v2/authorize">{hidden}
            <fieldset><legend>Where</legend>{choices}</fieldset>
            <h2>What it may do</h2><ul>{scopes}</ul>
            <p><button name="decision" value="cancel">Cancel</button> <button name="decision" value="allow" class="main">Allow</button></p>
            </form><p>This is the sandbox: no real workspace is touched.</p>
            """);
    }

    private static IResult Page(HttpContext http, string formTo, string body, int status = StatusCodes.Status200OK)
    {
        const string Style = ":root{color-scheme:light dark;font:16px/1.5 system-ui,sans-serif}body{max-width:34rem;margin:2rem auto;padding:0 1rem}label{display:block}button{font:inherit;padding:.4rem 1.2rem}.main{font-weight:700}";
        var hash = Convert.ToBase64String(System.Security.Cryptography.SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(Style)));
        http.Response.Headers.ContentSecurityPolicy = $"default-src 'none'; style-src 'sha256-{hash}'; base-uri 'none'; frame-ancestors 'none'; form-action {formTo}";
        http.Response.Headers.XContentTypeOptions = "nosniff";
        http.Response.Headers["Referrer-Policy"] = "no-referrer";
        http.Response.Headers.CacheControl = "no-store";
        return Results.Content(
            $"<!doctype html><html lang=\"en\"><head><meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width\"><title>Install {SlackTeam.AppName}</title><style>{Style}</style></head><body><main>{body}</main></body></html>",
            "text/html; charset=utf-8", statusCode: status);
    }

    private static string Text(string text) => WebUtility.HtmlEncode(text);

    private sealed record Wish(string Scope, string RedirectUri, string State, string? Team);
}
