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
    public void Say(TaskRow row, bool alone, string text)
    {
        var cut = Cut.To(Longest, text);
        if (alone && !row.Personal)
        {
            notes.Tell(PersonId.Parse(row.PersonId), row.Place(), cut);
        }
        else
        {
            notes.Say(row.Place(), cut);
        }
    }
}
