using System.Text.Json;
using System.Text.Json.Nodes;

namespace TeamsAgent.Sandbox.Slack.Web;

/// <summary>A call, its token checked.</summary>
/// <param name="Arguments">What was given; a form's values are strings.</param>
/// <param name="Token">The token.</param>
/// <param name="Install">The installation that the token is of.</param>
/// <param name="Basic">The client's id and secret by HTTP Basic.</param>
internal sealed record ApiCall(JsonObject Arguments, string Token, SlackInstallation? Install, (string Id, string Secret)? Basic)
{
    /// <summary>The installation, where the method needs one.</summary>
    public SlackInstallation By => Install!;

    /// <summary>A string argument.</summary>
    public string? Text(string name) => Arguments[name] is JsonValue value
        ? value.GetValueKind() switch
        {
            JsonValueKind.String => (string?)value,
            JsonValueKind.Number or JsonValueKind.True or JsonValueKind.False => value.ToJsonString(),
            _ => null,
        }
        : null;

    /// <summary>A boolean argument.</summary>
    public bool Flag(string name) => Text(name) is "true" or "1";

    /// <summary>A structured argument: JSON, or a string with JSON in it.</summary>
    /// <returns>Whether it could be read; null when it was not given.</returns>
    public bool TryJson(string name, out JsonNode? value)
    {
        value = Arguments[name];
        if (value is not JsonValue text || text.GetValueKind() != JsonValueKind.String)
        {
            return true;
        }

        try
        {
            value = JsonNode.Parse((string)text!);
            return true;
        }
        catch (JsonException)
        {
            return false;
        }
    }

    /// <summary>The conversation that the argument names and that the installation can know of.</summary>
    public SlackChannel? Channel(string name = "channel") => SlackChannel.Find(Text(name)) is { } channel && By.Reaches(channel.TeamId) ? channel : null;
}

/// <summary>A method of the Web API.</summary>
/// <param name="Name">The name.</param>
/// <param name="PerMinute">How often in a minute, by its tier.</param>
/// <param name="Scopes">The scopes; one of them is enough.</param>
/// <param name="Run">What it does.</param>
internal sealed record ApiMethod(string Name, int PerMinute, IReadOnlyList<string> Scopes, Func<ApiCall, JsonObject> Run)
{
    /// <summary>The number of calls in a minute of tier 1.</summary>
    public const int Tier1 = 1;

    /// <summary>Of tier 2.</summary>
    public const int Tier2 = 20;

    /// <summary>Of tier 3.</summary>
    public const int Tier3 = 50;

    /// <summary>Of tier 4.</summary>
    public const int Tier4 = 100;

    /// <summary>Whether it takes JSON; others read a query or a form alone.</summary>
    public bool TakesJson { get; init; } = true;

    /// <summary>Whose call it is.</summary>
    public ApiCaller Caller { get; init; } = ApiCaller.Bot;

    /// <summary>Whether it is limited by channel too.</summary>
    public bool IsPost { get; init; }
}

/// <summary>Who calls.</summary>
internal enum ApiCaller
{
    /// <summary>The bot.</summary>
    Bot,

    /// <summary>The app, by its app-level token.</summary>
    App,

    /// <summary>The client, by its id and secret.</summary>
    Client,
}

/// <summary>A call as it was recorded: no token, no secret, no code.</summary>
/// <param name="At">When.</param>
/// <param name="Method">The method, or <c>response_url</c>.</param>
/// <param name="Arguments">The arguments.</param>
/// <param name="Status">The HTTP status; 0 when the connection was broken off.</param>
/// <param name="Answer">The answer, without tokens.</param>
public sealed record SlackApiCall(DateTimeOffset At, string Method, JsonObject Arguments, int Status, JsonObject Answer)
{
    /// <summary>The workspace or organisation that the token was of.</summary>
    public string? Install { get; init; }

    /// <summary>The error, if it was one.</summary>
    public string? Error => (string?)Answer["error"];

    /// <summary>What struck it.</summary>
    public string? Fault { get; init; }
}
