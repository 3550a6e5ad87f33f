using Microsoft.EntityFrameworkCore;
using TeamsAgent.Domain.People;
using TeamsAgent.Domain.Requests;
using TeamsAgent.Requests;
using TeamsAgent.Storage;
using TeamsAgent.Storage.Rows;
using TeamsAgent.Words;

namespace TeamsAgent.Chat;

/// <summary>“ask me in Slack”: where somebody wants to be brought what they can decide.</summary>
public sealed class Wishes(UnitOfWork work, Notes notes)
{
    /// <summary>Keeps the wish, or says what there is to choose, in one transaction that also marks the words as handled.</summary>
    public async Task HandleAsync(string where, Person person, Place place, Language words, string inboxKey, CancellationToken cancellationToken)
    {
        var platforms = person.Chats.Select(chat => chat.Channel).Distinct().Order(StringComparer.Ordinal).ToList();
        if (where == ChatCommand.AskMe.Anywhere || platforms.Contains(where))
        {
            var row = await work.Db.Set<PersonRow>().FirstAsync(p => p.Id == person.Id.Value, cancellationToken);
            row.ReachAt = where == ChatCommand.AskMe.Anywhere ? null : where;
            notes.Tell(person.Id, place, row.ReachAt is null ? words.Text(ChatKey.AskedAnywhere) : words.Text(ChatKey.AskedThere, ("platform", Name(where))));
        }
        else
        {
            notes.Tell(person.Id, place, words.Text(ChatKey.AskMeWhere, ("platform", Name(platforms[0])), ("platforms", string.Join(", ", platforms.Select(Name)))));
        }

        work.MarkHandled(inboxKey);
        await work.CommitAsync(cancellationToken);
    }

    private static string Name(string platform) => char.ToUpperInvariant(platform[0]) + platform[1..];
}
