using System.Collections.Concurrent;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;

namespace TeamsAgent.Sandbox.Chat.Wire;

/// <summary>
/// The Bot Connector's REST API for the workspace: who may call, what strikes the call, and a record of it. What the calls do is in
/// <see cref="Threads"/> and <see cref="Roster"/>.
/// https://learn.microsoft.com/azure/bot-service/rest-api/bot-framework-rest-connector-api-reference
/// </summary>
public sealed class Connector
{
    private readonly EntraTokens _tokens;
    private readonly ConnectorFaults _faults;
    private readonly TimeProvider _clock;
    private readonly Threads _threads;
    private readonly Roster _roster;
    private readonly ConcurrentQueue<ConnectorCall> _calls = new();

    internal Connector(Workspace workspace, EntraTokens tokens, ConnectorFaults faults, Accounts accounts, TeamsOptions options, TimeProvider clock)
    {
        (_tokens, _faults, _clock) = (tokens, faults, clock);
        _roster = new Roster(faults, accounts);
        _threads = new Threads(workspace, _roster, options.Throttles ? new SendLimits(clock) : null);
    }

    /// <summary>Every call so far.</summary>
    public IReadOnlyList<ConnectorCall> Calls => [.. _calls];

    internal void Map(IEndpointRouteBuilder routes)
    {
        var v3 = routes.MapGroup("/teams/v3").AddEndpointFilter(GuardAsync);
        _threads.Map(v3);
        _roster.Map(v3);
    }

    private async ValueTask<object?> GuardAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        var http = context.HttpContext;
        var body = await BodyAsync(http);
        var sent = BearerToken(http.Request.Headers.Authorization);
        var refusal = RefusalOfCaller(sent, body);
        var fault = refusal is null && http.Request.Method != "GET" ? _faults.Take(card: body!.Contains(ChatMessage.CardType, StringComparison.Ordinal)) : null;
        await HangAsync(http, fault == ConnectorFault.Hangs);
        var answer = refusal ?? Instead(http, fault) ?? After(fault, await next(context) as IResult ?? Results.Ok());
        await HangAsync(http, fault == ConnectorFault.DeliveredThenHangs);
        var dropped = fault is ConnectorFault.Dropped or ConnectorFault.DeliveredThenDropped;
        var status = dropped ? 0 : (answer as IStatusCodeHttpResult)?.StatusCode ?? 200;
        _calls.Enqueue(new ConnectorCall(_clock.GetUtcNow(), http.Request.Method, Uri.UnescapeDataString(http.Request.Path), status, body ?? "")
        {
            TokenSha256 = sent is null ? null : Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(sent))),
            Fault = fault,
        });
        if (dropped)
        {
            http.Abort();
        }

        return answer;
    }

    private static async Task HangAsync(HttpContext http, bool hangs)
    {
        if (hangs)
        {
            await Task.Delay(Timeout.InfiniteTimeSpan, http.RequestAborted).ContinueWith(_ => { }, CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Default);
        }
    }

    private IResult? RefusalOfCaller(string? token, string? body) => true switch
    {
        _ when _faults.Down => ConnectorAnswers.Unavailable(),
        _ when !_tokens.Accepts(token) => ConnectorAnswers.Denied(),
        _ when body is null => ConnectorAnswers.TooBig(),
        _ => null,
    };

    // What happens instead of what was asked for.
    private static IResult? Instead(HttpContext http, ConnectorFault? fault) => fault switch
    {
        ConnectorFault.Dropped or ConnectorFault.Hangs => Results.Empty,
        ConnectorFault.Unauthorized => ConnectorAnswers.Denied(),
        ConnectorFault.Throttled => ConnectorAnswers.Throttled(http, 1),
        ConnectorFault.PreconditionFailed => ConnectorAnswers.Error(412, "PreconditionFailed", "Precondition failed, please try again."),
        ConnectorFault.BadGateway => ConnectorAnswers.BadGateway(),
        ConnectorFault.BotNotInRoster => ConnectorAnswers.NotInRoster(),
        ConnectorFault.BotDisabledByAdmin => ConnectorAnswers.Error(403, "BotDisabledByAdmin", "The tenant admin disabled this bot."),
        ConnectorFault.MessageWritesBlocked => ConnectorAnswers.WritesBlocked(),
        ConnectorFault.InvalidBotApiHost => ConnectorAnswers.Error(403, "InvalidBotApiHost", "Invalid bot api host."),
        ConnectorFault.ConversationNotFound => ConnectorAnswers.NoConversation(),
        ConnectorFault.TooBig => ConnectorAnswers.TooBig(),
        ConnectorFault.ServiceError => ConnectorAnswers.Error(500, "ServiceError", "Unknown error."),
        ConnectorFault.GatewayTimeout => ConnectorAnswers.Error(504, "GatewayTimeout", "The gateway took too long."),
        _ => null,
    };

    // What is said of what did happen.
    private static IResult After(ConnectorFault? fault, IResult done) => fault switch
    {
        ConnectorFault.DeliveredThenDropped => Results.Empty,
        ConnectorFault.DeliveredThen500 => ConnectorAnswers.Error(500, "ServiceError", "Unknown error."),
        ConnectorFault.EmptyAnswer => Results.StatusCode(202),
        _ => done,
    };

    // The scheme is compared as it is written: the real service takes "Bearer" and nothing else for granted.
    private static string? BearerToken(string? header) =>
        AuthenticationHeaderValue.TryParse(header, out var value) && value is { Scheme: "Bearer", Parameter.Length: > 0 } ? value.Parameter : null;

    private static async Task<string?> BodyAsync(HttpContext http)
    {
        http.Request.EnableBuffering();
        var kept = new MemoryStream();
        var part = new byte[8192];
        int read;
        while ((read = await http.Request.Body.ReadAsync(part, http.RequestAborted)) > 0)
        {
            kept.Write(part, 0, read);
            if (kept.Length > MessageRules.LargestBody)
            {
                return null;
            }
        }

        http.Request.Body.Position = 0;
        return Encoding.UTF8.GetString(kept.GetBuffer(), 0, (int)kept.Length);
    }
}
