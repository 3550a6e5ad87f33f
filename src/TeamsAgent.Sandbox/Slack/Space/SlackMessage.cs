using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using TeamsAgent.Sandbox.Slack.Blocks;

namespace TeamsAgent.Sandbox.Slack;

/// <summary>A message as Slack keeps it: escaped, with everything that it once was.</summary>
public sealed record SlackMessage
{
    /// <summary>The conversation.</summary>
    public required string Channel { get; init; }

    /// <summary>The id, which is a time; never a number.</summary>
    public required string Ts { get; init; }

    /// <summary>The message that begins the thread, if it stands in one.</summary>
    public string? ThreadTs { get; init; }

    /// <summary>The sender's user id; empty for a workflow.</summary>
    public required string User { get; init; }

    /// <summary>The sender's bot id, if a bot.</summary>
    public string? BotId { get; init; }

    /// <summary>The text, escaped.</summary>
    public string Text { get; init; } = "";

    /// <summary>The blocks, their texts escaped; null for none.</summary>
    public JsonArray? Blocks { get; init; }

    /// <summary>The metadata, which everybody in the workspace can read.</summary>
    public JsonObject? Metadata { get; init; }

    /// <summary>The only person who sees it; null for a message that stays.</summary>
    public string? OnlyFor { get; init; }

    /// <summary>What it was before, oldest first.</summary>
    public IReadOnlyList<SlackMessage> Earlier { get; init; } = [];

    /// <summary>Set once it was deleted.</summary>
    public bool Deleted { get; init; }

    /// <summary>Whether the app wrote it.</summary>
    [JsonIgnore]
    public bool IsFromApp => BotId == SlackTeam.BotId;

    /// <summary>Everything of it that a reader sees, line by line, as plain words.</summary>
    [JsonIgnore]
    public string Seen => VisibleText.Of(this);

    /// <summary>The element (button, select, input) with an action id, with its block.</summary>
    public (JsonObject Element, JsonObject Block)? Find(string actionId) => BlockTree.Find(Blocks, actionId);
}
