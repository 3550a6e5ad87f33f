using TeamsAgent.Hosting;

namespace TeamsAgent.Install.Doctor.Checks;

/// <summary>What the stages try of themselves at every start: the bot's own token at Microsoft Entra, for one.</summary>
internal sealed class SelfTestCheck(IServiceProvider services) : ICheck
{
    public async Task<IReadOnlyList<Finding>> RunAsync(CancellationToken cancellationToken)
    {
        var findings = new List<Finding>();
        foreach (var test in services.GetServices<ISelfTest>())
        {
            var result = await test.RunAsync(cancellationToken);
            findings.Add(result.Passed ? Finding.Good($"{test.Subject} token", result.Sentence) : Finding.Bad($"{test.Subject} token", result.Sentence, null));
        }

        return findings;
    }
}
