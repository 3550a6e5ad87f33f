namespace TeamsAgent.Sandbox.Tenant;

/// <summary>What is wrong with one field of a request.</summary>
internal sealed record ValidationError(string Detail, string Field)
{
    public string Pointer => "/" + Field;
}

/// <summary>An error of My Account, in the shape of RFC 9457 with Auth0's <c>validation_errors</c>.</summary>
internal static class Problem
{
    public static IResult Of(HttpContext http, int status, string title, string detail, params ValidationError[] errors)
    {
        var note = CallNote.Of(http);
        (note.Error, note.ErrorDescription) = (title, detail);
        return Results.Json(Body(status, title, detail, errors), contentType: "application/problem+json", statusCode: status);
    }

    public static Task WriteAsync(HttpResponse response, int status, string title, string detail) =>
        response.WriteAsJsonAsync(Body(status, title, detail, []), options: null, contentType: "application/problem+json", response.HttpContext.RequestAborted);

    private static Dictionary<string, object> Body(int status, string title, string detail, ValidationError[] errors)
    {
        var body = new Dictionary<string, object>
        {
            ["type"] = $"https://auth0.com/api-errors/A0E-{status}-0000",
            ["status"] = status,
            ["title"] = title,
            ["detail"] = detail,
        };
        if (errors.Length > 0)
        {
            body["validation_errors"] = errors.Select(error => new { detail = error.Detail, field = error.Field, pointer = error.Pointer }).ToArray();
        }

        return body;
    }
}
