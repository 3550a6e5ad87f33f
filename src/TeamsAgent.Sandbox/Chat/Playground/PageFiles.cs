using Microsoft.Extensions.FileProviders;

namespace TeamsAgent.Sandbox.Chat.Playground;

/// <summary>Serves the page from beside the program, wherever the program was started.</summary>
internal static class PageFiles
{
    // The card renderer brings its policies by name (Trusted Types); no other code can turn text into markup.
    private const string Policy =
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; base-uri 'none'; form-action 'none'; "
        + "frame-ancestors 'none'; require-trusted-types-for 'script'; trusted-types adaptivecards#markdownPassthroughPolicy "
        + "adaptivecards#restoreContentsPolicy adaptivecards#deprecatedExportedFunctionPolicy";

    public static void Map(WebApplication app)
    {
        var files = new PhysicalFileProvider(Path.Combine(AppContext.BaseDirectory, "wwwroot"));
        app.UseStaticFiles(new StaticFileOptions { FileProvider = files, OnPrepareResponse = file => Protect(file.Context.Response) });
        app.MapGet("/", (HttpContext http) =>
        {
            Protect(http.Response);
            return Results.Stream(files.GetFileInfo("index.html").CreateReadStream(), "text/html; charset=utf-8");
        });
    }

    private static void Protect(HttpResponse response)
    {
        response.Headers.ContentSecurityPolicy = Policy;
        response.Headers.XContentTypeOptions = "nosniff";
        response.Headers["Referrer-Policy"] = "no-referrer";
        response.Headers["Cross-Origin-Opener-Policy"] = "same-origin";
        response.Headers.CacheControl = "no-cache";
    }
}
