using TeamsAgent.Domain.People;
using TeamsAgent.Identity.Pages;
using TeamsAgent.Requests;
using TeamsAgent.Storage.Rows;

namespace TeamsAgent.Identity;

/// <summary>The page behind a link to link a chat account.</summary>
internal sealed class LinkPage(PersonStore people) : ITicketPage
{
    public static TicketKind Kind => TicketKind.Link;

    public async Task<TicketView> ViewAsync(TicketRow ticket, CancellationToken cancellationToken)
    {
        var person = await people.GetAsync(PersonId.Parse(ticket.PersonId), cancellationToken);
        return person.Blocked
            ? new TicketView.Closed(Ending.PersonBlocked)
            : new TicketView.Open("Link your chat account", Body(person, ChatName.Of(ticket.ChatIdentity!)), "Log in and link", new SignInStart(
                "openid profile email offline_access", new Dictionary<string, string> { ["prompt"] = "login" }));
    }

    private static Html Body(Person person, string platform) => Html.Of($"""
        <p>This link was made for the {platform} account of</p>
        <p class="who">{Shown.Line(person.Name)}</p>
        <p>You log in next. After that you get a code to type into your private chat with the bot; the link counts only then.</p>
        <p class="warning">If this is not you, or the link did not come from the bot in your own private chat, close this page.</p>
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
