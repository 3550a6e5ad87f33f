using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Net.Http.Headers;

namespace TeamsAgent.Chat.Slack;

/// <summary>
/// Slack's three addresses: format, size, signature over the raw bytes, and only then what the bytes say. What they mean is left to
/// <see cref="SlackDoor"/>, which Socket Mode comes to, too.
/// </summary>
internal sealed class SlackEndpoints(SlackSignature signature, SlackReplays replays, SlackDoor door, ILogger<SlackEndpoints> logger)
{
    public const string Events = "/slack/events";
    public const string Commands = "/slack/commands";
    public const string Interactivity = "/slack/interactivity";

    private const int LargestBody = 1024 * 1024;
    private const string Json = "application/json";
    private const string Form = "application/x-www-form-urlencoded";

    public async Task<IResult> EventAsync(HttpContext context)
    {
        var (body, refused) = await ReadAsync(context, Json);
        refused ??= Refuse(context, body);
        if (refused is not null)
        {
            return refused;
        }

        using var document = SlackJsonReader.Parse(body);
        return document is null ? Unreadable(Events) : await door.EventAsync(document.RootElement, context.RequestAborted);
    }

    public async Task<IResult> CommandAsync(HttpContext context)
    {
        var (body, refused) = await ReadAsync(context, Form);
        if (refused is not null)
        {
            return refused;
        }

        // Slack's look at the certificate comes unsigned. Whatever else is in it stays unread: somebody could send it along with anything.
        var form = SlackForm.Read(body);
        if (form?.One("ssl_check") == "1")
        {
            return SlackAck.Good;
        }

        if (Refuse(context, body) is { } unsigned)
        {
            return unsigned;
        }

        return form is { IsUnambiguous: true } ? await OnceAsync(context, () => door.CommandAsync(form.One, context.RequestAborted)) : Unreadable(Commands);
    }

    public async Task<IResult> InteractionAsync(HttpContext context)
    {
        var (body, refused) = await ReadAsync(context, Form);
        refused ??= Refuse(context, body);
        if (refused is not null)
        {
            return refused;
        }

        using var document = SlackForm.Read(body)?.One("payload") is { Length: > 0 } payload ? SlackJsonReader.Parse(Encoding.UTF8.GetBytes(payload)) : null;
        return document is null ? Unreadable(Interactivity) : await OnceAsync(context, () => door.InteractionAsync(document.RootElement, context.RequestAborted));
    }

    private async Task<IResult> OnceAsync(HttpContext context, Func<Task<SlackAck>> take)
    {
        var signed = context.Request.Headers[SlackSignature.SignatureHeader].ToString();
        if (!replays.IsNew(signed))
        {
            Log.Replayed(logger, context.Request.Path);
            return SlackAck.Good;
        }

        var taken = false;
        try
        {
            var ack = await take();
            taken = ack.Status == StatusCodes.Status200OK;
            return ack;
        }
        finally
        {
            if (!taken)
            {
                replays.Forget(signed);
            }
        }
    }

    private SlackAck? Refuse(HttpContext context, byte[] body)
    {
        var fault = signature.Check(context.Request.Headers, body);
        if (fault == SignatureFault.None)
        {
            return null;
        }

        Log.Unsigned(logger, context.Request.Path, fault);
        return SlackAck.Unsigned;
    }

    private SlackAck Unreadable(string path)
    {
        Log.Unreadable(logger, path);
        return SlackAck.Unreadable;
    }

    private static async Task<(byte[] Body, SlackAck? Refused)> ReadAsync(HttpContext context, string mediaType)
    {
        var request = context.Request;
        if (!IsPlain(request, mediaType))
        {
            return ([], SlackAck.OtherFormat);
        }

        if (context.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } limit)
        {
            limit.MaxRequestBodySize = LargestBody;
        }

        if (request.ContentLength > LargestBody)
        {
            return ([], SlackAck.TooLarge);
        }

        try
        {
            using var body = new MemoryStream((int)Math.Min(request.ContentLength ?? 4096, LargestBody));
            await request.Body.CopyToAsync(body, context.RequestAborted);
            return body.Length <= LargestBody ? (body.ToArray(), null) : ([], SlackAck.TooLarge);
        }
        catch (BadHttpRequestException tooLarge) when (tooLarge.StatusCode == StatusCodes.Status413PayloadTooLarge)
        {
            return ([], SlackAck.TooLarge);
        }
    }

    private static bool IsPlain(HttpRequest request, string mediaType) =>
        request.Headers.ContentType.Count == 1 && MediaTypeHeaderValue.TryParse(request.ContentType, out var type)
        && type.MediaType.Equals(mediaType, StringComparison.OrdinalIgnoreCase)
        && (!type.Charset.HasValue || HeaderUtilities.RemoveQuotes(type.Charset).Equals("utf-8", StringComparison.OrdinalIgnoreCase))
        && request.Headers.ContentEncoding.Count == 0;
}
