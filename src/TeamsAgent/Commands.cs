using JasperFx;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using TeamsAgent.Actions;
using TeamsAgent.Audit;
using TeamsAgent.Install;
using TeamsAgent.Install.Doctor;
using TeamsAgent.Policies;
using TeamsAgent.Storage;

namespace TeamsAgent;

/// <summary>What the program does on the command line; without a command it serves.</summary>
public static class Commands
{
    /// <summary>Runs one command; the result is the process's exit code.</summary>
    public static Task<int> RunAsync(string[] args) => args switch
    {
        ["audit", "verify", .. var rest] => VerifyAuditAsync(rest),
        ["policy", "check", .. var rest] => CheckPolicyAsync(rest),
        ["manifest", "build", .. var rest] => ManifestBuild.RunAsync(rest, Console.Out, Console.Error),
        ["doctor", .. var rest] => DoctorCommand.RunAsync(rest, Console.Out, Console.Error),
        ["codegen", ..] or ["describe", ..] => AgentHost.Build([]).RunJasperFxCommands(args),
        ["help", ..] or ["--help"] or ["-h"] => HelpAsync(),
        [var word, ..] when !word.StartsWith('-') => UnknownAsync(word),
        _ => ServeAsync(args),
    };

    private static async Task<int> ServeAsync(string[] args)
    {
        try
        {
            await using var app = AgentHost.Build(args);
            CheckSettings(app.Services);
            await Storage.Setup.MigrateAsync(app.Configuration, CancellationToken.None);
            await app.RunAsync();
            return 0;
        }
        catch (Exception wrong) when (StartFault.Of(wrong) is { } sentence)
        {
            await Console.Error.WriteLineAsync(sentence);
            return 78;
        }
    }

    // All that is wrong at once, as sentences; starting would stop at the first, with a stack trace around it.
    private static void CheckSettings(IServiceProvider services)
    {
        services.GetRequiredService<IStartupValidator>().Validate();
        services.GetRequiredService<ActionCatalogue>();
        services.GetRequiredService<CurrentPolicy>();
    }

    private static async Task<int> VerifyAuditAsync(string[] args)
    {
        var options = new DbContextOptionsBuilder<AgentDbContext>().UseSqlite(Storage.Setup.SqliteConnectionString(SettingsOf(args))).Options;
        await using var db = new AgentDbContext(options);
        var found = await AuditChain.VerifyAsync(db, CancellationToken.None);
        Console.WriteLine(found.Fault is null
            ? $"The chain is whole: {found.Entries} entries, head {found.Head}."
            : $"The chain is broken after {found.Entries} good entries: {found.Fault}.");
        return found.Fault is null ? 0 : 1;
    }

    private static async Task<int> CheckPolicyAsync(string[] args)
    {
        try
        {
            var settings = SettingsOf(args);
            var catalogue = ActionCatalogue.Load(settings.GetSection(CatalogueOptions.Section).Get<CatalogueOptions>() ?? new CatalogueOptions(), AppContext.BaseDirectory);
            var path = (settings.GetSection(PolicyOptions.Section).Get<PolicyOptions>() ?? new PolicyOptions()).Path;
            var policy = PolicyDocument.Load(Path.GetFullPath(path, AppContext.BaseDirectory), PolicyVocabulary.Of(catalogue));
            Console.WriteLine($"The catalogue has {catalogue.Actions.Count} actions, the policy {policy.Rules.Count} rules for {policy.Groups.Count} groups. Policy hash {policy.Hash}.");
            return 0;
        }
        catch (Exception wrong) when (StartFault.Of(wrong) is { } sentence)
        {
            await Console.Error.WriteLineAsync(sentence);
            return 78;
        }
    }

    private static IConfigurationRoot SettingsOf(string[] args) => new ConfigurationBuilder()
        .SetBasePath(AppContext.BaseDirectory).AddJsonFile("appsettings.json", optional: true).AddEnvironmentVariables().AddCommandLine(args).Build();

    private static async Task<int> HelpAsync()
    {
        await Console.Out.WriteLineAsync("""
            teamsagent [--Section:Key=value …]   serve; settings also come from appsettings.json and the environment (Section__Key)
            teamsagent audit verify              read the whole audit chain and name the first entry that does not fit
            teamsagent policy check              read the policy and the catalogue and say what is wrong with them
            teamsagent manifest build            make the Teams app (teams.zip) and the Slack manifest for this installation
                                                 [--settings appsettings.json] [--out install] [--socket-mode]
            teamsagent doctor                    look whether this installation can work, and say what to do where it cannot
                                                 [--settings appsettings.json] [--json]
            """);
        return 0;
    }

    private static async Task<int> UnknownAsync(string word)
    {
        await Console.Error.WriteLineAsync($"There is no command “{word}”. Try: help.");
        return 64;
    }
}
