using TeamsAgent.Domain.People;
using TeamsAgent.Domain.Requests;

namespace TeamsAgent.Chat;

/// <summary>Who sent an inbound message, as the platform vouches for it.</summary>
/// <param name="Identity">The platform, the tenant and the account.</param>
/// <param name="Name">The name to show; never used to decide anything.</param>
/// <param name="PlatformUserId">The platform's id to write to the account.</param>
/// <param name="TimeZone">The account's IANA zone, if the platform said it.</param>
/// <param name="Locale">The account's language, if the platform said it.</param>
public sealed record Sender(ChatIdentity Identity, string Name, string PlatformUserId, string? TimeZone, string? Locale);

/// <summary>Words that somebody addressed to the bot.</summary>
/// <param name="InboxKey">The inbound message's row.</param>
/// <param name="From">Who.</param>
/// <param name="Place">Where, thread included.</param>
/// <param name="Text">The words without the mention of the bot; untrusted text.</param>
public sealed record ChatMessage(string InboxKey, Sender From, Place Place, string Text);

/// <summary>A press on a card. All of it but the sender and the place is whatever the sender's client chose to send.</summary>
/// <param name="InboxKey">The inbound message's row.</param>
/// <param name="From">Who.</param>
/// <param name="Place">Where.</param>
/// <param name="MessageId">The message whose card was pressed, as the platform says.</param>
/// <param name="Verb">What the button says.</param>
/// <param name="RequestId">The request that the card says it is of.</param>
/// <param name="Nonce">What the card proves its age with.</param>
/// <param name="Plan">The hash of the plan on the card.</param>
/// <param name="Step">The step's index, where one is meant.</param>
/// <param name="Reason">The reason that was typed.</param>
public sealed record CardPress(
    string InboxKey, Sender From, Place Place, string? MessageId, string? Verb, string? RequestId, string? Nonce, string? Plan, int? Step, string? Reason);
