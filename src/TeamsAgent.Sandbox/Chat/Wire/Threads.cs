using System.Text.Json;
using System.Text.Json.Nodes;

namespace TeamsAgent.Sandbox.Chat.Wire;

/// <summary>What a bot writes: new conversations, messages, replies, updates, deletions.</summary>
internal sealed class Threads(Workspace workspace, Roster roster, SendLimits? limits)
{
    private const string WrongParameters = "Incorrect conversation creation parameters";

    public void Map(IEndpointRouteBuilder v3)
    {
        v3.MapPost("/conversations", (Delegate)((HttpContext http) => WithBodyAsync(http, body => Create(body, http))));
        v3.MapPost("/conversations/{cid}/activities", (string cid, HttpContext http) => WithBodyAsync(http, body => Send(cid, null, body, http)));
        v3.MapPost("/conversations/{cid}/activities/{aid}", (string cid, string aid, HttpContext http) => WithBodyAsync(http, body => Send(cid, aid, body, http)));
        v3.MapPut("/conversations/{cid}/activities/{aid}", (string cid, string aid, HttpContext http) => WithBodyAsync(http, body => Update(cid, aid, body, http)));
        v3.MapDelete("/conversations/{cid}/activities/{aid}", Delete);
    }

    private IResult Create(JsonObject? wanted, HttpContext http)
    {
        if (wanted is null)
        {
            return ConnectorAnswers.BadSyntax("The body is not a JSON object.");
        }

        return wanted["isGroup"] is JsonValue group && group.TryGetValue<bool>(out var isGroup) && isGroup ? CreateThread(wanted, http) : CreatePrivate(wanted, http);
    }

    // Idempotent: the same person gives the same chat. The id of a first message does not come back.
    private IResult CreatePrivate(JsonObject wanted, HttpContext http)
    {
        var member = wanted["members"] is JsonArray { Count: 1 } members ? MessageRules.Text(members[0], "id") : null;
        var person = People.All.FirstOrDefault(known => known.TeamsId == member);
        if (person is null || TenantOf(wanted) != People.TeamsTenantId)
        {
            return ConnectorAnswers.BadSyntax(WrongParameters);
        }

        var chat = Conversation.With(person);
        if (roster.Refusal(chat.Id, out _) is { } refusal)
        {
            return refusal;
        }

        if (wanted["activity"] is JsonObject first)
        {
            if (MessageRules.Refusal(first) is { } wrong)
            {
                return wrong;
            }

            Write(chat, null, (JsonObject)first.DeepClone());
        }

        return TooMany(chat.Id, http) ?? ConnectorAnswers.Created(new { id = chat.Id });
    }

    private IResult CreateThread(JsonObject wanted, HttpContext http)
    {
        if (wanted["members"] is JsonArray { Count: > 0 } || MessageRules.Text(wanted["channelData"]?["channel"], "id") != Conversation.TeamId || wanted["activity"] is not JsonObject first)
        {
            return ConnectorAnswers.BadSyntax(WrongParameters);
        }

        if ((roster.Refusal(Conversation.TeamId, out var where) ?? MessageRules.Refusal(first) ?? TooMany(where.Id, http)) is { } refusal)
        {
            return refusal;
        }

        var id = Write(where, null, (JsonObject)first.DeepClone());
        return ConnectorAnswers.Created(new { id = Conversation.Thread(id), activityId = id });
    }

    private IResult Send(string cid, string? replyTo, JsonObject? activity, HttpContext http)
    {
        if ((roster.Refusal(cid, out var where) ?? MessageRules.Refusal(activity) ?? TooMany(cid, http)) is { } refusal)
        {
            return refusal;
        }

        var root = RootOf(cid) ?? (replyTo is not null && workspace.Find(replyTo) is { } told && told.Conversation == where.Id ? told.Root ?? told.Id : null);
        if (RootOf(cid) is { } thread && workspace.Find(thread) is not { Root: null, Conversation: Conversation.TeamId })
        {
            return ConnectorAnswers.NoConversation();
        }

        if (MessageRules.Text(activity, "type") == "typing")
        {
            return ConnectorAnswers.Created(new { id = workspace.NewId() });
        }

        return ConnectorAnswers.Created(new { id = Write(where, where.Type == "channel" ? root : null, activity!) });
    }

    private IResult Update(string cid, string aid, JsonObject? activity, HttpContext http)
    {
        if ((roster.Refusal(cid, out var where) ?? RefusalOfTarget(where, aid) ?? MessageRules.Refusal(activity) ?? TooMany(cid, http)) is { } refusal)
        {
            return refusal;
        }

        // What single people saw instead is gone with the next update of the shared card.
        return workspace.Change(aid, message => message with
        {
            Activity = activity!, Earlier = [.. message.Earlier, message.Activity], Views = new Dictionary<string, JsonObject>(),
        }) ? Results.Json(new { id = aid }) : ConnectorAnswers.NoActivity();
    }

    private IResult Delete(string cid, string aid) =>
        roster.Refusal(cid, out var where) ?? RefusalOfTarget(where, aid)
        ?? (workspace.Change(aid, message => message with { Deleted = true }) ? Results.Ok() : ConnectorAnswers.NoActivity());

    private IResult? RefusalOfTarget(Conversation where, string aid) => workspace.Find(aid) switch
    {
        null or { Deleted: true } => ConnectorAnswers.NoActivity(),
        var message when message.Conversation != where.Id => ConnectorAnswers.NoActivity(),
        { From: not "bot" } => ConnectorAnswers.Error(403, "NotEnoughPermissions", "A bot can change its own messages only."),
        _ => null,
    };

    // Teams makes two messages of one that has text and a card, and the id that comes back is the first one's.
    private string Write(Conversation where, string? root, JsonObject activity)
    {
        if (ChatMessage.CardIn(activity) is null || string.IsNullOrEmpty(MessageRules.Text(activity, "text")))
        {
            return workspace.Add(where.Id, root, "bot", activity);
        }

        var text = (JsonObject)activity.DeepClone();
        text.Remove("attachments");
        activity.Remove("text");
        activity.Remove("entities");
        var id = workspace.Add(where.Id, root, "bot", text);
        workspace.Add(where.Id, root ?? (where.Type == "channel" ? id : null), "bot", activity);
        return id;
    }

    private IResult? TooMany(string thread, HttpContext http) => limits?.Exceeded(thread) is { } seconds ? ConnectorAnswers.Throttled(http, seconds) : null;

    private static string? TenantOf(JsonObject wanted) => MessageRules.Text(wanted, "tenantId") ?? MessageRules.Text(wanted["channelData"]?["tenant"], "id");

    private static string? RootOf(string cid) => cid.Split(";messageid=") is [_, var root] ? root : null;

    private static async Task<IResult> WithBodyAsync(HttpContext http, Func<JsonObject?, IResult> answer)
    {
        try
        {
            return answer(await JsonNode.ParseAsync(http.Request.Body, cancellationToken: http.RequestAborted) as JsonObject);
        }
        catch (Exception notJson) when (notJson is JsonException or ArgumentException)
        {
            return answer(null);
        }
    }
}
