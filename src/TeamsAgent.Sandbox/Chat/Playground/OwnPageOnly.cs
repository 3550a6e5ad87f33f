namespace TeamsAgent.Sandbox.Chat.Playground;

/// <summary>
/// Lets only the playground's own page in. Whoever uses this machine visits other sites too: none of them may read the workspace (a name that
/// was rebound to loopback has a foreign Host) or press a button (a foreign Origin, <c>Sec-Fetch-Site</c>, or a form's content type).
/// </summary>
internal sealed class OwnPageOnly(Func<string> address) : IEndpointFilter
{
    public async ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        var request = context.HttpContext.Request;
        var refused = !IsOwnHost(request) || !IsOwnPage(request) || (!HttpMethods.IsGet(request.Method) && !request.HasJsonContentType());
        return refused
            ? PlaygroundEndpoints.Refuse("Only the playground's own page is answered here.", StatusCodes.Status403Forbidden)
            : await next(context);
    }

    private bool IsOwnHost(HttpRequest request) =>
        request.Host.Host is "127.0.0.1" or "localhost" && request.Host.Port == new Uri(address()).Port;

    private static bool IsOwnPage(HttpRequest request)
    {
        var site = request.Headers["Sec-Fetch-Site"].ToString();
        var origin = request.Headers.Origin.ToString();
        var ownOrigin = origin == $"{request.Scheme}://{request.Host}";
        return HttpMethods.IsGet(request.Method)
            ? site is "" or "same-origin" or "none" && (origin.Length == 0 || ownOrigin)
            : site is "" or "same-origin" && ownOrigin;
    }
}
