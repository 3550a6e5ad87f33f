namespace TeamsAgent.Chat;

/// <summary>A verified inbound message, as the inbox keeps it.</summary>
/// <param name="Key">The platform's own id with what makes it unique: <c>teams|conversation|activity id|type</c>.</param>
/// <param name="Channel">The platform.</param>
/// <param name="Conversation">Messages of one conversation are handled in the order in which they came.</param>
/// <param name="Payload">The verified body as it came.</param>
/// <param name="AnsweredLive">
/// True for a press: it is handled by whoever stored it, inside the platform's request. What a crash leaves of it is closed without an effect,
/// since the person saw it fail.
/// </param>
public sealed record InboxMessage(string Key, string Channel, string Conversation, string Payload, bool AnsweredLive);

/// <summary>What became of storing a message.</summary>
/// <param name="IsNew">False when the platform delivered it before.</param>
/// <param name="Done">Whether it was handled.</param>
/// <param name="Answer">The answer that was given then, if one was kept.</param>
public sealed record InboxReceipt(bool IsNew, bool Done, string? Answer);

/// <summary>The message could not be stored, so it must not be acknowledged.</summary>
public sealed class NotStoredException(string why, Exception? inner = null) : Exception(why, inner);
