using TeamsAgent.Chat.Slack;
using TeamsAgent.Hosting;

namespace TeamsAgent.Install.Doctor.Checks;

/// <summary>What the stages try of themselves at every start: the bot's own token at Microsoft Entra, for one.</summary>
internal sealed class SelfTestCheck(IServiceProvider services) : ICheck
{
    public async Task<IReadOnlyList<Finding>> RunAsync(CancellationToken cancellationToken)
    {
        var findings = new List<Finding>();

        // Slack's installations have a check of their own, which looks closer.
        foreach (var test in services.GetServices<ISelfTest>().Where(test => !test.Subject.StartsWith(SlackPlatform.Name, StringComparison.OrdinalIgnoreCase)))
        {
            var result = await test.RunAsync(cancellationToken);
            findings.Add(result.Passed ? Finding.Good(test.Subject, result.Sentence) : Finding.Bad(test.Subject, result.Sentence, null));
        }

        return findings;
    }
}
