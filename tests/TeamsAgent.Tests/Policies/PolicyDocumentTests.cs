using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using TeamsAgent.Actions;
using TeamsAgent.Domain.People;
using TeamsAgent.Domain.Plans;
using TeamsAgent.Domain.Policies;
using TeamsAgent.Domain.Requests;
using TeamsAgent.Policies;
using TeamsAgent.Tests.Actions;
using TeamsAgent.Text.StrictYaml;
using Xunit;

namespace TeamsAgent.Tests.Policies;

public sealed class PolicyDocumentTests
{
    private static readonly string SamplePath = Path.Combine(AppContext.BaseDirectory, "policy.sample.yaml");
    private static readonly DateTimeOffset Now = new(2026, 11, 24, 10, 0, 0, TimeSpan.Zero);
    private static readonly Person Ana = new() { Id = PersonId.New(new Guid(1, 0, 0, new byte[8])), Name = "Ana" };
    private static readonly Place Channel = new("teams", "t", "c", Personal: false);

    private static Policy Sample => PolicyDocument.Load(SamplePath, PolicyVocabulary.Of(The.Shipped));

    [Fact]
    public void The_policy_is_known_by_the_hash_of_its_bytes() => Assert.Equal(
        Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(SamplePath))), Sample.Hash);

    [Theory]
    [InlineData("github.list_issues", """{"owner":"acme","repo":"web"}""", Level.Allow, 0, 8)]
    [InlineData("github.create_issue", """{"owner":"acme","repo":"web","title":"x"}""", Level.Approval, 1, 8)]
    [InlineData("gmail.send_message", """{"to":["ben@contoso.example"],"subject":"x","body":"y"}""", Level.Approval, 1, 4)]
    [InlineData("payments.transfer", """{"to":"DE89370400440532013000","amount":"10000.00","currency":"EUR","reference":"x"}""", Level.StepUp, 1, 1)]
    [InlineData("payments.transfer", """{"to":"DE89370400440532013000","amount":"10000.01","currency":"EUR","reference":"x"}""", Level.StepUp, 2, 1)]
    public void The_sample_judges_as_its_comments_say(string action, string arguments, Level level, int managers, int hours)
    {
        var verdict = Sample.Evaluate(new Plan([The.Sealed(action, arguments)], []), Ana, Channel, Now);

        Assert.Equal(level, verdict.Level);
        Assert.Equal(managers, verdict.Approvers.Sum(rule => rule.Count));
        Assert.Equal(TimeSpan.FromHours(hours), verdict.ExpiresAfter);
    }

    [Fact]
    public void Acting_on_what_was_read_asks_for_more() => Assert.Equal(
        Level.StepUp,
        Sample.Evaluate(new Plan([The.Sealed("gmail.send_message", """{"to":["ben@contoso.example"],"subject":"x","body":"y"}""")], ["List issues"]), Ana, Channel, Now).Level);

    [Fact]
    public void Every_condition_reads_as_the_one_of_the_same_name()
    {
        var policy = Read("""
            groups: { managers: [{ email: ben@contoso.example }] }
            defaults:
              low: { level: self-approval, expires: 1h }
              medium: { level: approval, approvers: [{ group: managers, count: 1 }], expires: 1h }
              high: { level: approval, approvers: [{ group: managers, count: 1 }], expires: 1h }
              critical: { level: deny, expires: 1h }
            rules:
              - name: a
                why: w
                when:
                  all:
                    - any: [{ actions: [github.*, gmail.send_message] }, { risk-at-least: high }]
                    - not: { asked-on: [teams, slack] }
                    - { requester-in: managers, more-steps-than: 3, read-before: true }
                    - { fact-above: { fact: amount, limit: 99.50 } }
                    - { fact-is: { fact: currency, values: [USD, no] } }
                then: { risk: high }
              - name: b
                why: w
                when: always
                then: { expires: 10m }
            """);

        var all = Assert.IsType<Condition.All>(policy.Rules[0].When);
        var any = Assert.IsType<Condition.Any>(all.Parts[0]);
        Assert.Equal(["github.*", "gmail.send_message"], Assert.IsType<Condition.ActionIs>(any.Parts[0]).Patterns);
        Assert.Equal(new Condition.RiskAtLeast(Risk.High), any.Parts[1]);
        Assert.Equal(["teams", "slack"], Assert.IsType<Condition.AskedOn>(Assert.IsType<Condition.Not>(all.Parts[1]).Part).Channels);
        Assert.Equal(
            [new Condition.RequesterIn("managers"), new Condition.MoreStepsThan(3), new Condition.ReadBefore()],
            Assert.IsType<Condition.All>(all.Parts[2]).Parts);
        Assert.Equal(new Condition.FactAbove("amount", 99.50m), all.Parts[3]);
        Assert.Equal(["USD", "no"], Assert.IsType<Condition.FactIs>(all.Parts[4]).Values);
        Assert.IsType<Condition.Always>(policy.Rules[1].When);
        Assert.Equal(TimeSpan.FromMinutes(10), policy.Rules[1].Then.ExpiresAfter);
        Assert.Equal(Level.SelfApproval, policy.Defaults[Risk.Low].Level);
    }

    [Fact]
    public void A_Teams_identity_is_compared_in_small_letters()
    {
        var policy = Read("""
            groups: { managers: [{ chat: "teams:00000000-0000-4000-8000-0000000000AA:00000000-0000-4000-8000-0000000000B2" }] }
            defaults:
              low: { level: allow, expires: 1h }
              medium: { level: deny, expires: 1h }
              high: { level: deny, expires: 1h }
              critical: { level: deny, expires: 1h }
            rules: []
            """);

        Assert.Equal("teams:00000000-0000-4000-8000-0000000000aa:00000000-0000-4000-8000-0000000000b2", policy.Groups["managers"].Chats.Single().ToString());
    }

    [Fact]
    public void A_policy_that_is_not_there_says_which_setting_names_it() => Assert.Contains(
        "Policy:Path says where it is", Assert.Throws<DocumentException>(() => PolicyDocument.Load("/nowhere/policy.yaml", PolicyVocabulary.Of(The.Shipped))).Message,
        StringComparison.Ordinal);

    [Fact]
    public async Task The_host_starts_with_the_sample()
    {
        using var host = Host(SamplePath);
        await host.StartAsync(TestContext.Current.CancellationToken);

        Assert.NotEmpty(host.Services.GetRequiredService<CurrentPolicy>().Value.Rules);
        await host.StopAsync(TestContext.Current.CancellationToken);
    }

    [Fact]
    public async Task T45_The_host_does_not_start_with_a_broken_policy()
    {
        var path = Path.GetTempFileName();
        await File.WriteAllTextAsync(path, "groups: {}\nrules: []\n", TestContext.Current.CancellationToken);
        using var host = Host(path);

        var refused = await Assert.ThrowsAsync<DocumentException>(() => host.StartAsync(TestContext.Current.CancellationToken));

        Assert.Equal("“defaults” is missing", refused.Reason);
        File.Delete(path);
    }

    [Fact]
    public async Task T45_The_host_does_not_start_with_an_override_that_names_nothing()
    {
        using var host = Host(SamplePath, ("Catalogue:BaseUrls:githb", "https://github.contoso.example/api/v3"), ("Catalogue:Paths:0", "nowhere.yaml"));

        var refused = await Assert.ThrowsAsync<DocumentException>(() => host.StartAsync(TestContext.Current.CancellationToken));

        Assert.Equal(
            ["Catalogue:Paths names “nowhere.yaml”, where there is no pack (*.yaml)", "Catalogue:BaseUrls:githb names no provider; did you mean “github”?"],
            refused.Problems.Select(problem => problem.Reason));
    }

    private static IHost Host(string policy, params (string Key, string Value)[] settings)
    {
        var builder = new HostApplicationBuilder();
        builder.Configuration.AddInMemoryCollection(settings.Append(("Policy:Path", policy)).Select(pair => KeyValuePair.Create(pair.Item1, (string?)pair.Item2)));
        builder.Services.AddActions(builder.Configuration);
        builder.Services.AddPolicies(builder.Configuration);
        return builder.Build();
    }

    private static Policy Read(string yaml) => PolicyDocument.Read(Encoding.UTF8.GetBytes(yaml), "policy.yaml", PolicyVocabulary.Of(The.Shipped));
}
