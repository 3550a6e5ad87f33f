using Microsoft.Extensions.Options;
using TeamsAgent.Identity.Auth0;
using TeamsAgent.Identity.Pages;
using TeamsAgent.Storage.Rows;

namespace TeamsAgent.Identity;

/// <summary>
/// Between the login and the provider. A page with a link and not a redirect: browsers hold a form's redirects to the hosts that the page
/// named, and a provider's host is not ours to name.
/// </summary>
internal sealed class ContinuePage(Secrets secrets, PageWriter pages)
{
    public IResult Show(SignInRow row) =>
        secrets.Open(BeginConnect.Purpose, row.Id, row.ConnectSecret!)?.Split('\n') is [_, _, var uri]
            ? pages.Page("You are logged in", Html.Of($"""
                <p>The last step is at the provider. You have about five minutes for it.</p>
                <p><a class="button" id="continue" rel="noreferrer" href="{new Uri(uri)}">Continue to the provider</a></p>
                """))
            : pages.Problem(Ending.Interrupted, Reference.Of(row.Id));
}
