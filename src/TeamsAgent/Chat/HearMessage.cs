using Microsoft.EntityFrameworkCore;
using TeamsAgent.Domain.People;
using TeamsAgent.Domain.Requests;
using TeamsAgent.Identity;
using TeamsAgent.Planning;
using TeamsAgent.Requests;
using TeamsAgent.Storage;
using TeamsAgent.Storage.Rows;

namespace TeamsAgent.Chat;

/// <summary>
/// Words that somebody addressed to the bot: a command of its own, a code that was asked for, or something for the agent. Words never decide
/// anything on a request, except that whoever asked may take it back.
/// </summary>
public sealed class HearMessage(
    UnitOfWork work, Scopes scopes, PersonStore people, Notes notes, AskAgent agent, LinkCodes codes, TakeBack takeBack, Overview overview, Connections connections,
    Unlink unlink, ConnectedAccounts accounts)
{
    /// <summary>Does what the words ask for, in one transaction that also marks them as handled.</summary>
    /// <exception cref="AlreadyHandledException">The same words were handled before.</exception>
    public async Task HandleAsync(ChatMessage message, CancellationToken cancellationToken)
    {
        var (from, place) = (message.From, message.Place);
        var person = await people.FindOrAddAsync(from.Identity, from.Name, from.PlatformUserId, from.TimeZone, from.Locale, cancellationToken);
        switch (ChatCommand.Read(message.Text, place.Personal))
        {
            case ChatCommand.Code code when !person.Blocked && (code.IsNoWord || await AwaitsCodeAsync(person, cancellationToken)):
                await ConfirmAsync(code, person, message, cancellationToken);
                return;
            case ChatCommand.Ask or ChatCommand.Code:
                await agent.HandleAsync(new Heard(message.InboxKey, person, place, message.Text.Trim(), from.TimeZone, from.Locale), cancellationToken);
                return;
            case ChatCommand.Withdraw withdraw:
                await takeBack.HandleAsync(withdraw.Number, person, place, message.InboxKey, cancellationToken);
                return;
            case ChatCommand.Unlink when !person.Blocked:
                await TellAsync(person.Id, place, await unlink.HandleAsync(person, from.Identity, message.InboxKey, cancellationToken), cancellationToken);
                return;
            case ChatCommand.Disconnect { Provider: var provider } when !person.Blocked && connections.Named(provider) is { } connection:
                await TellAsync(person.Id, place, await accounts.DisconnectAsync(person, connection, message.InboxKey, cancellationToken), cancellationToken);
                return;
            case var command:
                await AnswerAsync(command, person, place, cancellationToken);
                work.MarkHandled(message.InboxKey);
                await work.CommitAsync(cancellationToken);
                return;
        }
    }

    // An ordinary word can look like a code; it is one while a code is awaited.
    private Task<bool> AwaitsCodeAsync(Person person, CancellationToken cancellationToken) =>
        work.Db.Set<PendingLinkRow>().AnyAsync(row => row.PersonId == person.Id.Value && row.ClosedAt == null, cancellationToken);

    // Confirming is a transaction of its own; what came of it is told after that.
    private async Task ConfirmAsync(ChatCommand.Code code, Person person, ChatMessage message, CancellationToken cancellationToken)
    {
        var result = await codes.ConfirmAsync(person, message.From.Identity, code.Word, message.InboxKey, cancellationToken);
        await TellAsync(result.Person, message.Place, result.Sentence, cancellationToken);
    }

    private Task TellAsync(PersonId person, Place place, string sentence, CancellationToken cancellationToken) =>
        scopes.RunAsync<Telling>(telling => telling.TellAsync(person, place, sentence, cancellationToken));

    private async Task AnswerAsync(ChatCommand command, Person person, Place place, CancellationToken cancellationToken)
    {
        switch (command)
        {
            case var _ when person.Blocked:
                notes.Tell(person.Id, place, Refusal.PersonBlocked.Sentence());
                break;
            case ChatCommand.Status:
                notes.Tell(person.Id, place, await overview.StatusAsync(person, cancellationToken));
                break;
            case ChatCommand.MyRequests:
                notes.Tell(person.Id, place, await overview.AskedByAsync(person, cancellationToken));
                break;
            case ChatCommand.WaitingForMe:
                notes.Tell(person.Id, place, await overview.WaitingForAsync(person, cancellationToken));
                break;
            case ChatCommand.Link:
                notes.InviteToLink(person.Id, place);
                break;
            case ChatCommand.MyAccounts:
                notes.Tell(person.Id, place, (await accounts.ListAsync(person, cancellationToken)).Sentence);
                break;
            case ChatCommand.Connect connect when connections.Named(connect.Provider) is { } connection:
                notes.InviteToConnect(person.Id, place, connection, null);
                break;
            case ChatCommand.Connect or ChatCommand.Disconnect:
                notes.Tell(person.Id, place, $"I do not know that provider. I know: {string.Join(", ", connections.Providers)}.");
                break;
            default:
                notes.Say(place, HelpText.Of(place));
                break;
        }
    }
}
