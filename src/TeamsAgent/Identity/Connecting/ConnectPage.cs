using Microsoft.Extensions.Options;
using TeamsAgent.Domain.People;
using TeamsAgent.Domain.Plans;
using TeamsAgent.Identity.Auth0;
using TeamsAgent.Identity.Pages;
using TeamsAgent.Requests;
using TeamsAgent.Storage.Rows;
using TeamsAgent.Words;

namespace TeamsAgent.Identity;

/// <summary>The page behind a link to connect a provider's account.</summary>
internal sealed class ConnectPage(PersonStore people, WantedScopes wanted, SignIns signIns, IOptions<Auth0Options> options) : ITicketPage
{
    public static TicketKind Kind => TicketKind.Connect;

    public async Task<TicketView> ViewAsync(TicketRow ticket, Language words, CancellationToken cancellationToken)
    {
        var person = await people.GetAsync(PersonId.Parse(ticket.PersonId), cancellationToken);
        if (person.Blocked || person.Auth0User is null)
        {
            return new TicketView.Closed(person.Blocked ? Ending.PersonBlocked : Ending.NotLinked);
        }

        var provider = ConnectionTitle.Of(options.Value, ticket.Connection!);
        var scopes = await wanted.FindAsync(ticket, cancellationToken);
        // Whoever is logged in at the tenant in this browser will do, if it is the linked user; after a mismatch the person gets to choose.
        var again = await signIns.SomebodyElseTriedAsync(ticket.Hash, cancellationToken);
        return new TicketView.Open(
            words.Text(PageKey.ConnectTitle, ("provider", provider)), Body(person, provider, scopes, words), words.Text(PageKey.ConnectButton, ("provider", provider)), new SignInStart(
            "openid", again ? new Dictionary<string, string> { ["prompt"] = "login" } : []));
    }

    private static Html Body(Person person, string provider, IReadOnlyList<ScopeNeed> scopes, Language words) => Html.Of($"""
        <p>{words.Text(PageKey.ConnectFor, ("provider", provider))}</p>
        <p class="who">{Shown.Line(person.Name)}</p>
        <p>{words.Text(PageKey.ConnectHow, ("provider", provider))}</p>
        {Scopes(scopes, words)}
        <p class="warning">{words.Text(PageKey.NotYou)}</p>
        """);

    private static Html Scopes(IReadOnlyList<ScopeNeed> scopes, Language words) => scopes.Count == 0
        ? default
        : Html.Of($"<p>{words.Text(PageKey.ConnectNeeds)}</p><ul>{Html.Join(scopes.Select(scope => Html.Of($"<li>{scope.Meaning} <code>{Shown.Line(scope.Name)}</code></li>")))}</ul>");
}

/// <summary>Names of connections for people.</summary>
internal static class ConnectionTitle
{
    public static string Of(Auth0Options options, string connection) => options.Connection(connection).Title is { Length: > 0 } title ? title : Shown.Line(connection);
}
