using System.ComponentModel.DataAnnotations;

namespace TeamsAgent.Planning;

/// <summary>The model that plans, and how much of it a task and a person may use.</summary>
public sealed class PlanningOptions
{
    /// <summary>The settings' section.</summary>
    public const string Section = "Planning";

    /// <summary>The key in the sample settings; the start refuses it.</summary>
    public const string SampleApiKey = "put-the-key-of-the-model-here";

    /// <summary>The base URL of an OpenAI-compatible API: what <c>/chat/completions</c> is put behind.</summary>
    public string Endpoint { get; set; } = "";

    /// <summary>The model's name at that endpoint.</summary>
    public string Model { get; set; } = "";

    /// <summary>The key for that endpoint; may be empty on loopback alone.</summary>
    public string ApiKey { get; set; } = "";

    /// <summary>How often the model is asked for one task.</summary>
    [Range(1, 100, ErrorMessage = "Planning:MaxTurns must be between 1 and 100.")]
    public int MaxTurns { get; set; } = 12;

    /// <summary>How often the model is told what was wrong with its function calls before the person is.</summary>
    [Range(0, 10, ErrorMessage = "Planning:MaxCorrections must be between 0 and 10.")]
    public int MaxCorrections { get; set; } = 3;

    /// <summary>How many steps one plan may have.</summary>
    [Range(1, 20, ErrorMessage = "Planning:MaxSteps must be between 1 and 20.")]
    public int MaxSteps { get; set; } = 5;

    /// <summary>How long a message of a person may be, in characters.</summary>
    [Range(100, 20_000, ErrorMessage = "Planning:MaxWords must be between 100 and 20000 characters.")]
    public int MaxWords { get; set; } = 8_000;

    /// <summary>How large an answer of the model may be.</summary>
    [Range(4_096, 4_194_304, ErrorMessage = "Planning:MaxOutputBytes must be between 4096 and 4194304.")]
    public int MaxOutputBytes { get; set; } = 262_144;

    /// <summary>How large a task's transcript may become; the oldest results of actions are dropped first.</summary>
    [Range(16_384, 4_194_304, ErrorMessage = "Planning:MaxTranscriptBytes must be between 16384 and 4194304.")]
    public int MaxTranscriptBytes { get; set; } = 262_144;

    /// <summary>How long planning may take from a person's words to a plan, a question or an apology, corrections included.</summary>
    [Range(1, 55, ErrorMessage = "Planning:TimeoutSeconds must be between 1 and 55; a message is worked on for a minute at the most.")]
    public int TimeoutSeconds { get; set; } = 45;

    /// <summary>How many tasks a person may begin in an hour.</summary>
    [Range(1, 10_000, ErrorMessage = "Planning:MaxTasksPerPersonPerHour must be between 1 and 10000.")]
    public int MaxTasksPerPersonPerHour { get; set; } = 30;

    /// <summary>
    /// Providers whose data are the person's own affair: once a task has read from one, what the agent says goes to that person alone, wherever it
    /// was asked. Settings add to the list.
    /// </summary>
    public IList<string> PrivateProviders { get; init; } = ["google_calendar", "gmail"];
}
