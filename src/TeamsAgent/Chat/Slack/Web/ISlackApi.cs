using System.Text.Json;
using System.Text.Json.Nodes;

namespace TeamsAgent.Chat.Slack;

/// <summary>One call of Slack's Web API. Writing methods take JSON, reading ones and <c>oauth.v2.access</c> take a form.</summary>
/// <param name="Method">The method: <c>chat.postMessage</c>.</param>
/// <param name="Route">The installation that it is for; rate limits go by it. Empty for calls of the app itself.</param>
/// <param name="Token">The token, or null where none is sent.</param>
public sealed record SlackCall(string Method, string Route, SlackToken? Token)
{
    /// <summary>The body as JSON.</summary>
    public JsonObject? Json { get; init; }

    /// <summary>The body as a form.</summary>
    public IReadOnlyDictionary<string, string>? Form { get; init; }

    /// <summary>The client's id and secret, sent by HTTP Basic; for <c>oauth.v2.access</c>.</summary>
    public (string Id, string Secret)? Basic { get; init; }

    /// <summary>Whether doing it twice does more than doing it once.</summary>
    public bool Posts { get; init; }
}

/// <summary>What an error of Slack's is (Slack, method pages; the error is a word in the body, with the HTTP status 200).</summary>
public enum SlackFault
{
    /// <summary>The installation's token is of no use any more, or lacks a scope.</summary>
    Installation,

    /// <summary>The token has to be refreshed.</summary>
    TokenExpired,

    /// <summary>The channel, message or person is not there, or not for the bot.</summary>
    Target,

    /// <summary>The channel or conversation is not there at all, or the bot is not in it.</summary>
    Conversation,

    /// <summary>The call itself is wrong; it will never be taken.</summary>
    Call,
}

/// <summary>What became of a call.</summary>
public abstract record SlackReply
{
    private SlackReply()
    {
    }

    /// <summary><c>ok: true</c>.</summary>
    public sealed record Ok(JsonElement Body) : SlackReply
    {
        /// <summary>What the token may do (<c>x-oauth-scopes</c>); null where Slack does not say.</summary>
        public IReadOnlyList<string>? Scopes { get; init; }
    }

    /// <summary><c>ok: false</c>; trying again is of no use.</summary>
    /// <param name="Error">Slack's word.</param>
    /// <param name="Fault">What it is.</param>
    public sealed record Failed(string Error, SlackFault Fault) : SlackReply;

    /// <summary>Not now: throttled, unreachable, or Slack failed.</summary>
    /// <param name="After">How long to wait, at least.</param>
    /// <param name="Why">What happened.</param>
    /// <param name="MayHaveArrived">True when a posting may have had its effect.</param>
    public sealed record Later(TimeSpan After, string Why, bool MayHaveArrived) : SlackReply;
}

/// <summary>Slack's Web API.</summary>
public interface ISlackApi
{
    /// <summary>Makes one call, within the limits of the method; never repeats it.</summary>
    Task<SlackReply> CallAsync(SlackCall call, CancellationToken cancellationToken);
}
