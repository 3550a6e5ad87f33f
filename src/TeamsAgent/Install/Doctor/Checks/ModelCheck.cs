using System.Text.Json;
using Microsoft.Extensions.Options;
using TeamsAgent.Planning;

namespace TeamsAgent.Install.Doctor.Checks;

/// <summary>The model's endpoint: whether it is there, takes our key, and has our model. Nothing is planned for it.</summary>
internal sealed class ModelCheck(IOptions<PlanningOptions> options, Probe probe) : ICheck
{
    private const string Name = "model";

    public async Task<IReadOnlyList<Finding>> RunAsync(CancellationToken cancellationToken)
    {
        var planning = options.Value;
        var address = new Uri(planning.Endpoint.TrimEnd('/') + "/models");
        return [await probe.GetAsync(address, cancellationToken, planning.ApiKey) switch
        {
            ProbeAnswer.Answered { Status: 200 } list => Listed(list.Body, planning, address),
            ProbeAnswer.Answered { Status: 401 or 403 } => Finding.Bad(Name, $"{address.Authority} refuses the key.", "Set Planning:ApiKey to a key for Planning:Endpoint."),
            ProbeAnswer.Answered { Status: 429 } => Finding.Bad(Name, $"{address.Authority} takes no more calls now.", "Look at the quota of the key; run doctor again in a minute."),
            ProbeAnswer.Answered { Status: 404 or 405 or 501 } => Finding.Good(Name, $"{address.Authority} answers. It does not list its models, so key and model were not tried."),
            ProbeAnswer.Answered other => Finding.Bad(Name, $"{address} answers with status {other.Status}.", "Check Planning:Endpoint: the base URL of an OpenAI-compatible API, often ending in /v1."),
            ProbeAnswer.Failed failed => Finding.Bad(Name, $"{address.Authority} {failed.Why}.", "Check Planning:Endpoint, and that this machine reaches it."),
            _ => throw new InvalidOperationException("There is no third kind of answer."),
        }];
    }

    private Finding Listed(string body, PlanningOptions planning, Uri address) => Ids(body) switch
    {
        null => Finding.Good(Name, $"{address.Authority} takes the key. Its list of models cannot be read, so the model was not looked up."),
        var ids when ids.Contains(planning.Model) => Finding.Good(Name, $"{address.Authority} takes the key and has {planning.Model}."),
        _ => Finding.Bad(Name, $"{address.Authority} has no model {planning.Model}.", "Set Planning:Model to one that it lists and that can call functions."),
    };

    private static HashSet<string>? Ids(string body)
    {
        try
        {
            using var document = JsonDocument.Parse(body);
            return document.RootElement.GetProperty("data").EnumerateArray().Select(model => model.GetProperty("id").GetString() ?? "").ToHashSet(StringComparer.Ordinal);
        }
        catch (Exception unreadable) when (unreadable is JsonException or KeyNotFoundException or InvalidOperationException)
        {
            return null;
        }
    }
}
