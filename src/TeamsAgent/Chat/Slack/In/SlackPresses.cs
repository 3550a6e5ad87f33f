using TeamsAgent.Domain.People;
using TeamsAgent.Domain.Requests;

namespace TeamsAgent.Chat.Slack;

/// <summary>Turns in the words of the folder above.</summary>
internal static class SlackPresses
{
    /// <summary>Where a turn happened.</summary>
    public static Place PlaceOf(SlackTurn turn, SlackInstallation installation) =>
        new(SlackPlatform.Name, installation.Tenant, turn.Conversation, SlackConversationId.IsDirect(turn.Channel));

    /// <summary>A press on a card.</summary>
    public static CardPress Of(SlackTurn turn, string inboxKey, SlackInstallation installation, Sender from) => new(
        inboxKey, from, PlaceOf(turn, installation), turn.Message, turn.Verb, turn.Press?.RequestId, turn.Press?.Nonce, turn.Press?.Plan, turn.Press?.Step, turn.Reason);

    /// <summary>Somebody of whom only the account is known.</summary>
    public static Sender Nameless(SlackTurn turn, SlackInstallation installation) =>
        new(new ChatIdentity(SlackPlatform.Name, installation.Tenant, turn.User), "Somebody", turn.User, null, null);
}
