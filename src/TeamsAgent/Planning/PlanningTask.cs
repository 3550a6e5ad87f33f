using TeamsAgent.Planning.Transcripts;

namespace TeamsAgent.Planning;

/// <summary>A task as it was loaded to be planned.</summary>
/// <param name="Id">The task.</param>
/// <param name="Version">The version that was loaded: what is planned counts only if it is still the newest.</param>
/// <param name="PersonName">Who asks; untrusted text.</param>
/// <param name="Transcript">What planning rests on.</param>
internal sealed record PlanningTask(string Id, int Version, string PersonName, Transcript Transcript);
