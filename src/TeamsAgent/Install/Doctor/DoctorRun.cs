using System.Data.Common;
using Microsoft.Extensions.Options;
using TeamsAgent.Install.Doctor.Checks;

namespace TeamsAgent.Install.Doctor;

/// <summary>All checks on an installation: those below, and what a stage or a platform has registered of its own.</summary>
internal static class DoctorRun
{
    private static readonly (string Name, Type Type)[] Own =
    [
        ("settings", typeof(SettingsCheck)),
        ("database", typeof(DatabaseCheck)),
        ("key ring", typeof(KeyRingCheck)),
        ("catalogue and policy", typeof(RulesCheck)),
        ("public address", typeof(AddressCheck)),
        ("clock", typeof(ClockCheck)),
        ("tokens", typeof(SelfTestCheck)),
        ("teams", typeof(TeamsCheck)),
        ("slack", typeof(SlackAppCheck)),
        ("slack installation", typeof(SlackInstallationCheck)),
        ("auth0", typeof(TenantCheck)),
        ("model", typeof(ModelCheck)),
    ];

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    /// <summary>Runs them side by side; the findings are in the order of the checks.</summary>
    /// <param name="services">The product's services, built and not started.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public static async Task<IReadOnlyList<Finding>> AllAsync(IServiceProvider services, CancellationToken cancellationToken)
    {
        var own = Own.Select(check => RunAsync(check.Name, () => (ICheck)ActivatorUtilities.CreateInstance(services, check.Type), cancellationToken));
        var others = services.GetServices<ICheck>().Select(check => RunAsync(check.GetType().Name, () => check, cancellationToken));
        var findings = await Task.WhenAll(own.Concat(others));
        return [.. findings.SelectMany(found => found)];
    }

    // Making a check may fail as well: what it needs looks at its settings.
    private static async Task<IReadOnlyList<Finding>> RunAsync(string name, Func<ICheck> make, CancellationToken cancellationToken)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        patience.CancelAfter(Patience);
        try
        {
            return await Task.Run(() => make().RunAsync(patience.Token), patience.Token);
        }
        catch (OptionsValidationException)
        {
            return [Finding.Skipped(name, "Not looked at, since its settings are not valid.")];
        }
        catch (Exception unready) when (unready is DbException or Text.StrictYaml.DocumentException or InvalidOperationException { InnerException: OptionsValidationException })
        {
            return [Finding.Skipped(name, "Not looked at: what it needs is not there yet, or has failed above.")];
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return [Finding.Bad(name, $"It did not come to an end within {Patience.TotalSeconds:0} seconds.", "Look at the way out of the network, and run doctor again.")];
        }
    }
}
