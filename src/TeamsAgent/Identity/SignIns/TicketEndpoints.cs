using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.Options;
using TeamsAgent.Identity.Auth0;
using TeamsAgent.Identity.Pages;
using TeamsAgent.Storage.Rows;
using TeamsAgent.Words;

namespace TeamsAgent.Identity;

/// <summary>The page behind a one-time link, and its button. Previews and scanners fetch such links: only the button does anything.</summary>
internal static class TicketEndpoints
{
    public static void MapTicket<TPage>(this IEndpointRouteBuilder routes, string path)
        where TPage : class, ITicketPage
    {
        routes.MapMethods(path + "/{ticket}", [HttpMethods.Get, HttpMethods.Head], (string ticket, HttpContext http, TicketDesk desk, TPage page) =>
            desk.ShowAsync(http, TPage.Kind, ticket, page, path));
        routes.MapPost(path + "/{ticket}", (string ticket, HttpContext http, TicketDesk desk, TPage page) =>
            desk.StartAsync(http, TPage.Kind, ticket, page));
    }
}

/// <summary>Answers the requests for one-time links.</summary>
internal sealed class TicketDesk(
    Tickets tickets, SignIns signIns, BrowserCookie cookie, PageWriter pages, PageWords languages, IOptions<IdentityOptions> options, ILogger<TicketDesk> logger)
{
    public async Task<IResult> ShowAsync(HttpContext http, TicketKind kind, string secret, ITicketPage page, string path)
    {
        var (_, view, words) = await LookAsync(http, kind, secret, page);
        return view switch
        {
            TicketView.Open open => pages.Page(words, open.Title, Html.Of($"{open.Body}{pages.Form(http, $"{path}/{secret}", open.Button)}")),
            TicketView.Closed closed => Problem(words, closed.Ending, kind),
            _ => throw new InvalidOperationException("A view is open or closed."),
        };
    }

    public async Task<IResult> StartAsync(HttpContext http, TicketKind kind, string secret, ITicketPage page)
    {
        if (!await pages.IsOursAsync(http))
        {
            return Problem(await languages.OfAsync(http, null), Ending.FormInvalid, kind);
        }

        var (ticket, view, words) = await LookAsync(http, kind, secret, page);
        if (view is not TicketView.Open open)
        {
            return Problem(words, ((TicketView.Closed)view).Ending, kind);
        }

        try
        {
            var started = await signIns.StartAsync(ticket!, open.Start, http.RequestAborted);
            Log.SignInStarted(logger, started.Id, kind);
            cookie.Leave(http.Response, started, options.Value.SignInLifetime);
            return new SeeOther(started.Redirect);
        }
        catch (TenantUnreachableException unreachable)
        {
            Log.TenantUnreachable(logger, unreachable.Message);
            return Problem(words, Ending.TenantUnreachable, kind);
        }
    }

    private async Task<(TicketRow?, TicketView, Language)> LookAsync(HttpContext http, TicketKind kind, string secret, ITicketPage page)
    {
        var ticket = await tickets.FindAsync(kind, secret, http.RequestAborted);
        var words = await languages.OfAsync(http, ticket?.PersonId);
        return ticket switch
        {
            null => (null, new TicketView.Closed(Ending.NoSuchLink), words),
            { ClosedAt: not null } => (ticket, new TicketView.Closed(Ending.LinkUsed), words),
            _ when !tickets.IsOpen(ticket) => (ticket, new TicketView.Closed(Ending.LinkExpired), words),
            _ => (ticket, await page.ViewAsync(ticket, words, http.RequestAborted), words),
        };
    }

    private ContentHttpResult Problem(Language words, Ending ending, TicketKind kind)
    {
        var reference = Reference.New();
        Log.PageRefused(logger, kind.ToString(), ending.Code, reference);
        return pages.Problem(words, ending, reference);
    }
}
