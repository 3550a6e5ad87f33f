using System.Collections.Concurrent;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace TeamsAgent.Sandbox.Chat.Wire;

/// <summary>
/// The Bot Connector's REST API for the workspace.
/// https://learn.microsoft.com/azure/bot-service/rest-api/bot-framework-rest-connector-api-reference
/// </summary>
public sealed class Connector(Workspace workspace, EntraTokens tokens, ConnectorFaults faults, TimeProvider clock)
{
    private const int LargestMessage = 100 * 1024;
    private readonly ConcurrentQueue<ConnectorCall> _calls = new();

    /// <summary>Every call so far.</summary>
    public IReadOnlyList<ConnectorCall> Calls => [.. _calls];

    internal void Map(IEndpointRouteBuilder routes)
    {
        var v3 = routes.MapGroup("/teams/v3").AddEndpointFilter(GuardAsync);
        v3.MapPost("/conversations", (Delegate)CreateAsync);
        v3.MapPost("/conversations/{cid}/activities", (string cid, HttpContext context) => SendAsync(cid, null, context));
        v3.MapPost("/conversations/{cid}/activities/{aid}", (string cid, string aid, HttpContext context) => SendAsync(cid, aid, context));
        v3.MapPut("/conversations/{cid}/activities/{aid}", UpdateAsync);
        v3.MapDelete("/conversations/{cid}/activities/{aid}", Delete);
        v3.MapGet("/conversations/{cid}/members", (string cid) => Members(cid) is { } members ? Results.Json(members) : NotFound("ConversationNotFound"));
        v3.MapGet("/conversations/{cid}/pagedmembers", (string cid) => Members(cid) is { } members ? Results.Json(new { members }) : NotFound("ConversationNotFound"));
        v3.MapGet("/conversations/{cid}/members/{id}", (string cid, string id) => Member(cid, id));
        v3.MapGet("/teams/{id}", (string id) => id == Conversation.TeamId ? Results.Json(new { id, name = "Contoso", channelCount = 1, memberCount = People.All.Count }) : NotFound("TeamNotFound"));
        v3.MapGet("/teams/{id}/conversations", (string id) => Results.Json(new { conversations = new[] { new { id, name = (string?)null } } }));
    }

