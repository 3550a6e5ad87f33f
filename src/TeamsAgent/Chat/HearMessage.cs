using Microsoft.EntityFrameworkCore;
using TeamsAgent.Domain.People;
using TeamsAgent.Domain.Requests;
using TeamsAgent.Identity;
using TeamsAgent.Planning;
using TeamsAgent.Requests;
using TeamsAgent.Storage;
using TeamsAgent.Storage.Rows;
using TeamsAgent.Words;

namespace TeamsAgent.Chat;

/// <summary>
/// Words that somebody addressed to the bot: a command of its own, a code that was asked for, or something for the agent. Words never decide
/// anything on a request, except that whoever asked may take it back.
/// </summary>
public sealed class HearMessage(
    UnitOfWork work, Scopes scopes, PersonStore people, Notes notes, AskAgent agent, LinkCodes codes, TakeBack takeBack, CommandAnswers answers, Connections connections,
    Unlink unlink, ConnectedAccounts accounts, Readers readers)
{
    /// <summary>Does what the words ask for, in one transaction that also marks them as handled.</summary>
    /// <exception cref="AlreadyHandledException">The same words were handled before.</exception>
    public async Task HandleAsync(ChatMessage message, CancellationToken cancellationToken)
    {
        var (from, place) = (message.From, message.Place);
        var person = await people.FindOrAddAsync(from.Identity, from.Name, from.PlatformUserId, from.TimeZone, from.Locale, cancellationToken);
        var words = await readers.OfAsync(from.Identity, from.Locale, cancellationToken);
        switch (ChatCommand.Read(message.Text, place.Personal))
        {
            case ChatCommand.Code code when !person.Blocked && (code.IsNoWord || await AwaitsCodeAsync(person, cancellationToken)):
                await ConfirmAsync(code, person, message, cancellationToken);
                return;
            case ChatCommand.Ask or ChatCommand.Code:
                await AskAsync(new Heard(message.InboxKey, person, place, message.Text.Trim(), from.TimeZone, from.Locale), words, cancellationToken);
                return;
            case ChatCommand.Withdraw { Number: { } number }:
                await takeBack.HandleAsync(number, person, place, words, message.InboxKey, cancellationToken);
                return;
            case ChatCommand.Unlink when !person.Blocked:
                await TellAsync(person.Id, place, await unlink.HandleAsync(person, from.Identity, message.InboxKey, cancellationToken), cancellationToken);
                return;
            case ChatCommand.Disconnect { Provider: var provider } when !person.Blocked && connections.Named(provider) is { } connection:
                await TellAsync(person.Id, place, await accounts.DisconnectAsync(person, connection, message.InboxKey, cancellationToken), cancellationToken);
                return;
            case var command:
                await answers.AnswerAsync(command, person, place, words, cancellationToken);
                work.MarkHandled(message.InboxKey);
                await work.CommitAsync(cancellationToken);
                return;
        }
    }

    // What looks like a command with a slip in it is asked about, unless it may be the answer to what the agent has just asked.
    private async Task AskAsync(Heard heard, Language words, CancellationToken cancellationToken)
    {
        if (heard.Speaker.Blocked || CommandWords.Guess(heard.Text, connections.NameOf) is not { } guess || await agent.HasJustAskedAsync(heard, cancellationToken))
        {
            await agent.HandleAsync(heard, cancellationToken);
            return;
        }

        notes.Tell(heard.Speaker.Id, heard.Place, words.Text(ChatKey.DidYouMean, ("command", guess)));
        work.MarkHandled(heard.InboxKey);
        await work.CommitAsync(cancellationToken);
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
}
