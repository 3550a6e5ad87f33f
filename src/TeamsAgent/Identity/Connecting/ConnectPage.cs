using Microsoft.Extensions.Options;
using TeamsAgent.Domain.People;
using TeamsAgent.Domain.Plans;
using TeamsAgent.Identity.Auth0;
using TeamsAgent.Identity.Pages;
using TeamsAgent.Requests;
using TeamsAgent.Storage.Rows;

namespace TeamsAgent.Identity;

/// <summary>The page behind a link to connect a provider's account.</summary>
internal sealed class ConnectPage(PersonStore people, WantedScopes wanted, SignIns signIns, IOptions<Auth0Options> options) : ITicketPage
{
    public static TicketKind Kind => TicketKind.Connect;

    public async Task<TicketView> ViewAsync(TicketRow ticket, CancellationToken cancellationToken)
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
        return new TicketView.Open($"Connect {provider}", Body(person, provider, scopes), $"Continue to {provider}", new SignInStart(
            "openid", again ? new Dictionary<string, string> { ["prompt"] = "login" } : []));
    }

    private static Html Body(Person person, string provider, IReadOnlyList<ScopeNeed> scopes) => Html.Of($"""
        <p>You connect a {provider} account for</p>
        <p class="who">{Shown.Line(person.Name)}</p>
        <p>First you log in with the account that is linked with your chat account; then {provider} asks you for your consent. The access is kept in the identity
        provider's vault. It is used only for actions that were approved.</p>
        {Scopes(scopes)}
        <p class="warning">If this is not you, or the link did not come from the bot in your own private chat, close this page.</p>
        """);

    private static Html Scopes(IReadOnlyList<ScopeNeed> scopes) => scopes.Count == 0
        ? default
        : Html.Of($"<p>What waits for it needs:</p><ul>{Html.Join(scopes.Select(scope => Html.Of($"<li>{scope.Meaning} <code>{Shown.Line(scope.Name)}</code></li>")))}</ul>");
}

/// <summary>Names of connections for people.</summary>
internal static class ConnectionTitle
{
    public static string Of(Auth0Options options, string connection) => options.Connection(connection).Title is { Length: > 0 } title ? title : Shown.Line(connection);
}
