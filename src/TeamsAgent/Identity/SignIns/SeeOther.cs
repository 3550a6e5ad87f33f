namespace TeamsAgent.Identity;

/// <summary>303: look there next, with GET (RFC 9110 §15.4.4).</summary>
internal sealed class SeeOther(string location) : IResult
{
    public SeeOther(Uri location)
        : this(location.AbsoluteUri)
    {
    }

    public Task ExecuteAsync(HttpContext httpContext)
    {
        httpContext.Response.StatusCode = StatusCodes.Status303SeeOther;
        httpContext.Response.Headers.Location = location;
        return Task.CompletedTask;
    }
}
