using System.Text;
using TeamsAgent.Sandbox.Providers.GitHub;
using TeamsAgent.Sandbox.Providers.Google;
using TeamsAgent.Sandbox.Providers.Payments;

namespace TeamsAgent.Sandbox.Providers.Faults;

/// <summary>Answers that no vendor means to give.</summary>
internal static class FaultyAnswers
{
    private const int HugeLength = 100 * 1024 * 1024;

    public static Answer ServerError(string provider) => provider switch
    {
        ProviderNames.GitHub => GitHubErrors.ServerError(),
        ProviderNames.Payments => PaymentProblems.ServerError(),
        _ => GoogleErrors.ServerError(),
    };

    public static Answer TooManyRequests(string provider, TimeSpan retryAfter)
    {
        var answer = provider switch
        {
            ProviderNames.GitHub => GitHubErrors.TooManyRequests(),
            ProviderNames.Payments => PaymentProblems.TooManyRequests(),
            _ => GoogleErrors.TooManyRequests(),
        };
        return answer.With("Retry-After", ((int)retryAfter.TotalSeconds).ToString(System.Globalization.CultureInfo.InvariantCulture));
    }

    public static async Task HtmlAsync(HttpContext http)
    {
        http.Response.StatusCode = StatusCodes.Status502BadGateway;
        http.Response.ContentType = "text/html; charset=utf-8";
        await http.Response.WriteAsync(
            "<!DOCTYPE html><html><head><title>502 Bad Gateway</title></head><body><h1>502 Bad Gateway</h1>"
            + "<script>document.title = 'not a script that anybody should run'</script></body></html>\n",
            http.RequestAborted);
    }

    public static void Redirect(HttpContext http, ProviderFault fault, string otherHost)
    {
        http.Response.StatusCode = fault.RedirectStatus;
        http.Response.Headers.Location = fault.RedirectTo ?? $"{otherHost}{http.Request.Path}{http.Request.QueryString}";
    }

    /// <summary>Well-formed JSON with the status of the deed, chunked, so that only counting bytes can stop it.</summary>
    public static async Task HugeAsync(HttpContext http, int status)
    {
        http.Response.StatusCode = status;
        http.Response.ContentType = "application/json";
        var ct = http.RequestAborted;
        await http.Response.WriteAsync("{\"id\":1,\"number\":1,\"padding\":\"", ct);
        var filling = Encoding.ASCII.GetBytes(new string('x', 64 * 1024));
        for (var sent = 0; sent < HugeLength; sent += filling.Length)
        {
            await http.Response.Body.WriteAsync(filling, ct);
        }

        await http.Response.WriteAsync("\"}", ct);
    }
}
