namespace TeamsAgent.Sandbox.Tenant;

/// <summary>Where a page's form goes, with its antiforgery token.</summary>
internal sealed record PageForm(string Action, string TokenName, string Token)
{
    public Markup Open => Markup.Of($"""<form method="post" action="{Action}"><input type="hidden" name="{TokenName}" value="{Token}">""");
}

/// <summary>The frame around every page of the tenant.</summary>
internal static class Page
{
    // Form targets include loopback because the answer to a form redirects to the client's callback, and a browser
    // holds that redirect against form-action too.
    private const string Policy =
        "default-src 'none'; style-src 'self'; script-src 'self'; base-uri 'none'; frame-ancestors 'none'; form-action 'self' http://127.0.0.1:* http://localhost:*";

    /// <param name="name">The page's name for programs, in <c>data-page</c>.</param>
    /// <param name="title">The heading.</param>
    /// <param name="body">What is below it.</param>
    /// <param name="status">The HTTP status.</param>
    /// <param name="script">A script of the tenant that makes the page nicer; no page needs one.</param>
    public static IResult Show(string name, string title, Markup body, int status = 200, string? script = null)
    {
        var scripts = script is null ? Markup.Empty : Markup.Of($"""<script src="{script}" defer></script>""");
        var page = Markup.Of($"""
            <!doctype html>
            <html lang="en">
            <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <title>{title} · Sandbox tenant</title>
            <link rel="stylesheet" href="/sandbox/tenant/tenant.css">
            {scripts}
            </head>
            <body>
            <header><p><strong>Sandbox tenant</strong> <span>plays Auth0 on this machine; nothing here is real</span></p></header>
            <main data-page="{name}">
            <h1>{title}</h1>
            {body}
            </main>
            </body>
            </html>
            """);
        return new HtmlResult(page.Text, status);
    }

    private sealed class HtmlResult(string html, int status) : IResult
    {
        public Task ExecuteAsync(HttpContext httpContext)
        {
            var response = httpContext.Response;
            response.StatusCode = status;
            response.ContentType = "text/html; charset=utf-8";
            response.Headers.CacheControl = "no-store";
            response.Headers.ContentSecurityPolicy = Policy;
            response.Headers.XContentTypeOptions = "nosniff";
            response.Headers["Referrer-Policy"] = "no-referrer";
            return response.WriteAsync(html, httpContext.RequestAborted);
        }
    }
}

/// <summary>The page for what cannot be sent back to a client.</summary>
internal static class ErrorPage
{
    public static IResult Show(int status, string title, string text, string? code = null) => Page.Show("error", title, Markup.Of($"""
        <p role="alert" class="alert">{text}</p>
        <p class="hint">Code: <code>{code ?? "error"}</code></p>
        """), status);
}
