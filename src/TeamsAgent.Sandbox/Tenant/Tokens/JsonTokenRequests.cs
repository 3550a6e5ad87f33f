using System.Text.Json;

namespace TeamsAgent.Sandbox.Tenant;

/// <summary>Auth0's token endpoint takes JSON as well as forms; OpenIddict reads forms, so JSON is rewritten as one.</summary>
internal static class JsonTokenRequests
{
    public static async Task RewriteAsync(HttpContext http, RequestDelegate next)
    {
        if (http.Request.Path != "/oauth/token" || !http.Request.HasJsonContentType())
        {
            await next(http);
            return;
        }

        try
        {
            var members = await JsonSerializer.DeserializeAsync<Dictionary<string, JsonElement>>(http.Request.Body, cancellationToken: http.RequestAborted) ?? [];
            using var form = new FormUrlEncodedContent(members.Select(member => KeyValuePair.Create(member.Key, member.Value.ToString())));
            var body = await form.ReadAsByteArrayAsync(http.RequestAborted);
            http.Request.ContentType = "application/x-www-form-urlencoded";
            http.Request.ContentLength = body.Length;
            http.Request.Body = new MemoryStream(body);
        }
        catch (JsonException)
        {
            http.Response.StatusCode = StatusCodes.Status400BadRequest;
            await http.Response.WriteAsJsonAsync(new { error = "invalid_request", error_description = "Failed to parse JSON" }, http.RequestAborted);
            return;
        }

        await next(http);
    }
}
