using TeamsAgent.Domain.People;
using TeamsAgent.Domain.Requests;
using TeamsAgent.Storage;
using TeamsAgent.Storage.Rows;

namespace TeamsAgent.Requests;

/// <summary>Puts things to tell into the unit of work; they are delivered once it is committed.</summary>
public sealed class Notes(UnitOfWork work, TimeProvider clock)
{
    /// <summary>Writes into the place of a conversation.</summary>
    /// <param name="place">Where.</param>
    /// <param name="text">What; untrusted.</param>
    /// <param name="inPlaceOf">The task whose line of progress it replaces, or null.</param>
    public void Say(Place place, string text, string? inPlaceOf = null) => Add(place, NoteKind.Text, note =>
    {
        note.TaskId = inPlaceOf;
        note.ConversationId = place.Conversation;
        note.Text = text;
    });

    /// <summary>Introduces the bot where it was added.</summary>
    public void Welcome(Place place, string text) => Add(place, NoteKind.Welcome, note =>
    {
        note.ConversationId = place.Conversation;
        note.Text = text;
    });

    /// <summary>Tells one person privately.</summary>
    public void Tell(PersonId person, Place place, string text) => Add(place, NoteKind.Text, note =>
    {
        note.PersonId = person.Value;
        note.Text = text;
    });

    /// <summary>Invites a person privately to link their chat account.</summary>
    public void InviteToLink(PersonId person, Place place) => Add(place, NoteKind.Link, note => note.PersonId = person.Value);

    /// <summary>Invites a person privately to connect a provider's account, for a request that waits for it or for its own sake.</summary>
    public void InviteToConnect(PersonId person, Place place, string connection, RequestId? request) => Add(place, NoteKind.Connect, note =>
    {
        note.PersonId = person.Value;
        note.Connection = connection;
        note.RequestId = request?.Value;
    });

    /// <summary>Invites a person privately to log in for one decision.</summary>
    public void InviteToStepUp(PersonId person, Place place, RequestId request, string decisionId) => Add(place, NoteKind.StepUp, note =>
    {
        note.PersonId = person.Value;
        note.RequestId = request.Value;
        note.DecisionId = decisionId;
    });

    private void Add(Place place, NoteKind kind, Action<NoteRow> fill)
    {
        var note = new NoteRow
        {
            Id = $"n_{Guid.NewGuid():N}", Kind = kind, Channel = place.Channel, Tenant = place.Tenant, CreatedAt = clock.GetUtcNow(),
        };
        fill(note);
        work.Db.Add(note);
        work.Publish(new DeliverNote(note.Id));
    }
}
