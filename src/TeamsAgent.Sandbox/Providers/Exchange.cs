using Microsoft.AspNetCore.Http.Features;

namespace TeamsAgent.Sandbox.Providers;

/// <summary>What the recorder found out about a request before the provider's own code sees it.</summary>
internal sealed record Exchange(int Call, string Provider, byte[] Body, string? TokenSha256, ProviderGrant? Grant)
{
    public static Exchange Of(HttpContext http) => http.Features.GetRequiredFeature<Exchange>();

    /// <summary>The person whose token it is; only behind the provider's bearer check.</summary>
    public string Owner => Grant!.Owner;

    public ProviderAccount Account => ProviderAccount.Of(Owner);
}

/// <summary>A JSON answer with a status and, where the vendor sends them, headers.</summary>
internal sealed record Answer(int Status, object? Body, string ContentType = "application/json; charset=utf-8") : IResult
{
    public Dictionary<string, string> Headers { get; } = [];

    public Answer With(string header, string value)
    {
        Headers[header] = value;
        return this;
    }

    public async Task ExecuteAsync(HttpContext httpContext)
    {
        httpContext.Response.StatusCode = Status;
        foreach (var (name, value) in Headers)
        {
            httpContext.Response.Headers[name] = value;
        }

        if (Body is not null)
        {
            httpContext.Response.ContentType = ContentType;
            await httpContext.Response.Body.WriteAsync(ToBytes(Body), httpContext.RequestAborted);
        }
    }

    public static byte[] ToBytes(object body) => System.Text.Json.JsonSerializer.SerializeToUtf8Bytes(body, Json);

    private static readonly System.Text.Json.JsonSerializerOptions Json = new()
    {
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };
}
