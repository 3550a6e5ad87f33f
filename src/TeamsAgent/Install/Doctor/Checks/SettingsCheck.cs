using Microsoft.Extensions.Options;

namespace TeamsAgent.Install.Doctor.Checks;

/// <summary>The settings, as the start checks them: every mistake is a finding.</summary>
internal sealed class SettingsCheck(IStartupValidator validator) : ICheck
{
    private const string Name = "settings";

    public Task<IReadOnlyList<Finding>> RunAsync(CancellationToken cancellationToken)
    {
        try
        {
            validator.Validate();
            return Task.FromResult<IReadOnlyList<Finding>>([Finding.Good(Name, "They are complete.")]);
        }
        catch (Exception wrong) when (wrong is OptionsValidationException or AggregateException)
        {
            return Task.FromResult<IReadOnlyList<Finding>>([.. Failures(wrong).Select(sentence => Finding.Bad(Name, sentence, null))]);
        }
    }

    private static IEnumerable<string> Failures(Exception wrong) => wrong switch
    {
        OptionsValidationException invalid => invalid.Failures,
        AggregateException many => many.InnerExceptions.SelectMany(Failures),
        _ => [wrong.Message],
    };
}
