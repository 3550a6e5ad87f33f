using System.Text;
using System.Text.Encodings.Web;

namespace TeamsAgent.Sandbox.Providers.Page;

/// <summary>Markup that is safe to write: everything that went into it was encoded, or is markup itself.</summary>
internal sealed record Markup(string Text)
{
    public static Markup Of(FormattableString html)
    {
        var encoded = html.GetArguments().Select(argument => argument switch
        {
            null => "",
            Markup markup => markup.Text,
            IEnumerable<Markup> many => string.Concat(many.Select(markup => markup.Text)),
            _ => HtmlEncoder.Default.Encode(Convert.ToString(argument, System.Globalization.CultureInfo.InvariantCulture) ?? ""),
        });
        return new(string.Format(System.Globalization.CultureInfo.InvariantCulture, html.Format, [.. encoded]));
    }

    public override string ToString() => Text;
}

/// <summary>A page under a policy that allows its own style sheet and its own forms, and no script at all.</summary>
internal sealed record HtmlPage(Markup Content) : IResult
{
    public Task ExecuteAsync(HttpContext httpContext)
    {
        httpContext.Response.ContentType = "text/html; charset=utf-8";
        httpContext.Response.Headers.ContentSecurityPolicy =
            "default-src 'none'; style-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'self' http://127.0.0.1:* http://localhost:*";
        httpContext.Response.Headers.XContentTypeOptions = "nosniff";
        httpContext.Response.Headers.CacheControl = "no-store";
        return httpContext.Response.Body.WriteAsync(Encoding.UTF8.GetBytes(Content.Text), httpContext.RequestAborted).AsTask();
    }
}
