using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.WebUtilities;

namespace TeamsAgent.Sandbox.Tenant;

/// <summary>
/// The browser's part of connecting an account: the tenant's <c>connect_uri</c>, then the provider's page, then back to
/// the client. The first browser that opens a ticket is the only one that may answer it; who is signed in at the tenant
/// is not compared, since Auth0 documents no such check.
/// </summary>
internal sealed class ConnectEndpoints(PendingConnects pending, TenantDirectory directory, IAntiforgery antiforgery)
{
    public void Map(WebApplication app)
    {
        app.MapGet("/connected-accounts/connect", Answer.By(Open));
        app.MapGet("/connected-accounts/provider", Answer.By(Show));
        app.MapPost("/connected-accounts/provider", Answer.By(AnswerAsync));
    }

    private IResult Open(HttpContext http)
    {
        var browser = BrowserCookie.Ensure(http);
        var ticket = http.Request.Query["ticket"].ToString();
        if (pending.ByTicket(ticket) is not { Answered: false } connect || (connect.Browser ??= browser) != browser)
        {
            return Gone(http);
        }

        Note(http, connect);
        return Results.Redirect($"/connected-accounts/provider?ticket={Uri.EscapeDataString(ticket)}");
    }

    private IResult Show(HttpContext http)
    {
        if (Find(http) is not { } connect || TenantDirectory.Person(connect.UserId) is not { } person)
        {
            return Gone(http);
        }

        var tokens = antiforgery.GetAndStoreTokens(http);
        var form = new PageForm(http.Request.Path + http.Request.QueryString, tokens.FormFieldName, tokens.RequestToken!);
        return ConnectPages.Consent(form, connect, directory.Connection(connect.Request.Connection)!, person);
    }

    private async Task<IResult> AnswerAsync(HttpContext http)
    {
        if (!http.Request.HasFormContentType || !await antiforgery.IsRequestValidAsync(http))
        {
            return ErrorPage.Show(400, "This form has expired", "Go back and send it again.", "invalid_form");
        }

        if (Find(http) is not { } connect)
        {
            return Gone(http);
        }

        var form = await http.Request.ReadFormAsync(http.RequestAborted);
        var account = form["account"].ToString().Trim();
        connect.Answered = true;
        var back = new Dictionary<string, string?>();
        if (form["decision"] == "allow" && account.Length is > 0 and <= 80)
        {
            connect.ProviderUserId = account;
            connect.ConnectCode = LoginTransactions.NewSecret();
            back["connect_code"] = connect.ConnectCode;
        }
        else
        {
            pending.End(connect);
            back["error"] = "access_denied";
            back["error_description"] = "The user denied the request.";
        }

        if (connect.Request.State is { } state)
        {
            back["state"] = state;
        }

        return Results.Redirect(QueryHelpers.AddQueryString(connect.Request.RedirectUri, back));
    }

    private PendingConnect? Find(HttpContext http)
    {
        var connect = pending.ByTicket(http.Request.Query["ticket"].ToString());
        if (connect is not { Answered: false, Browser: not null } || connect.Browser != BrowserCookie.Read(http))
        {
            return null;
        }

        Note(http, connect);
        return connect;
    }

    private static void Note(HttpContext http, PendingConnect connect)
    {
        var note = CallNote.Of(http);
        (note.Subject, note.ClientId, note.Connection) = (connect.UserId, connect.ClientId, connect.Request.Connection);
    }

    private static IResult Gone(HttpContext http)
    {
        CallNote.Of(http).Error = "invalid_ticket";
        return ErrorPage.Show(400, "This connection cannot go on", "The ticket has expired, was used, or was opened in another browser.", "invalid_ticket");
    }
}
