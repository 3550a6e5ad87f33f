using System.Text.Json;

namespace TeamsAgent.Chat.Slack;

/// <summary>
/// Which installation something is for. The rules differ by what came: in shared channels and organisations, the workspace that a payload names
/// first may be somebody else's.
/// </summary>
internal static class SlackOrigin
{
    /// <summary>An event's: of the one authorization that Slack shows; the envelope's own <c>team_id</c> may be the other side's of a shared channel.</summary>
    public static string? OfEvent(JsonElement envelope)
    {
        var authorization = envelope.List("authorizations").FirstOrDefault();
        return authorization.ValueKind == JsonValueKind.Object
            ? Of(authorization.Flag("is_enterprise_install"), authorization.Id("team_id"), authorization.Id("enterprise_id"))
            : Of(false, envelope.Id("team_id"), envelope.Id("enterprise_id"));
    }

    /// <summary>An interaction's: where the app is installed, which for a modal is not the submitter's workspace.</summary>
    public static string? OfInteraction(JsonElement payload)
    {
        var enterprise = payload.Part("enterprise")?.Id("id") ?? payload.Part("team")?.Id("enterprise_id");
        var installed = payload.Part("view")?.Id("app_installed_team_id");
        return payload.Flag("is_enterprise_install") && enterprise is not null ? enterprise
            : installed ?? Of(payload.Flag("is_enterprise_install"), payload.Part("team")?.Id("id"), enterprise);
    }

    /// <summary>A command's; its flag is a word.</summary>
    public static string? OfCommand(Func<string, string?> field) =>
        Of(field("is_enterprise_install") == "true", SlackJsonReader.AsId(field("team_id")), SlackJsonReader.AsId(field("enterprise_id")));

    // Without a workspace it is the organisation's, whatever the flag says.
    private static string? Of(bool orgWide, string? team, string? enterprise) => orgWide || team is null ? enterprise : team;
}
