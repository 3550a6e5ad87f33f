using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using TeamsAgent.Sandbox.Slack.Blocks;

namespace TeamsAgent.Sandbox.Slack;

/// <summary>A modal or a Home tab that somebody has before them.</summary>
public sealed record SlackView
{
    /// <summary>The id (<c>V…</c>).</summary>
    public required string Id { get; init; }

    /// <summary>Whose.</summary>
    public required string User { get; init; }

    /// <summary>The workspace in which the app was installed.</summary>
    public required string TeamId { get; init; }

    /// <summary>The fields that the app gave, their texts escaped.</summary>
    public required JsonObject Content { get; init; }

    /// <summary>Changes with every change.</summary>
    public required string Hash { get; init; }

    /// <summary>The first view of the stack.</summary>
    public required string RootId { get; init; }

    /// <summary>The view below.</summary>
    public string? PreviousId { get; init; }

    /// <summary>Everything of it that a reader sees, line by line.</summary>
    [JsonIgnore]
    public string Seen => VisibleText.Of(Content);

    /// <summary>The blocks.</summary>
    [JsonIgnore]
    public JsonArray Blocks => Content["blocks"] as JsonArray ?? [];

    /// <summary>The view as methods and payloads say it.</summary>
    /// <param name="values">What was typed and chosen.</param>
    public JsonObject ToJson(JsonObject? values = null) => new()
    {
        ["id"] = Id,
        ["team_id"] = TeamId,
        ["app_id"] = People.SlackAppId,
        ["app_installed_team_id"] = TeamId,
        ["bot_id"] = SlackTeam.BotId,
        ["type"] = Content["type"]!.DeepClone(),
        ["title"] = Content["title"]?.DeepClone(),
        ["submit"] = Content["submit"]?.DeepClone(),
        ["close"] = Content["close"]?.DeepClone(),
        ["blocks"] = Blocks.DeepClone(),
        ["private_metadata"] = Content["private_metadata"]?.DeepClone() ?? "",
        ["callback_id"] = Content["callback_id"]?.DeepClone() ?? "",
        ["external_id"] = Content["external_id"]?.DeepClone() ?? "",
        ["clear_on_close"] = Content["clear_on_close"]?.DeepClone() ?? false,
        ["notify_on_close"] = Content["notify_on_close"]?.DeepClone() ?? false,
        ["state"] = new JsonObject { ["values"] = values?.DeepClone() ?? new JsonObject() },
        ["hash"] = Hash,
        ["root_view_id"] = RootId,
        ["previous_view_id"] = PreviousId,
    };
}
