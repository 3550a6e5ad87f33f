namespace TeamsAgent.Domain.Requests;

/// <summary>Where something was asked.</summary>
/// <param name="Channel">The platform: <c>teams</c>, <c>slack</c>.</param>
/// <param name="Tenant">The platform's tenant or team.</param>
/// <param name="Conversation">The platform's conversation id, thread included.</param>
/// <param name="Personal">True for a chat between the person and the bot alone.</param>
public sealed record Place(string Channel, string Tenant, string Conversation, bool Personal);
