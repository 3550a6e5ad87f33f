using TeamsAgent.Domain.People;
using TeamsAgent.Requests;
using TeamsAgent.Storage.Rows;

namespace TeamsAgent.Planning;

/// <summary>Says things to the person whose task it is.</summary>
internal sealed class Replies(Notes notes)
{
    private const int Longest = 4_000;

    /// <summary>
    /// Where the task was asked; or, once it has seen what a private account holds, to the person alone: what the model makes of a calendar is as
    /// private as the calendar.
    /// </summary>
    /// <param name="row">The task.</param>
    /// <param name="alone">Whether it has seen what is private.</param>
    /// <param name="first">Whether nothing was put up yet: then the words take the place of the line that says that something is under way.</param>
    /// <param name="text">The words.</param>
    public void Say(TaskRow row, bool alone, bool first, string text)
    {
        var cut = Cut.To(Longest, text);
        if (alone && !row.Personal)
        {
            notes.Tell(PersonId.Parse(row.PersonId), row.Place(), cut);
        }
        else
        {
            notes.Say(row.Place(), cut, first ? row.Id : null);
        }
    }
}
