using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using TeamsAgent.Domain.People;
using TeamsAgent.Identity.Pages;
using TeamsAgent.Requests;
using TeamsAgent.Storage;
using TeamsAgent.Storage.Rows;

namespace TeamsAgent.Identity;

/// <summary>Shows who is about to be linked with whom, and the code for the chat.</summary>
internal sealed class LinkCodePage(UnitOfWork work, PersonStore people, Secrets secrets, PageWriter pages, TimeProvider clock)
{
    public async Task<IResult> ShowAsync(SignInRow row, CancellationToken cancellationToken)
    {
        var pending = await work.Db.Set<PendingLinkRow>().AsNoTracking().FirstOrDefaultAsync(p => p.Id == row.Id, cancellationToken);
        return pending switch
        {
            { Confirmed: true } => pages.Page("Your chat account is linked", Html.Of($"<p>The code was typed in the chat; the accounts are linked now.</p><p>You may close this page.</p>")),
            { ClosedAt: null } when clock.GetUtcNow() < pending.ExpiresAt && secrets.Open(FinishLinkLogin.CodePurpose, pending.Id, pending.Code) is { } code =>
                Code(pending, await people.GetAsync(PersonId.Parse(pending.PersonId), cancellationToken), LinkCode.Print(code)),
            _ => pages.Problem(Ending.LinkExpired, Reference.Of(row.Id)),
        };
    }

    private ContentHttpResult Code(PendingLinkRow pending, Person person, string code)
    {
        var minutes = Math.Max(1, (int)(pending.ExpiresAt - clock.GetUtcNow()).TotalMinutes);
        var email = pending.Email is { } address ? $"{address}{(pending.EmailVerified ? "" : " (not verified)")}" : "no e-mail address";
        return pages.Page(Ending.LinkCode.Title, Html.Of($"""
            <dl class="pair">
            <dt>You logged in as</dt><dd class="who">{Shown.Line(pending.Name)}</dd><dd>{Shown.Line(email)}</dd>
            <dt>To be linked with the {ChatName.Of(pending.ChatIdentity)} account of</dt><dd class="who">{Shown.Line(person.Name)}</dd>
            </dl>
            <p>If both are you, type this code into your private chat with the bot, within {minutes} minutes:</p>
            <p class="code" id="code">{code}</p>
            <p class="warning">If the second one is not you, close this page and give the code to nobody: whoever has it could act with your accounts.</p>
            """));
    }
}
