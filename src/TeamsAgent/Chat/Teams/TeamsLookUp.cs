using Microsoft.Bot.Connector;
using Microsoft.Bot.Schema;

namespace TeamsAgent.Chat.Teams;

/// <summary>What the roster says of an account.</summary>
internal sealed class TeamsLookUp(IHttpClientFactory clients)
{
    /// <summary>Looks one account up in a conversation of its tenant.</summary>
    public async Task<ChatAccount> OfAsync(Conversation via, string platformUserId, CancellationToken cancellationToken)
    {
        try
        {
            using var connector = TeamsAuthentication.Connector(clients, via.Route);
            var member = await ((Conversations)connector.Conversations).GetConversationMemberAsync(platformUserId, via.Id, cancellationToken);
            return new ChatAccount.Member(member.Name ?? "");
        }
        catch (ErrorResponseException failed)
        {
            return new ChatAccount.Unknown($"{(int)(failed.Response?.StatusCode ?? 0)}");
        }
        catch (HttpRequestException failed)
        {
            return new ChatAccount.Unknown($"The connector was not reached: {failed.HttpRequestError}.");
        }
    }
}
