using TeamsAgent.Domain.People;
using TeamsAgent.Identity.Pages;
using TeamsAgent.Requests;
using TeamsAgent.Storage.Rows;
using TeamsAgent.Words;

namespace TeamsAgent.Identity;

/// <summary>The page behind a link to link a chat account.</summary>
internal sealed class LinkPage(PersonStore people) : ITicketPage
{
    public static TicketKind Kind => TicketKind.Link;

    public async Task<TicketView> ViewAsync(TicketRow ticket, Language words, CancellationToken cancellationToken)
    {
        var person = await people.GetAsync(PersonId.Parse(ticket.PersonId), cancellationToken);
        return person.Blocked
            ? new TicketView.Closed(Ending.PersonBlocked)
            : new TicketView.Open(words.Text(PageKey.LinkTitle), Body(person, ChatName.Of(ticket.ChatIdentity!), words), words.Text(PageKey.LinkButton), new SignInStart(
                "openid profile email offline_access", new Dictionary<string, string> { ["prompt"] = "login" }));
    }

    private static Html Body(Person person, string platform, Language words) => Html.Of($"""
        <p>{words.Text(PageKey.LinkFor, ("platform", platform))}</p>
        <p class="who">{Shown.Line(person.Name)}</p>
        <p>{words.Text(PageKey.LinkNext)}</p>
        <p class="warning">{words.Text(PageKey.NotYou)}</p>
        """);
}

/// <summary>Names of chat platforms for people.</summary>
internal static class ChatName
{
    public static string Of(string identity) => ChatIdentity.Parse(identity).Channel switch
    {
        "teams" => "Teams",
        "slack" => "Slack",
        var other => Shown.Line(other),
    };
}
