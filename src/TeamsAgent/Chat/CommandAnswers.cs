using TeamsAgent.Domain.People;
using TeamsAgent.Domain.Requests;
using TeamsAgent.Identity;
using TeamsAgent.Requests;
using TeamsAgent.Words;

namespace TeamsAgent.Chat;

/// <summary>Answers those commands that change nothing.</summary>
public sealed class CommandAnswers(Notes notes, Overview overview, Connections connections, ConnectedAccounts accounts)
{
    /// <summary>Puts the answer into the unit of work.</summary>
    public async Task AnswerAsync(ChatCommand command, Person person, Place place, Language words, CancellationToken cancellationToken)
    {
        switch (command)
        {
            case var _ when person.Blocked:
                notes.Tell(person.Id, place, words.Text(Refusal.PersonBlocked));
                break;
            case ChatCommand.Status:
                notes.Tell(person.Id, place, await overview.StatusAsync(person, words, cancellationToken));
                break;
            case ChatCommand.MyRequests:
                notes.Tell(person.Id, place, await overview.AskedByAsync(person, words, cancellationToken));
                break;
            case ChatCommand.WaitingForMe:
                notes.Tell(person.Id, place, await overview.WaitingForAsync(person, words, cancellationToken));
                break;
            case ChatCommand.Withdraw:
                notes.Tell(person.Id, place, await overview.WithdrawableAsync(person, words, cancellationToken));
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
            case ChatCommand.Connect { Provider: var provider }:
                notes.Tell(person.Id, place, Which(provider, ChatKey.ConnectWhich, words));
                break;
            case ChatCommand.Disconnect { Provider: var provider }:
                notes.Tell(person.Id, place, Which(provider, ChatKey.DisconnectWhich, words));
                break;
            default:
                notes.Say(place, HelpText.Of(place, words));
                break;
        }
    }

    private string Which(string provider, ChatKey none, Language words) => (connections.Providers, provider) switch
    {
        ([], _) => words.Text(ChatKey.NoProviders),
        ([var first, ..], "") => words.Text(none, ("provider", first.ToLowerInvariant()), ("providers", string.Join(", ", connections.Providers))),
        _ => words.Text(ChatKey.NoSuchProvider, ("providers", string.Join(", ", connections.Providers))),
    };
}
