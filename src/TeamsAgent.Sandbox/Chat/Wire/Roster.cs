namespace TeamsAgent.Sandbox.Chat.Wire;

/// <summary>Who is where: members of conversations, the team and its channels, as the Connector tells a bot.</summary>
internal sealed class Roster(ConnectorFaults faults, Accounts accounts)
{
    private const int SmallestPage = 50;
    private const int LargestPage = 500;

    public void Map(IEndpointRouteBuilder v3)
    {
        v3.MapGet("/conversations/{cid}/members", (string cid) => In(cid, members => Results.Json(members.Select(Account))));
        v3.MapGet("/conversations/{cid}/pagedmembers", (string cid, int? pageSize, string? continuationToken) =>
            In(cid, members => Page(members, Math.Clamp(pageSize ?? LargestPage, SmallestPage, LargestPage), continuationToken)));
        v3.MapGet("/conversations/{cid}/members/{id}", (string cid, string id) => In(cid, members => Member(members, id)));
        v3.MapGet("/conversations/{cid}/activities/{aid}/members", (string cid) => In(cid, members => Results.Json(members.Select(Account))));
        v3.MapGet("/teams/{id}", (string id) => OfTeam(id, Results.Json(new
        {
            id, name = Conversation.TeamName, aadGroupId = Conversation.TeamGroupId, channelCount = 1, memberCount = People.All.Count,
        })));
        v3.MapGet("/teams/{id}/conversations", (string id) => OfTeam(id, Results.Json(new { conversations = new[] { new { id, name = (string?)null } } })));
    }

    /// <summary>The conversation that an id names, if the bot may use it; otherwise the refusal.</summary>
    public IResult? Refusal(string cid, out Conversation where)
    {
        var found = Conversation.Of(cid);
        where = found ?? Conversation.General;
        return found switch
        {
            null => ConnectorAnswers.NoConversation(),
            { Type: "channel" } when faults.BotRemoved => ConnectorAnswers.NotInRoster(),
            { Person: { } owner } when faults.Blocked.Contains(owner) => ConnectorAnswers.Error(403, "ConversationBlockedByUser", "User blocked the conversation with the bot."),
            _ => null,
        };
    }

    private IResult In(string cid, Func<IReadOnlyList<SandboxPerson>, IResult> answer) =>
        Refusal(cid, out var where) ?? answer([.. People.All.Where(person => where.Includes(person) && !accounts.IsDeactivated(person))]);

    private IResult OfTeam(string id, IResult answer) => id switch
    {
        not Conversation.TeamId => ConnectorAnswers.Error(404, "TeamNotFound", "Team not found."),
        _ when faults.BotRemoved => ConnectorAnswers.NotInRoster(),
        _ => answer,
    };

    private IResult Page(IReadOnlyList<SandboxPerson> members, int size, string? token)
    {
        var start = 0;
        if (token is not null && (!int.TryParse(token, out start) || start < 1 || start >= members.Count))
        {
            return ConnectorAnswers.BadArgument("The continuation token is not valid.");
        }

        var rest = start + size < members.Count ? (start + size).ToString(System.Globalization.CultureInfo.InvariantCulture) : null;
        return Results.Json(new { members = members.Skip(start).Take(size).Select(Account), continuationToken = rest });
    }

    private IResult Member(IReadOnlyList<SandboxPerson> members, string id) =>
        members.FirstOrDefault(person => id == person.TeamsId || id.Equals(person.AadObjectId, StringComparison.OrdinalIgnoreCase) || id.Equals(person.Email, StringComparison.OrdinalIgnoreCase)) is { } person
            ? Results.Json(Account(person))
            : ConnectorAnswers.Error(400, "MemberNotFoundInConversation", "The member is not part of the conversation.");

    private object Account(SandboxPerson person) => accounts.Shown(person);
}
