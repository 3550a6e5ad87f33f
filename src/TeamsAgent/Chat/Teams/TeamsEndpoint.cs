using System.Collections.Concurrent;
using System.Text;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Bot.Builder;
using Microsoft.Bot.Schema;
using Microsoft.EntityFrameworkCore;
using Microsoft.Net.Http.Headers;

namespace TeamsAgent.Chat.Teams;

/// <summary>
/// <c>POST /api/messages</c>: size, token, tenant, inbox, answer, in this order. A press is decided inside the request, since its answer is the
/// response; everything else is answered as soon as it is stored.
/// </summary>
internal sealed class TeamsEndpoint(TeamsGate gate, ChatInbox inbox, TeamsAdapter adapter, TeamsBot bot, ILogger<TeamsEndpoint> logger)
{
    public const string Path = "/api/messages";

    private const int LargestBody = 256 * 1024;
    private const string Json = "application/json";
    private static readonly TimeSpan AnswerWithin = TimeSpan.FromSeconds(8);
    private static readonly UTF8Encoding StrictUtf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    // What we never act on is not worth a row.
    private static readonly HashSet<string> Handled = ["message", "conversationUpdate", "installationUpdate"];

    private static readonly HashSet<string> Noted = ["messageReaction", "messageUpdate", "messageDelete"];

    // Two deliveries of one press at the same moment share one decision and one answer.
    private readonly ConcurrentDictionary<string, Lazy<Task<InvokeResponse>>> _presses = new(StringComparer.Ordinal);

    public async Task<IResult> HandleAsync(HttpContext context)
    {
        var request = context.Request;
        if (gate.NeedsToken && request.Headers.Authorization.Count != 1)
        {
            return Refused(TokenFault.NoToken);
        }

        if (!IsPlainJson(request))
        {
            return TypedResults.StatusCode(StatusCodes.Status415UnsupportedMediaType);
        }

        if (request.ContentLength > LargestBody || await ReadAsync(context) is not { } body)
        {
            return TypedResults.StatusCode(StatusCodes.Status413PayloadTooLarge);
        }

        if (Decode(body) is not { } payload || TeamsEnvelope.Read(body) is not { } activity)
        {
            return TypedResults.StatusCode(StatusCodes.Status400BadRequest);
        }

        var check = await gate.CheckAsync(request.Headers.Authorization, activity, context.Connection.RemoteIpAddress, context.RequestAborted);
        return check.IsGood ? await TakeAsync(activity, payload, context.RequestAborted) : Refused(check.Fault);
    }

    private async Task<IResult> TakeAsync(TeamsEnvelope activity, string payload, CancellationToken cancellationToken)
    {
        var press = activity.Type == "invoke";
        if (press && activity.Name != TeamsBot.CardAction)
        {
            return TypedResults.StatusCode(StatusCodes.Status501NotImplemented);
        }

        if (!press && !Handled.Contains(activity.Type))
        {
            await NoteAsync(activity, payload, cancellationToken);
            return TypedResults.Ok();
        }

        // What Bot Builder cannot read would be tried in vain, again and again.
        if (TeamsJson.TryRead(payload) is not { } read)
        {
            return TypedResults.StatusCode(StatusCodes.Status400BadRequest);
        }

        try
        {
            var message = new InboxMessage(activity.InboxKey, TeamsTurn.Channel, activity.ConversationId, payload, AnsweredLive: press);
            var receipt = await inbox.StoreAsync(message, cancellationToken);
            return press ? await AnswerAsync(message, read, receipt) : TypedResults.Accepted((string?)null);
        }
        catch (NotStoredException)
        {
            return TypedResults.StatusCode(StatusCodes.Status503ServiceUnavailable);
        }
    }

    // They decide nothing, but they show how the conversation is reached now.
    private async Task NoteAsync(TeamsEnvelope activity, string payload, CancellationToken cancellationToken)
    {
        if (!Noted.Contains(activity.Type) || TeamsJson.TryRead(payload) is not { } read)
        {
            return;
        }

        try
        {
            await bot.NoteAsync(read, cancellationToken);
        }
        catch (Exception failed) when (failed is System.Data.Common.DbException or DbUpdateException)
        {
            // The next one says it, too.
            Log.NotNoted(logger, failed);
        }
    }

    private async Task<IResult> AnswerAsync(InboxMessage message, Activity activity, InboxReceipt receipt)
    {
        if (receipt.Answer is { } given)
        {
            return TypedResults.Content(given, Json);
        }

        var running = _presses.GetOrAdd(message.Key, key => new Lazy<Task<InvokeResponse>>(() => DecideAsync(key, activity)));
        var answer = await running.Value;
        return answer.Body is null ? TypedResults.StatusCode(answer.Status) : TypedResults.Content(InvokeAnswer.Text(answer), Json, statusCode: answer.Status);
    }

    // On its own time: that the client hangs up must not leave a decision half answered.
    private async Task<InvokeResponse> DecideAsync(string key, Activity activity)
    {
        try
        {
            using var patience = new CancellationTokenSource(AnswerWithin);
            var answer = await adapter.RunAsync(activity, bot, patience.Token) ?? InvokeAnswer.BadRequest("There is no answer to this.");
            if (answer.Body is not null && !InvokeAnswer.HasFailed(answer))
            {
                inbox.KeepAnswer(key, InvokeAnswer.Text(answer));
            }

            return answer;
        }
        finally
        {
            _presses.TryRemove(key, out _);
        }
    }

    private StatusCodeHttpResult Refused(TokenFault fault)
    {
        Log.Refused(logger, fault);
        return TypedResults.StatusCode(fault is TokenFault.Channel or TokenFault.NotEndorsed or TokenFault.Tenant or TokenFault.ServiceHost
            ? StatusCodes.Status403Forbidden
            : StatusCodes.Status401Unauthorized);
    }

    private static bool IsPlainJson(HttpRequest request) =>
        MediaTypeHeaderValue.TryParse(request.ContentType, out var type) && type.MediaType.Equals(Json, StringComparison.OrdinalIgnoreCase)
        && (!type.Charset.HasValue || type.Charset.Equals("utf-8", StringComparison.OrdinalIgnoreCase) || type.Charset.Equals("\"utf-8\"", StringComparison.OrdinalIgnoreCase))
        && request.Headers.ContentEncoding.Count == 0;

    // Null when it is too large. The server's own limit is set as well, so that it does not read on.
    private static async Task<byte[]?> ReadAsync(HttpContext context)
    {
        if (context.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } limit)
        {
            limit.MaxRequestBodySize = LargestBody;
        }

        try
        {
            using var body = new MemoryStream((int)Math.Min(context.Request.ContentLength ?? 4096, LargestBody));
            await context.Request.Body.CopyToAsync(body, context.RequestAborted);
            return body.Length <= LargestBody ? body.ToArray() : null;
        }
        catch (BadHttpRequestException tooLarge) when (tooLarge.StatusCode == StatusCodes.Status413PayloadTooLarge)
        {
            return null;
        }
    }

    private static string? Decode(byte[] body)
    {
        try
        {
            return StrictUtf8.GetString(body);
        }
        catch (DecoderFallbackException)
        {
            return null;
        }
    }
}
