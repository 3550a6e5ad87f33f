using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.Options;
using TeamsAgent.Identity.Auth0;
using TeamsAgent.Identity.Pages;
using TeamsAgent.Storage.Rows;

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
    Tickets tickets, SignIns signIns, BrowserCookie cookie, PageWriter pages, IOptions<IdentityOptions> options, ILogger<TicketDesk> logger)
{
    public async Task<IResult> ShowAsync(HttpContext http, TicketKind kind, string secret, ITicketPage page, string path)
    {
        var (_, view) = await LookAsync(kind, secret, page, http.RequestAborted);
        return view switch
        {
            TicketView.Open open => pages.Page(open.Title, Html.Of($"{open.Body}{pages.Form(http, $"{path}/{secret}", open.Button)}")),
            TicketView.Closed closed => Problem(closed.Ending, kind),
            _ => throw new InvalidOperationException("A view is open or closed."),
        };
    }

    public async Task<IResult> StartAsync(HttpContext http, TicketKind kind, string secret, ITicketPage page)
    {
        if (!await pages.IsOursAsync(http))
        {
            return Problem(Ending.FormInvalid, kind);
        }

        var (ticket, view) = await LookAsync(kind, secret, page, http.RequestAborted);
        if (view is not TicketView.Open open)
        {
            return Problem(((TicketView.Closed)view).Ending, kind);
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
            return Problem(Ending.TenantUnreachable, kind);
        }
    }

    private async Task<(TicketRow?, TicketView)> LookAsync(TicketKind kind, string secret, ITicketPage page, CancellationToken cancellationToken)
    {
        var ticket = await tickets.FindAsync(kind, secret, cancellationToken);
        return ticket switch
        {
            null => (null, new TicketView.Closed(Ending.NoSuchLink)),
            { ClosedAt: not null } => (ticket, new TicketView.Closed(Ending.LinkUsed)),
            _ when !tickets.IsOpen(ticket) => (ticket, new TicketView.Closed(Ending.LinkExpired)),
            _ => (ticket, await page.ViewAsync(ticket, cancellationToken)),
        };
    }

    private ContentHttpResult Problem(Ending ending, TicketKind kind)
    {
        var reference = Reference.New();
        Log.PageRefused(logger, kind.ToString(), ending.Code, reference);
        return pages.Problem(ending, reference);
    }
}
