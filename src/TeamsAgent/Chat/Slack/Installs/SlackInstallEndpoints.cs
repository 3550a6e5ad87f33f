using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.Options;
using TeamsAgent.Identity;
using TeamsAgent.Identity.Pages;
using TeamsAgent.Words;

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
    SlackInstallStates states, SlackInstaller installer, PageWriter pages, PageWords languages, PublicAddress address, IOptions<SlackOptions> options, ILogger<SlackInstallDesk> logger)
{
    private Uri RedirectUri => address.LinkTo(SlackInstallEndpoints.Redirect);

    public async Task<IResult> BeginAsync(HttpContext http)
    {
        if (options.Value.ClientId.Length == 0)
        {
            var words = await languages.OfAsync(http, null);
            return pages.Page(words, words.Text(SlackKey.InstallNotSetUpTitle), Html.Of($"""
                <p>{words.Text(SlackKey.InstallNotSetUp)}</p>
                <p><strong>{words.Text(PageKey.WhatNow)}</strong> {words.Text(SlackKey.InstallNotSetUpNext)}</p>
                """), StatusCodes.Status404NotFound);
        }

        var state = await states.BeginAsync(http.Response, http.RequestAborted);
        var query = new QueryString().Add("client_id", options.Value.ClientId).Add("scope", string.Join(',', SlackScopes.Of(options.Value)))
            .Add("redirect_uri", RedirectUri.AbsoluteUri).Add("state", state);
        return new Found(options.Value.AuthorizeUrl + query);
    }

    public async Task<IResult> FinishAsync(HttpContext http)
    {
        var (query, words) = (http.Request.Query, await languages.OfAsync(http, null));
        if (query["state"] is not [{ } state] || !await states.TakeAsync(http, state, http.RequestAborted))
        {
            return Problem(words, SlackKey.InstallUnfinishedTitle, words.Text(SlackKey.InstallUnfinished), "state");
        }

        if (query["error"] is [{ } error, ..])
        {
            return error == "access_denied"
                ? Problem(words, SlackKey.InstallNothingTitle, words.Text(SlackKey.InstallCancelled), "access_denied", StatusCodes.Status200OK)
                : Problem(words, SlackKey.InstallNothingTitle, words.Text(SlackKey.InstallRefused), SlackJsonReader.AsWord(error) ?? "?");
        }

        // A code is good for one attempt: once it is sent, it is worked on to its end, whether or not the browser waits.
        return query["code"] is [{ Length: > 0 and <= 1000 } code]
            ? Answer(words, await installer.InstallAsync(code, RedirectUri, CancellationToken.None))
            : Problem(words, SlackKey.InstallNothingTitle, words.Text(SlackKey.InstallNoCode), "code");
    }

    private ContentHttpResult Answer(Language words, InstallResult result) => result switch
    {
        InstallResult.Installed done => pages.Page(words, words.Text(SlackKey.InstalledTitle), Html.Of($"""
            <p>{words.Markup(SlackKey.Installed, ("name", Html.Of($"<strong>{Shown.Line(done.Name)}</strong>")))}</p>
            <p><strong>{words.Text(SlackKey.InstalledNext)}</strong></p>
            <ol>
            <li>{words.Markup(SlackKey.InstalledHelp, ("command", Command(words, CommandKey.Help)))}</li>
            <li>{words.Markup(SlackKey.InstalledLink, ("command", Command(words, CommandKey.Link)))}</li>
            <li>{words.Markup(SlackKey.InstalledInvite, ("command", Html.Of($"<code>/invite</code>")))}</li>
            </ol>
            """)),
        InstallResult.NotAllowed other => Problem(words, SlackKey.InstallNotAllowedTitle, words.Text(SlackKey.InstallNotAllowed, ("name", Shown.Line(other.Name)), ("id", other.Id)),
            "not_allowed", StatusCodes.Status403Forbidden),
        InstallResult.Failed failed => Problem(
            words, SlackKey.InstallNothingTitle, failed.Why == SlackKey.InstallFailed ? words.Text(failed.Why, ("error", failed.Code)) : words.Text(failed.Why), failed.Code, StatusCodes.Status502BadGateway),
        _ => throw new InvalidOperationException("An installation is done or not."),
    };

    private static Html Command(Language words, CommandKey command) => Html.Of($"<code>{words.Text(command).Split(',')[0]}</code>");

    private ContentHttpResult Problem(Language words, SlackKey title, string sentence, string code, int status = StatusCodes.Status400BadRequest)
    {
        var reference = Guid.NewGuid().ToString("N")[..8];
        Log.NotInstalledNow(logger, code, reference);
        return pages.Page(words, words.Text(title), Html.Of($"""
            <p>{sentence}</p>
            <p><strong>{words.Text(PageKey.WhatNow)}</strong> <a href="{address.LinkTo(SlackInstallEndpoints.Install)}">{words.Text(SlackKey.InstallAgain)}</a>.</p>
            <p class="quiet">{words.Text(PageKey.Reference)} <code>{reference}</code></p>
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
