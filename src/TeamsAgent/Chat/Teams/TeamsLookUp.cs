using System.Net;
using System.Runtime.Serialization;
using Microsoft.Bot.Connector;
using Microsoft.Bot.Schema;
using Newtonsoft.Json.Linq;
using TeamsAgent.Chat.Teams.Credentials;

namespace TeamsAgent.Chat.Teams;

/// <summary>
/// What the roster says of an account today (Teams, "Get details of a single member"). One account a question, never the whole roster: the
/// limits are low. Who asks keeps the answers.
/// </summary>
internal sealed class TeamsLookUp(IHttpClientFactory clients)
{
    private const string Guest = "#EXT#";

    // What a person of the team itself can be there. Anything else, guests and whatever comes later, is let in from outside.
    private static readonly HashSet<string> Own = new(StringComparer.OrdinalIgnoreCase) { "", "user", "member", "owner", "admin" };

    /// <summary>Looks one account up in a conversation of its tenant.</summary>
    public async Task<ChatAccount> OfAsync(Conversation via, string platformUserId, CancellationToken cancellationToken)
    {
        try
        {
            using var connector = TeamsAuthentication.Connector(clients, via.Route);
            var member = await ((Conversations)connector.Conversations).GetConversationMemberAsync(platformUserId, Unthreaded(via.Id), cancellationToken);
            return Of(member, via.Tenant, platformUserId);
        }
        catch (ErrorResponseException failed)
        {
            return Of(failed);
        }
        catch (HttpRequestException failed)
        {
            return new ChatAccount.Unknown($"The connector was not reached: {failed.HttpRequestError}.");
        }
        catch (Exception failed) when (failed is SerializationException or Newtonsoft.Json.JsonException)
        {
            return new ChatAccount.Unknown("The connector's answer cannot be read.");
        }
        catch (BotTokenException failed)
        {
            return new ChatAccount.Unknown(failed.Message);
        }
        catch (ServiceHostException refused)
        {
            return new ChatAccount.Unknown(refused.Message);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return new ChatAccount.Unknown("The connector took too long.");
        }
    }

    // The roster is the channel's, not the thread's.
    private static string Unthreaded(string conversation) => conversation.Split(";messageid=")[0];

    private static ChatAccount Of(ChannelAccount? member, string tenant, string platformUserId)
    {
        if (member is null || member.Id != platformUserId)
        {
            return new ChatAccount.Unknown("The connector told of another account.");
        }

        var (role, home, principal) = (Text(member, "userRole") ?? member.Role ?? "", Text(member, "tenantId"), Text(member, "userPrincipalName"));
        return !Own.Contains(role) ? new ChatAccount.Outsider($"The roster says: {Short(role)}.")
            : home is { Length: > 0 } && !home.Equals(tenant, StringComparison.OrdinalIgnoreCase) ? new ChatAccount.Outsider("The account is of another tenant.")
            : principal?.Contains(Guest, StringComparison.OrdinalIgnoreCase) == true ? new ChatAccount.Outsider("The account was let in from another tenant.")
            : new ChatAccount.Member(member.Name ?? "");
    }

    private static ChatAccount Of(ErrorResponseException failed)
    {
        var (status, code) = (failed.Response?.StatusCode ?? 0, ConnectorErrors.Code(failed));
        return code switch
        {
            "MemberNotFoundInConversation" or "UserNotFound" or "NotFound" => new ChatAccount.Nobody($"The roster does not know the account: {code}."),
            "" when status == HttpStatusCode.NotFound => new ChatAccount.Nobody("The roster does not know the account."),
            _ => new ChatAccount.Unknown($"{(int)status} {code}"),
        };
    }

    private static string? Text(ChannelAccount member, string name) =>
        member.Properties?.GetValue(name, StringComparison.OrdinalIgnoreCase) is { Type: JTokenType.String } text ? text.Value<string>() : null;

    // The platform's own word, and no more of what it sent.
    private static string Short(string word) => word is { Length: > 0 and <= 60 } && word.All(char.IsLetterOrDigit) ? word : "something else";
}
