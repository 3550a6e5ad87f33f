using System.Text.Json.Nodes;
using TeamsAgent.Sandbox.Slack.Blocks;
using TeamsAgent.Sandbox.Slack.Outbound;

namespace TeamsAgent.Sandbox.Slack.Web;

/// <summary>
/// Where an app answers an interaction: whoever has the address may, and nobody needs a token.
/// https://docs.slack.dev/interactivity/handling-user-interaction#message_responses
/// </summary>
internal sealed class ResponseEndpoints(SlackSpace space, ResponseUrls urls, SlackFaults faults, Violations violations, Action<SlackApiCall> record, TimeProvider clock)
{
    public void Map(IEndpointRouteBuilder routes)
    {
        routes.MapPost("/commands/{team}/{number}/{secret}", AnswerAsync);
        routes.MapPost("/actions/{team}/{number}/{secret}", AnswerAsync);
    }

    private async Task<IResult> AnswerAsync(HttpRequest request)
    {
        var isOpen = request.Headers.Authorization.Count > 0;
        if (isOpen)
        {
            violations.Note("A response_url was called with an Authorization header.");
        }

        var body = await ApiBody.ReadAsync(request, request.HttpContext.RequestAborted);
        var (status, answer) = faults.Down ? (503, ApiAnswer.Error("service_unavailable")) : isOpen ? (400, ApiAnswer.Error("authorization_not_accepted")) : Answer(request.Path, body);
        record(new SlackApiCall(clock.GetUtcNow(), "response_url", (JsonObject)body.Arguments.DeepClone(), status, (JsonObject)answer.DeepClone()));
        return Results.Json(answer, statusCode: status);
    }

    private (int Status, JsonObject Answer) Answer(string path, ApiBody body)
    {
        if (!body.IsJson || body.Error is not null)
        {
            return (400, ApiAnswer.Error("invalid_payload"));
        }

        var call = new ApiCall(body.Arguments, "", null, null);
        var deletes = call.Flag("delete_original");
        var (content, refusal) = deletes ? (null, null) : MessageContent.Read(call, longestText: null);
        if (refusal is not null)
        {
            return (400, refusal);
        }

        var (url, error) = urls.Use(path);
        if (error is not null)
        {
            return (404, ApiAnswer.Error(error));
        }

        Show(url!, call, deletes, content);
        return (200, ApiAnswer.Ok());
    }

    private void Show(ResponseUrl url, ApiCall call, bool deletes, MessageContent? content)
    {
        if (deletes)
        {
            space.Change(url.Channel, url.SourceTs, message => message with { Deleted = true });
            return;
        }

        // What was typed by somebody cannot be replaced; there the answer is a new message.
        if (call.Flag("replace_original") && url.SourceTs is not null)
        {
            space.Change(url.Channel, url.SourceTs, message => message with
            {
                Text = content!.Text, Blocks = content.Blocks, Earlier = [.. message.Earlier, message with { Earlier = [] }],
            });
            return;
        }

        var channel = SlackChannel.Find(url.Channel)!;
        space.Add(new SlackMessage
        {
            Channel = url.Channel, Ts = space.NewTs(), ThreadTs = call.Text("thread_ts"), User = SlackTeam.Find(channel.TeamId)!.BotUserId, BotId = SlackTeam.BotId,
            Text = content!.Text, Blocks = content.Blocks, OnlyFor = call.Arguments.Text("response_type") == "in_channel" ? null : url.Member.Id,
        });
    }
}
