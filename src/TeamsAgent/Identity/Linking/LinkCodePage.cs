using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using TeamsAgent.Domain.People;
using TeamsAgent.Identity.Pages;
using TeamsAgent.Requests;
using TeamsAgent.Storage;
using TeamsAgent.Storage.Rows;
using TeamsAgent.Words;

namespace TeamsAgent.Identity;

/// <summary>Shows who is about to be linked with whom, and the code for the chat.</summary>
internal sealed class LinkCodePage(UnitOfWork work, PersonStore people, Secrets secrets, PageWriter pages, TimeProvider clock)
{
    public async Task<IResult> ShowAsync(SignInRow row, Language words, CancellationToken cancellationToken)
    {
        var pending = await work.Db.Set<PendingLinkRow>().AsNoTracking().FirstOrDefaultAsync(p => p.Id == row.Id, cancellationToken);
        return pending switch
        {
            { Confirmed: true } => pages.Page(words, words.Text(PageKey.LinkedTitle), Html.Of($"<p>{words.Text(PageKey.Linked)}</p><p>{words.Text(PageKey.MayClose)}</p>")),
            { ClosedAt: null } when clock.GetUtcNow() < pending.ExpiresAt && secrets.Open(FinishLinkLogin.CodePurpose, pending.Id, pending.Code) is { } code =>
                Code(pending, await people.GetAsync(PersonId.Parse(pending.PersonId), cancellationToken), LinkCode.Print(code), words),
            _ => pages.Problem(words, Ending.LinkExpired, Reference.Of(row.Id)),
        };
    }

    private ContentHttpResult Code(PendingLinkRow pending, Person person, string code, Language words)
    {
        var minutes = Math.Max(1, (int)(pending.ExpiresAt - clock.GetUtcNow()).TotalMinutes);
        var email = pending switch
        {
            { Email: null } => words.Text(PageKey.NoEmail),
            { EmailVerified: true } => Shown.Line(pending.Email),
            _ => words.Text(PageKey.NotVerified, ("email", Shown.Line(pending.Email))),
        };
        return pages.Page(words, Ending.LinkCode.TitleIn(words), Html.Of($"""
            <dl class="pair">
            <dt>{words.Text(PageKey.LoggedInAs)}</dt><dd class="who">{Shown.Line(pending.Name)}</dd><dd>{email}</dd>
            <dt>{words.Text(PageKey.ToBeLinkedWith, ("platform", ChatName.Of(pending.ChatIdentity)))}</dt><dd class="who">{Shown.Line(person.Name)}</dd>
            </dl>
            <p>{words.Counted(PageKey.TypeCode, minutes)}</p>
            <p class="code" id="code">{code}</p>
            <p class="warning">{words.Text(PageKey.KeepCode)}</p>
            """));
    }
}
