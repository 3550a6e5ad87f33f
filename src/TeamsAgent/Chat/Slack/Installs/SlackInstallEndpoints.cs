using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.Options;
using TeamsAgent.Identity;
using TeamsAgent.Identity.Pages;

namespace TeamsAgent.Chat.Slack;

/// <summary>Where administrators of workspaces install the app (https://docs.slack.dev/authentication/installing-with-oauth).</summary>
internal static class SlackInstallEndpoints
{
    public const string Install = "/slack/install";
    public const string Redirect = "/slack/oauth_redirect";

    public static void MapSlackInstalls(this IEndpointRouteBuilder routes)
    {
        var pages = routes.MapGroup("").AddEndpointFilter<RouteGroupBuilder, PageHeaders>();
        pages.MapGet(Install, (HttpContext http, SlackInstallDesk desk) => desk.BeginAsync(http));
        pages.MapGet(Redirect, (HttpContext http, SlackInstallDesk desk) => desk.FinishAsync(http));
    }
}

/// <summary>Sends the administrator to Slack, takes the answer once, and says how it ended and what comes next.</summary>
internal sealed class SlackInstallDesk(
    SlackInstallStates states, SlackInstaller installer, PageWriter pages, PublicAddress address, IOptions<SlackOptions> options, ILogger<SlackInstallDesk> logger)
{
    private Uri RedirectUri => address.LinkTo(SlackInstallEndpoints.Redirect);

    public async Task<IResult> BeginAsync(HttpContext http)
    {
        if (options.Value.ClientId.Length == 0)
        {
            return pages.Page("Not set up for installing", Html.Of($"""
                <p>This server has no Slack client id, so the app cannot be installed from here.</p>
                <p><strong>What now:</strong> set Slack:ClientId and Slack:ClientSecret from the app's Basic Information page at Slack, or Slack:BotToken for one workspace.</p>
                """), StatusCodes.Status404NotFound);
        }

        var state = await states.BeginAsync(http.Response, http.RequestAborted);
        var query = new QueryString().Add("client_id", options.Value.ClientId).Add("scope", string.Join(',', SlackScopes.Of(options.Value)))
            .Add("redirect_uri", RedirectUri.AbsoluteUri).Add("state", state);
        return new Found(options.Value.AuthorizeUrl + query);
    }

    public async Task<IResult> FinishAsync(HttpContext http)
    {
        var query = http.Request.Query;
        if (query["state"] is not [{ } state] || !await states.TakeAsync(http, state, http.RequestAborted))
        {
            return Problem("This installation cannot be finished", "It was begun in another browser, more than ten minutes ago, or it is finished already.", "state");
        }

        if (query["error"] is [{ } error, ..])
        {
            return error == "access_denied"
                ? Problem("Nothing was installed", "The installation was cancelled at Slack.", "access_denied", StatusCodes.Status200OK)
                : Problem("Nothing was installed", "Slack did not go on with the installation.", SlackJsonReader.AsWord(error) ?? "?");
        }

        // A code is good for one attempt: once it is sent, it is worked on to its end, whether or not the browser waits.
        return query["code"] is [{ Length: > 0 and <= 1000 } code]
            ? Answer(await installer.InstallAsync(code, RedirectUri, CancellationToken.None))
            : Problem("Nothing was installed", "Slack sent no code.", "code");
    }

    private ContentHttpResult Answer(InstallResult result) => result switch
    {
        InstallResult.Installed done => pages.Page("Installed", Html.Of($"""
            <p>TeamsAgent is installed in <strong>{Shown.Line(done.Name)}</strong>.</p>
            <p><strong>What next:</strong></p>
            <ol>
            <li>In Slack, open TeamsAgent under Apps and send it <code>help</code>.</li>
            <li>Send it <code>link</code> there, so that it knows which login is yours. Everybody who approves does the same.</li>
            <li>Invite it to a channel with <code>/invite</code> and its name, and mention it there to ask for something.</li>
            </ol>
            """)),
        InstallResult.NotAllowed other => Problem("Not for this workspace", $"{Shown.Line(other.Name)} ({other.Id}) is not among the workspaces that may use this server. An operator can add it to Slack:AllowedTeams.",
            "not_allowed", StatusCodes.Status403Forbidden),
        InstallResult.Failed failed => Problem("Nothing was installed", failed.Sentence, failed.Code, StatusCodes.Status502BadGateway),
        _ => throw new InvalidOperationException("An installation is done or not."),
    };

    private ContentHttpResult Problem(string title, string sentence, string code, int status = StatusCodes.Status400BadRequest)
    {
        var reference = Guid.NewGuid().ToString("N")[..8];
        Log.NotInstalledNow(logger, code, reference);
        return pages.Page(title, Html.Of($"""
            <p>{sentence}</p>
            <p><strong>What now:</strong> <a href="{address.LinkTo(SlackInstallEndpoints.Install)}">begin again</a>.</p>
            <p class="quiet">Reference: <code>{reference}</code></p>
            """), status);
    }

    // A plain 302: the address has the state in it, which is for Slack and this browser alone.
    private sealed class Found(string location) : IResult
    {
        public Task ExecuteAsync(HttpContext httpContext)
        {
            httpContext.Response.StatusCode = StatusCodes.Status302Found;
            httpContext.Response.Headers.Location = location;
            return Task.CompletedTask;
        }
    }
}
