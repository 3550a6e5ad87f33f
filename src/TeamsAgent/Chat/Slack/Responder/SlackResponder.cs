using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using TeamsAgent.Chat.Cards;
using TeamsAgent.Chat.Slack.Cards;

namespace TeamsAgent.Chat.Slack;

/// <summary>
/// Answers one person alone: by the <c>response_url</c> of what they did, which needs no token and never gets one, else as an ephemeral message
/// (<see href="https://docs.slack.dev/interactivity/handling-user-interaction#message_responses"/>).
/// </summary>
internal sealed class SlackResponder(IHttpClientFactory clients, ISlackApi api, SlackResponseHost host, ILogger<SlackResponder> logger) : ISlackResponder
{
    /// <summary>The name of the HTTP client.</summary>
    public const string Client = "slack-response";

    /// <inheritdoc/>
    public async Task<ChatResult> AnswerAsync(
        Uri? responseUrl, SlackInstallation installation, string channel, string user, string? threadTs, PressAnswer answer, CancellationToken cancellationToken)
    {
        var message = Message(answer, threadTs);
        if (responseUrl is not null && host.Allows(responseUrl))
        {
            if (await SendAsync(responseUrl, message, cancellationToken))
            {
                return new ChatResult.Done(null);
            }
        }
        else if (responseUrl is not null)
        {
            Log.ResponseHostRefused(logger);
        }

        return await PostAsync(installation, channel, user, message, cancellationToken);
    }

    // The card itself is brought up to date for everybody by the announcer; whoever pressed reads at once what became of it.
    private static JsonObject Message(PressAnswer answer, string? threadTs)
    {
        var words = answer switch
        {
            PressAnswer.Say say => say.Sentence,
            PressAnswer.Show show => show.Card.Parts.OfType<CardPart.Status>().FirstOrDefault() is { } status ? $"{status.Number.Plain(20)}: {status.Text.Plain(60)}" : show.Card.Summary,
            _ => throw new NotSupportedException(answer.GetType().Name),
        };
        var drawn = SlackPlainWords.Render(words, _ => false);
        var message = new JsonObject { ["text"] = drawn.Text, ["blocks"] = drawn.Blocks };
        if (threadTs is not null && SlackAddress.IsTs(threadTs))
        {
            message["thread_ts"] = threadTs;
        }

        return message;
    }

    private async Task<bool> SendAsync(Uri url, JsonObject message, CancellationToken cancellationToken)
    {
        var body = (JsonObject)message.DeepClone();
        (body["response_type"], body["replace_original"]) = ("ephemeral", false);
        using var content = new StringContent(body.ToJsonString(SlackJson.Options), Encoding.UTF8, "application/json");
        try
        {
            using var response = await clients.CreateClient(Client).PostAsync(url, content, cancellationToken);
            if (response.StatusCode == HttpStatusCode.OK)
            {
                return true;
            }

            Log.NotResponded(logger, $"HTTP {(int)response.StatusCode}");
        }
        catch (HttpRequestException failed)
        {
            Log.NotResponded(logger, failed.HttpRequestError.ToString());
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            Log.NotResponded(logger, "it took too long");
        }

        return false;
    }

    private async Task<ChatResult> PostAsync(SlackInstallation installation, string channel, string user, JsonObject message, CancellationToken cancellationToken)
    {
        if (SlackAddress.Of(channel) is null || !SlackMentions.IsUser(user))
        {
            return new ChatResult.Gone("There is nowhere to answer.");
        }

        (message["channel"], message["user"]) = (channel, user);
        var reply = await api.CallAsync(new SlackCall("chat.postEphemeral", installation.Route, installation.Token) { Json = message, Posts = true }, cancellationToken);
        return SlackResults.Of(reply, _ => null);
    }
}
