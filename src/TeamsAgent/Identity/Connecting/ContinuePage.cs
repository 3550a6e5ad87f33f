using Microsoft.Extensions.Options;
using TeamsAgent.Identity.Auth0;
using TeamsAgent.Identity.Pages;
using TeamsAgent.Storage.Rows;
using TeamsAgent.Words;

namespace TeamsAgent.Identity;

/// <summary>
/// Between the login and the provider. A page with a link and not a redirect: browsers hold a form's redirects to the hosts that the page
/// named, and a provider's host is not ours to name.
/// </summary>
internal sealed class ContinuePage(Secrets secrets, PageWriter pages)
{
    public IResult Show(SignInRow row, Language words) =>
        secrets.Open(BeginConnect.Purpose, row.Id, row.ConnectSecret!)?.Split('\n') is [_, _, var uri]
            ? pages.Page(words, words.Text(PageKey.ContinueTitle), Html.Of($"""
                <p>{words.Text(PageKey.Continue)}</p>
                <p><a class="button" id="continue" rel="noreferrer" href="{new Uri(uri)}">{words.Text(PageKey.ContinueButton)}</a></p>
                """))
            : pages.Problem(words, Ending.Interrupted, Reference.Of(row.Id));
}
