using Microsoft.AspNetCore.Http.HttpResults;
using TeamsAgent.Identity.Pages;
using TeamsAgent.Storage.Rows;
using TeamsAgent.Words;

namespace TeamsAgent.Identity;

/// <summary>Where the tenant sends browsers back to, and the page that says how it ended.</summary>
internal static class SignInEndpoints
{
    public static void MapSignIns(this IEndpointRouteBuilder routes)
    {
        routes.MapGet(SignIns.CallbackPath, (HttpContext http, SignInDesk desk, SignInCallback callback, string? state, string? code, string? error, string? iss) =>
            desk.AnswerAsync(http, signIns => signIns.FindByStateAsync(state, http.RequestAborted), signIns => signIns.TakeAsync,
                row => callback.HandleAsync(row, new CallbackQuery(code, error, iss), CancellationToken.None)));
        routes.MapGet(BeginConnect.ReturnPath, (HttpContext http, SignInDesk desk, FinishConnect finish, string? state, string? connect_code, string? error) =>
            desk.AnswerAsync(http, signIns => signIns.FindByConnectStateAsync(state, http.RequestAborted), signIns => signIns.TakeConnectAsync,
                row => finish.HandleAsync(row, connect_code, error, CancellationToken.None)));
        routes.MapMethods(SignInDesk.DonePath + "{id}", [HttpMethods.Get, HttpMethods.Head], (string id, HttpContext http, SignInDesk desk) => desk.ShowAsync(http, id));
    }
}

/// <summary>Lets an answer through once, and only in the browser that began; shows the end as often as it is asked for.</summary>
internal sealed class SignInDesk(
    SignIns signIns, BrowserCookie cookie, PageWriter pages, PageWords languages, PublicAddress address, LinkCodePage linkCode, ContinuePage continuePage, StepUpDonePage stepUpDone,
    TimeProvider clock, ILogger<SignInDesk> logger)
{
    public const string DonePath = "/signin/done/";
    private static readonly TimeSpan AtWork = TimeSpan.FromSeconds(40);

    public async Task<IResult> AnswerAsync(
        HttpContext http, Func<SignIns, Task<SignInRow?>> find, Func<SignIns, Func<string, CancellationToken, Task<bool>>> take, Func<SignInRow, Task> work)
    {
        var row = await find(signIns);
        if (Refuse(http, row) is { } ending)
        {
            return Problem(await languages.OfAsync(http, row?.PersonId), ending, row?.Id);
        }

        // Once taken it is worked on to its end, whether or not the browser waits: a code is good for one attempt.
        if (row!.EndedAt is null && await take(signIns)(row.Id, http.RequestAborted))
        {
            await work(row);
        }

        return new SeeOther(address.PathOf(DonePath + row.Id));
    }

    public async Task<IResult> ShowAsync(HttpContext http, string id)
    {
        var row = await signIns.FindAsync(id, http.RequestAborted);
        var words = await languages.OfAsync(http, row?.PersonId);
        return row switch
        {
            null => Problem(words, Ending.NoSuchSignIn, null),
            _ when !cookie.IsBrowserOf(http.Request, row) => Problem(words, Ending.OtherBrowser, row.Id),
            { EndedAt: null } => StillOpen(words, row),
            _ when row.Ending == Ending.LinkCode.Code => await linkCode.ShowAsync(row, words, http.RequestAborted),
            _ when row.Ending == Ending.StepUpDone.Code => await stepUpDone.ShowAsync(row, words, http.RequestAborted),
            _ when Ending.Find(row.Ending) is { Status: 200 } good =>
                pages.Page(words, good.TitleIn(words), Html.Of($"<p>{good.SentenceIn(words)}</p><p>{good.NextIn(words)}</p>")),
            _ => Problem(words, Ending.Find(row.Ending), row.Id),
        };
    }

    private Ending? Refuse(HttpContext http, SignInRow? row) => row switch
    {
        null => Ending.NoSuchSignIn,
        _ when !cookie.IsBrowserOf(http.Request, row) => Ending.OtherBrowser,
        { EndedAt: null } when clock.GetUtcNow() >= row.ExpiresAt => Ending.SignInExpired,
        _ => null,
    };

    private IResult StillOpen(Language words, SignInRow row) => row switch
    {
        { ConnectSecret: not null, ConnectTakenAt: null } when clock.GetUtcNow() < row.ExpiresAt => continuePage.Show(row, words),
        _ when (row.ConnectTakenAt ?? row.TakenAt) is { } taken && clock.GetUtcNow() < taken + AtWork =>
            pages.Page(words, words.Text(PageKey.OneMoment), Html.Of(
                $"""<p>{words.Text(PageKey.BeingChecked)}</p><p><a href="{address.PathOf(DonePath + row.Id)}">{words.Text(PageKey.LookAgain)}</a></p>""")),
        _ => Problem(words, Ending.Interrupted, row.Id),
    };

    private ContentHttpResult Problem(Language words, Ending ending, string? signInId)
    {
        var reference = signInId is null ? Reference.New() : Reference.Of(signInId);
        Log.PageRefused(logger, "sign-in", ending.Code, reference);
        return pages.Problem(words, ending, reference);
    }
}
