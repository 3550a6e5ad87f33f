using System.Text.Json.Serialization;

namespace TeamsAgent.Sandbox.Model;

/// <summary>What a model can get wrong, on request.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<ModelFaultKind>))]
public enum ModelFaultKind
{
    /// <summary>Text that means nothing, and no call.</summary>
    [JsonStringEnumMemberName("nonsense")] Nonsense,

    /// <summary>Calls a function that nobody offered.</summary>
    [JsonStringEnumMemberName("unknown_function")] UnknownFunction,

    /// <summary>Arguments that are not JSON.</summary>
    [JsonStringEnumMemberName("invalid_json_arguments")] InvalidJsonArguments,

    /// <summary>Arguments that the function does not have, such as <c>approved</c> and <c>scopes</c>.</summary>
    [JsonStringEnumMemberName("extra_arguments")] ExtraArguments,

    /// <summary>Arguments of the wrong JSON types.</summary>
    [JsonStringEnumMemberName("wrong_types")] WrongTypes,

    /// <summary>One more call after every result, without end; holds until the faults are cleared.</summary>
    [JsonStringEnumMemberName("endless_tool_calls")] EndlessToolCalls,

    /// <summary>Eight megabytes of text.</summary>
    [JsonStringEnumMemberName("huge_output")] HugeOutput,

    /// <summary>500 in the vendor's shape.</summary>
    [JsonStringEnumMemberName("server_error")] ServerError,

    /// <summary>429 with Retry-After.</summary>
    [JsonStringEnumMemberName("too_many_requests")] TooManyRequests,

    /// <summary>No answer until the caller gives up.</summary>
    [JsonStringEnumMemberName("hang")] Hang,

    /// <summary>200 with a page of HTML, as from a captive portal.</summary>
    [JsonStringEnumMemberName("html")] Html,

    /// <summary>An answer without a choice.</summary>
    [JsonStringEnumMemberName("empty_choices")] EmptyChoices,

    /// <summary>Gullible: does what a tool's result tells it to; holds until the faults are cleared.</summary>
    [JsonStringEnumMemberName("obey_injection")] ObeyInjection,
}
