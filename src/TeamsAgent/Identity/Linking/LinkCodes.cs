using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using TeamsAgent.Audit;
using TeamsAgent.Domain.People;
using TeamsAgent.Identity.Auth0;
using TeamsAgent.Requests;
using TeamsAgent.Storage;
using TeamsAgent.Storage.Rows;
using TeamsAgent.Words;

namespace TeamsAgent.Identity;

/// <summary>How a code that was typed in the chat was taken.</summary>
public enum LinkOutcome
{
    /// <summary>The accounts are linked.</summary>
    Linked,

    /// <summary>No link of this chat account waits for a code.</summary>
    NothingPending,

    /// <summary>The code's time is over.</summary>
    Expired,

    /// <summary>Another code.</summary>
    Wrong,

    /// <summary>Too many wrong ones; a new link is needed.</summary>
    TooManyWrong,

    /// <summary>The rules of linking do not allow it.</summary>
    Refused,
}

/// <summary>How a code was taken, and what to answer in the chat.</summary>
public sealed record LinkResult(LinkOutcome Outcome, string Sentence)
{
    /// <summary>Whose the chat account is now.</summary>
    public PersonId Person { get; init; }
}

/// <summary>Takes the code that a person types back in the private chat: the moment in which a link begins to count.</summary>
public sealed class LinkCodes(
    UnitOfWork work, RefreshTokenVault vault, Tickets tickets, JoinAccounts join, Secrets secrets, ResumeBlocked resume, Auth0Client auth0, Readers readers, IOptions<IdentityOptions> options,
    TimeProvider clock, ILogger<LinkCodes> logger)
{
    /// <summary>Whether a text might be a code; what is not need not be tried.</summary>
    public static bool LooksLikeCode(string text) => LinkCode.Read(text) is not null;

    /// <summary>
    /// Confirms a link, in one transaction that also marks the message as handled, with the answer. Only the chat account that asked can; what
    /// waited for the link goes on by itself.
    /// </summary>
    /// <exception cref="AlreadyHandledException">The same message was handled before.</exception>
    public async Task<LinkResult> ConfirmAsync(Person person, ChatIdentity chat, string code, string inboxKey, CancellationToken cancellationToken)
    {
        var (result, owner, replaced) = await Retry.LostRacesAsync(work, async () =>
        {
            var decided = await DecideAsync(person, chat, code, cancellationToken);
            work.MarkHandled(inboxKey, decided.Result.Sentence);
            await work.CommitAsync(cancellationToken);
            return decided;
        });
        Log.LinkCodeTaken(logger, person.Id.Value, result.Outcome);
        if (result.Outcome == LinkOutcome.Linked)
        {
            await RevokeAsync(replaced, cancellationToken);
            await resume.HandleAsync(owner, cancellationToken);
        }

        return result with { Person = owner };
    }

    private async Task<Decided> DecideAsync(Person person, ChatIdentity chat, string code, CancellationToken cancellationToken)
    {
        var (id, account, words) = (person.Id.Value, chat.ToString(), await readers.OfAsync(chat, null, cancellationToken));
        var pending = person.Chats.Contains(chat)
            ? await work.Db.Set<PendingLinkRow>().FirstOrDefaultAsync(p => p.PersonId == id && p.ChatIdentity == account && p.ClosedAt == null, cancellationToken)
            : null;
        if (pending is null)
        {
            return Only(new LinkResult(LinkOutcome.NothingPending, words.Text(IdentityKey.CodeNotAwaited)));
        }

        pending.Version++;
        if (clock.GetUtcNow() >= pending.ExpiresAt || secrets.Open(FinishLinkLogin.CodePurpose, pending.Id, pending.Code) is not { } wanted)
        {
            GiveUp(pending);
            return Only(new LinkResult(LinkOutcome.Expired, words.Text(IdentityKey.CodeExpired)));
        }

        return OneTimeSecret.Same(LinkCode.Read(code) ?? "", wanted)
            ? await LinkAsync(pending, words, cancellationToken)
            : Only(WrongCode(pending, words));

        Decided Only(LinkResult result) => new(result, person.Id, null);
    }

    private LinkResult WrongCode(PendingLinkRow pending, Language words)
    {
        pending.Attempts++;
        var left = options.Value.LinkCodeAttempts - pending.Attempts;
        work.Audit(Entry("link-code-wrong", pending, "A wrong code was typed to link a chat account."));
        if (left > 0)
        {
            return new LinkResult(LinkOutcome.Wrong, words.Counted(IdentityKey.CodeWrong, left));
        }

        GiveUp(pending);
        return new LinkResult(LinkOutcome.TooManyWrong, words.Text(IdentityKey.CodeTooManyWrong));
    }

    private async Task<Decided> LinkAsync(PendingLinkRow pending, Language words, CancellationToken cancellationToken)
    {
        if (await LinkRules.RefuseAsync(work.Db, pending.PersonId, pending.ChatIdentity, pending.Auth0User, cancellationToken) is { } refused)
        {
            return Nothing(LinkOutcome.Refused, $"{refused.SentenceIn(words)} {refused.NextIn(words)}");
        }

        // Somebody who is known from elsewhere: one Auth0 user is one person.
        var row = await work.Db.Set<PersonRow>().FirstOrDefaultAsync(p => p.Auth0User == pending.Auth0User && p.Id != pending.PersonId, cancellationToken)
            ?? await work.Db.Set<PersonRow>().FirstAsync(p => p.Id == pending.PersonId, cancellationToken);
        var owner = PersonId.Parse(row.Id);
        var replaced = await vault.ReadAsync(owner, cancellationToken);
        if (!await vault.KeepAsync(pending, owner, cancellationToken))
        {
            return Nothing(LinkOutcome.Expired, words.Text(IdentityKey.LinkUnreadable));
        }

        if (row.Id != pending.PersonId)
        {
            await join.HandleAsync(pending.PersonId, row.Id, pending.ChatIdentity, cancellationToken);
        }

        row.Auth0User = pending.Auth0User;
        // What is not verified proves nothing: groups go by this address.
        row.VerifiedEmail = pending is { EmailVerified: true, Email: { Length: > 0 } email } ? email.ToLowerInvariant() : null;
        (pending.Confirmed, pending.Code, pending.ClosedAt) = (true, "", clock.GetUtcNow());
        await tickets.CloseAsync(pending.TicketHash, cancellationToken);
        work.Audit(Entry("account-linked", pending, "A chat account was linked with an Auth0 user."));
        var linked = row.VerifiedEmail is { } address
            ? words.Text(IdentityKey.LinkedWithEmail, ("name", Pages.Shown.Line(pending.Name)), ("email", Pages.Shown.Line(address)))
            : words.Text(IdentityKey.LinkedWith, ("name", Pages.Shown.Line(pending.Name)));
        return new Decided(new LinkResult(LinkOutcome.Linked, linked), owner, replaced);

        Decided Nothing(LinkOutcome outcome, string sentence)
        {
            GiveUp(pending);
            return new Decided(new LinkResult(outcome, sentence), PersonId.Parse(pending.PersonId), null);
        }
    }

    private void GiveUp(PendingLinkRow pending) => (pending.ClosedAt, pending.Code) = (clock.GetUtcNow(), "");

    private AuditEntry Entry(string kind, PendingLinkRow pending, string sentence) => new(kind, clock.GetUtcNow(), null, pending.PersonId, sentence,
        Details: new Dictionary<string, string> { ["auth0_user"] = pending.Auth0User, ["chat"] = pending.ChatIdentity });

    // The earlier link's token would work for ever.
    private async Task RevokeAsync(RefreshToken? replaced, CancellationToken cancellationToken)
    {
        if (replaced is not null && !await auth0.RevokeAsync(replaced, cancellationToken))
        {
            Log.RevocationFailed(logger);
        }
    }

    private sealed record Decided(LinkResult Result, PersonId Person, RefreshToken? Replaced);
}