    private async ValueTask<object?> GuardAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        var http = context.HttpContext;
        http.Request.EnableBuffering();
        var body = await new StreamReader(http.Request.Body, Encoding.UTF8, leaveOpen: true).ReadToEndAsync(http.RequestAborted);
        http.Request.Body.Position = 0;
        var fault = faults.Take();
        var answer = Refusal(http, body, fault) ?? await RunAsync(context, next, fault);
        _calls.Enqueue(new ConnectorCall(clock.GetUtcNow(), http.Request.Method, Uri.UnescapeDataString(http.Request.Path), (answer as IStatusCodeHttpResult)?.StatusCode ?? 200, body));
        return answer;
    }

    private IResult? Refusal(HttpContext http, string body, ConnectorFault? fault)
    {
        if (fault == ConnectorFault.Dropped)
        {
            http.Abort();
            return Results.Empty;
        }

        return fault switch
        {
            _ when faults.Down => Error(503, "ServiceUnavailable", "The service is unavailable."),
            _ when fault == ConnectorFault.Unauthorized || !tokens.Accepts(http.Request.Headers.Authorization) => Results.Json(new { message = "Authorization has been denied for this request." }, statusCode: 401),
            ConnectorFault.Throttled => Throttled(http),
            ConnectorFault.PreconditionFailed => Error(412, "PreconditionFailed", "Precondition failed."),
            ConnectorFault.BadGateway => Results.Content("<html><body><h1>502 Bad Gateway</h1></body></html>", "text/html", statusCode: 502),
            ConnectorFault.BotNotInRoster => Error(403, "BotNotInConversationRoster", "The bot is not part of the conversation roster."),
            _ when Encoding.Unicode.GetByteCount(body) > 2 * LargestMessage => Error(413, "MessageSizeTooBig", "Message size too large."),
            _ => null,
        };
    }

    private static async Task<IResult> RunAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next, ConnectorFault? fault)
    {
        var done = await next(context) as IResult ?? Results.Ok();
        return fault switch
        {
            ConnectorFault.DeliveredThen500 => Error(500, "ServiceError", "Unknown error."),
            ConnectorFault.EmptyAnswer => Results.StatusCode(202),
            _ => done,
        };
    }

    private static IResult Throttled(HttpContext http)
    {
        http.Response.Headers.RetryAfter = "1";
        return Error(429, "Throttled", "Too many requests.");
    }

    private async Task<IResult> CreateAsync(HttpContext context)
    {
        if (await ReadAsync(context) is not { } wanted)
        {
            return Error(400, "BadSyntax", "The body is not JSON.");
        }

        if ((bool?)wanted["isGroup"] != true)
        {
            var member = (wanted["members"] as JsonArray)?.Count == 1 ? (string?)wanted["members"]![0]!["id"] : null;
            var tenant = (string?)wanted["tenantId"] ?? (string?)wanted["channelData"]?["tenant"]?["id"];
            return People.All.FirstOrDefault(person => person.TeamsId == member) is { } person && tenant == People.TeamsTenantId
                ? Results.Json(new { id = Conversation.With(person).Id }, statusCode: 201)
                : Error(400, "BadSyntax", "Incorrect conversation creation parameters");
        }

        if ((string?)wanted["channelData"]?["channel"]?["id"] != Conversation.TeamId || wanted["activity"] is not JsonObject activity)
        {
            return Error(400, "BadSyntax", "Incorrect conversation creation parameters");
        }

        var id = workspace.Add(Conversation.TeamId, null, "bot", (JsonObject)activity.DeepClone());
        return Results.Json(new { id = Conversation.Thread(id), activityId = id }, statusCode: 201);
    }

    private async Task<IResult> SendAsync(string cid, string? replyTo, HttpContext context)
    {
        if (Find(cid) is not { } where)
        {
            return NotFound("ConversationNotFound");
        }

        if (Removed(where))
        {
            return Error(403, "BotNotInConversationRoster", "The bot is not part of the conversation roster.");
        }

        if (await ReadAsync(context) is not { } activity || (string?)activity["type"] is not { } type)
        {
            return Error(400, "BadSyntax", "Activity must have a type.");
        }

        if (type == "typing")
        {
            return Results.Json(new { id = workspace.NewId() }, statusCode: 201);
        }

        if (type != "message")
        {
            return Error(400, "BadArgument", $"Unknown activity type {type}.");
        }

        var root = where.Type == "channel" ? RootOf(cid) ?? replyTo : null;
        return Results.Json(new { id = workspace.Add(where.Id, root, "bot", activity) }, statusCode: 201);
    }

    private async Task<IResult> UpdateAsync(string cid, string aid, HttpContext context)
    {
        if (Find(cid) is not { } where)
        {
            return NotFound("ConversationNotFound");
        }

        if (Removed(where))
        {
            return Error(403, "BotNotInConversationRoster", "The bot is not part of the conversation roster.");
        }

        if (await ReadAsync(context) is not { } activity)
        {
            return Error(400, "BadSyntax", "The body is not JSON.");
        }

        var changed = workspace.Change(aid, message => message.From != "bot" || message.Conversation != where.Id ? message : message with
        {
            Activity = activity, Earlier = [.. message.Earlier, message.Activity], Views = new Dictionary<string, JsonObject>(),
        });
        return changed ? Results.Json(new { id = aid }) : NotFound("ActivityNotFoundInConversation");
    }

    private IResult Delete(string cid, string aid) => Find(cid) is not null && workspace.Change(aid, message => message with { Deleted = true })
        ? Results.Ok()
        : NotFound("ActivityNotFoundInConversation");

    private bool Removed(Conversation where) => faults.BotRemoved && where.Type == "channel";

    private static IResult Member(string cid, string id) => Members(cid) is null
        ? NotFound("ConversationNotFound")
        : People.All.FirstOrDefault(person => id == person.TeamsId || id == person.AadObjectId || id == person.Email) is { } person
            ? Results.Json(Account(person))
            : Error(404, "MemberNotFoundInConversation", "The member is not in the conversation.");

    private static object[]? Members(string cid) => Find(cid) switch
    {
        null => null,
        { Person: { } key } => [Account(People.All.First(person => person.Key == key))],
        _ => People.All.Select(Account).ToArray(),
    };

    private static object Account(SandboxPerson person) => new
    {
        id = person.TeamsId, name = person.Name, aadObjectId = person.AadObjectId, email = person.Email, userPrincipalName = person.Email,
        tenantId = People.TeamsTenantId, userRole = "user",
    };

    private static Conversation? Find(string cid) => Conversation.Of(Uri.UnescapeDataString(cid));

    private static string? RootOf(string cid) => Uri.UnescapeDataString(cid).Split(";messageid=") is [_, var root] ? root : null;

    private static async Task<JsonObject?> ReadAsync(HttpContext context)
    {
        try
        {
            return await JsonNode.ParseAsync(context.Request.Body, cancellationToken: context.RequestAborted) as JsonObject;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static IResult NotFound(string code) => Error(404, code, "It was not found.");

    private static IResult Error(int status, string code, string message) => Results.Json(new { error = new { code, message } }, statusCode: status);
}
