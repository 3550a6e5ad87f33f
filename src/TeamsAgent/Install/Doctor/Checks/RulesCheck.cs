using TeamsAgent.Actions;
using TeamsAgent.Policies;
using TeamsAgent.Text.StrictYaml;

namespace TeamsAgent.Install.Doctor.Checks;

/// <summary>Catalogue and policy, as the start reads them.</summary>
internal sealed class RulesCheck(IServiceProvider services) : ICheck
{
    private const string Name = "catalogue and policy";

    public Task<IReadOnlyList<Finding>> RunAsync(CancellationToken cancellationToken)
    {
        try
        {
            var (catalogue, policy) = (services.GetRequiredService<ActionCatalogue>(), services.GetRequiredService<CurrentPolicy>().Value);
            return Task.FromResult<IReadOnlyList<Finding>>([Finding.Good(Name, $"{catalogue.Actions.Count} actions, {policy.Rules.Count} rules, {policy.Groups.Count} groups.")]);
        }
        catch (DocumentException wrong)
        {
            return Task.FromResult<IReadOnlyList<Finding>>([.. wrong.Message.Split('\n').Select(mistake => Finding.Bad(Name, mistake.TrimEnd('.') + ".", "Correct it; “policy check” reads it again."))]);
        }
    }
}
