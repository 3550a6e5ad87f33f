using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using TeamsAgent.Actions.Arguments;
using TeamsAgent.Domain.Plans;
using TeamsAgent.Text;

namespace TeamsAgent.Actions.Http;

/// <summary>An entry of a pack: arguments in, one exact HTTP call out.</summary>
internal sealed class HttpAction : IAction
{
    /// <inheritdoc/>
    public required ActionFunction Function { get; init; }

    /// <inheritdoc/>
    public required Risk Risk { get; init; }

    /// <inheritdoc/>
    public IReadOnlyList<string> FactLabels => Schema.Parameters.Select(parameter => parameter.Label).ToList();

    /// <summary>The provider in words.</summary>
    public required string Provider { get; init; }

    /// <summary>The action in words.</summary>
    public required string Title { get; init; }

    /// <summary>The sentence with arguments.</summary>
    public required Template Summary { get; init; }

    /// <summary>What changes for whom.</summary>
    public required Template Impact { get; init; }

    /// <summary>The scopes in words.</summary>
    public required IReadOnlyList<ScopeNeed> Scopes { get; init; }

    /// <summary>The parameters.</summary>
    public required ParameterSchema Schema { get; init; }

    /// <summary>The parameters that must not be cut on a card.</summary>
    public required IReadOnlySet<string> Decisive { get; init; }

    /// <summary>The call.</summary>
    public required CallTemplate Call { get; init; }

    /// <summary>How often it may be sent.</summary>
    public required Repeat Repeat { get; init; }

    /// <summary>The read that finds out whether it happened, or null.</summary>
    public CallTemplate? Probe { get; init; }

    /// <summary>What the probe's answer must hold.</summary>
    public string? Found { get; init; }

    /// <summary>The sentence for the answer, or null.</summary>
    public string? Result { get; init; }

    /// <summary>The action of the same provider that undoes this one, or null.</summary>
    public string? Undo { get; init; }

    /// <inheritdoc/>
    public SealResult Seal(string argumentsJson, SealContext context)
    {
        var problems = new List<string>();
        if (Schema.Check(argumentsJson, problems) is not { } arguments)
        {
            return new SealResult.Refused(problems);
        }

        var canonical = CanonicalJson.Text(arguments);
        var values = new ArgumentValues(arguments.ToDictionary(pair => pair.Key, pair => pair.Value!))
            .With(TemplateScope.Key, JsonValue.Create(Key(context.SealId, canonical)));
        var step = Step(arguments, canonical, values, context, problems);
        return problems.Count > 0 ? new SealResult.Refused(problems) : new SealResult.Sealed(step);
    }

    private PlanStep Step(JsonObject arguments, string canonical, ArgumentValues values, SealContext context, List<string> problems)
    {
        string? Words(string name) => arguments[name] is { } value ? Facts.Human(value) : null;
        return new PlanStep
        {
            Action = Function.Name, Provider = Provider, Title = Title, Risk = Risk, Scopes = Scopes, Arguments = canonical,
            Summary = Summary.Fill(Words) ?? Title, Impact = Impact.Fill(Words) ?? "",
            Facts = Facts.Of(Schema.Parameters, values, Decisive),
            Call = Call.Fill(values, problems), Repeat = Repeat,
            Probe = Probe is null ? null : new SealedProbe(Probe.Fill(values, problems), Found!),
            Result = Result, ToolCallId = context.ToolCallId,
        };
    }

    // Another step gets another key, the same step sealed again the same one. 128 bits in hexadecimal, which is also a valid id at Google Calendar.
    private string Key(Guid sealId, string canonical) => Convert.ToHexStringLower(
        SHA256.HashData(Encoding.UTF8.GetBytes($"teamsagent/idempotency/1\n{sealId:N}\n{Function.Name}\n{canonical}")).AsSpan(0, 16));
}
