using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.WebUtilities;

namespace TeamsAgent.Sandbox.Slack.Web;

/// <summary>
/// The body of a call: JSON, a form or a query. https://docs.slack.dev/apis/web-api/#methods_supporting_json
/// </summary>
/// <param name="Arguments">The arguments.</param>
/// <param name="IsJson">Whether they came as JSON.</param>
/// <param name="Error">Why they could not be read.</param>
/// <param name="Warning">What Slack grumbles about.</param>
internal sealed record ApiBody(JsonObject Arguments, bool IsJson, string? Error = null, string? Warning = null)
{
    private const int LargestBody = 1024 * 1024;
    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    public static async Task<ApiBody> ReadAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        var arguments = new JsonObject();
        foreach (var (name, values) in request.Query)
        {
            arguments[name] = values.ToString();
        }

        if (HttpMethods.IsGet(request.Method) || (request.ContentLength ?? 0) == 0 && request.ContentType is null)
        {
            return new ApiBody(arguments, IsJson: false);
        }

        var text = await TextAsync(request.Body, cancellationToken);
        var isTyped = MediaTypeHeaderValue.TryParse(request.ContentType, out var type);
        return true switch
        {
            _ when text is null => new ApiBody(arguments, false, "request_too_large"),
            _ when request.ContentType is null => new ApiBody(arguments, false, "missing_post_type"),
            _ when isTyped && type!.MediaType == "application/json" => Json(arguments, text!, type.CharSet is null ? "missing_charset" : null),
            _ when isTyped && type!.MediaType == "application/x-www-form-urlencoded" => Form(arguments, text!, type.CharSet is null ? null : "superfluous_charset"),
            _ => new ApiBody(arguments, false, "invalid_post_type"),
        };
    }

    private static ApiBody Json(JsonObject arguments, string text, string? warning)
    {
        try
        {
            // Rebuilt without the members that come twice: the last one counts.
            if (JsonNode.Parse(text) is not JsonObject given)
            {
                return new ApiBody(arguments, true, "json_not_object");
            }

            foreach (var (name, value) in given)
            {
                arguments[name] = value?.DeepClone();
            }

            BlocksWalk(arguments);
            return new ApiBody(arguments, true, null, warning);
        }
        catch (Exception wrong) when (wrong is JsonException or ArgumentException)
        {
            return new ApiBody(new JsonObject(), true, "invalid_json");
        }
    }

    // A node that was parsed notices a doubled member only when it is read.
    private static void BlocksWalk(JsonNode node) => Blocks.BlockTree.Walk(node, _ => { });

    private static ApiBody Form(JsonObject arguments, string text, string? warning)
    {
        foreach (var (name, values) in QueryHelpers.ParseQuery(text))
        {
            if (values.Count > 1)
            {
                return new ApiBody(arguments, false, "invalid_array_arg");
            }

            arguments[name] = values.ToString();
        }

        return new ApiBody(arguments, false, null, warning);
    }

    private static async Task<string?> TextAsync(Stream body, CancellationToken cancellationToken)
    {
        var kept = new MemoryStream();
        var part = new byte[16 * 1024];
        int read;
        while ((read = await body.ReadAsync(part, cancellationToken)) > 0)
        {
            kept.Write(part, 0, read);
            if (kept.Length > LargestBody)
            {
                return null;
            }
        }

        try
        {
            return Strict.GetString(kept.GetBuffer(), 0, (int)kept.Length);
        }
        catch (DecoderFallbackException)
        {
            return "";
        }
    }
}
