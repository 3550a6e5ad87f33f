using TeamsAgent.Domain.Requests;
using TeamsAgent.Planning.Transcripts;
using TeamsAgent.Storage.Rows;

namespace TeamsAgent.Planning;

/// <summary>What planning does with a task's row.</summary>
internal static class TaskRows
{
    /// <summary>Where it was asked.</summary>
    public static Place Place(this TaskRow row) => new(row.Channel, row.Tenant, row.ConversationId, row.Personal);

    /// <summary>Moves the task on, against the version that it was loaded with.</summary>
    public static void Move(this TaskRow row, string state, Transcript transcript, DateTimeOffset now)
    {
        row.State = state;
        row.Transcript = TranscriptJson.Write(transcript);
        row.UpdatedAt = now;
        row.Version++;
    }
}
