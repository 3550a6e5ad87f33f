using System.Text;
using TeamsAgent.Policies;
using TeamsAgent.Tests.Actions;
using TeamsAgent.Text.StrictYaml;
using Xunit;

namespace TeamsAgent.Tests.Policies;

/// <summary>Every row is a whole policy with one mistake: a text of the sound policy, and what stands in its place.</summary>
public sealed class BrokenPolicyTests
{
    private const string Sound = """
        groups:
          managers:
            - email: ben@contoso.example
            - chat: teams:00000000-0000-4000-8000-0000000000aa:00000000-0000-4000-8000-0000000000ad
          admins:
            - email: ada@contoso.example
          nobody: []
        defaults:
          low: { level: allow, expires: 8h }
          medium: { level: approval, approvers: [{ group: managers, count: 1 }], expires: 8h }
          high: { level: approval, approvers: [{ group: managers, count: 2 }], expires: 4h }
          critical: { level: step-up, approvers: [{ group: managers, count: 1 }], expires: 1h }
        rules:
          - name: large payment
            why: A large sum leaves the account.
            when: { actions: [payments.transfer], fact-above: { fact: Amount, limit: 1000 } }
            then: { approvers: [{ group: admins, count: 1 }], expires: 30m }
          - name: outside office
            why: Asked elsewhere.
            when: { any: [{ asked-on: [slack] }, { not: { requester-in: managers } }] }
            then: { risk: medium }
        """;

    [Fact]
    public void The_sound_policy_is_read() => Assert.Equal(2, PolicyDocument.Read(Encoding.UTF8.GetBytes(Sound), "policy.yaml", Vocabulary).Rules.Count);

    [Theory]
    // The document.
    [InlineData("groups:", "group:", 1, "unknown key “group”; did you mean “groups”?")]
    [InlineData("rules:\n", "rules: []\nrule:\n", 14, "unknown key “rule”; did you mean “rules”?")]
    [InlineData("defaults:", "rules: []\ndefaults:", 14, "the key “rules” is here for the second time; the first is in line 8")]
    [InlineData("nobody: []", "nobody: &n []", 7, "anchors (&n) are not allowed")]
    [InlineData("  admins:", "  managers:", 5, "the key “managers” is here for the second time; the first is in line 2")]
    // Groups.
    [InlineData("ben@contoso.example", "ben", 3, "“ben” is no plain e-mail address")]
    [InlineData("ben@contoso.example", "Ben <ben@contoso.example>", 3, "“Ben <ben@contoso.example>” is no plain e-mail address")]
    [InlineData("email: ben@", "mail: ben@", 3, "unknown key “mail”; did you mean “email”?")]
    [InlineData("email: ben@contoso.example", "name: Ben", 3, "unknown key “name”")]
    [InlineData("- email: ben@contoso.example", "- ben@contoso.example", 3, "a member of “managers” is written “chat: teams:tenant:user” or “email: address”")]
    [InlineData("chat: teams:", "chat: msteams:", 4, "“msteams:00000000-0000-4000-8000-0000000000aa:00000000-0000-4000-8000-0000000000ad” is no chat identity")]
    [InlineData(":00000000-0000-4000-8000-0000000000ad", "", 4, "“teams:00000000-0000-4000-8000-0000000000aa” is no chat identity")]
    [InlineData("    - email: ben@contoso.example\n", "    - email: ben@contoso.example\n    - email: Ben@contoso.example\n", 4, "ben@contoso.example is in the group “managers” twice")]
    [InlineData("  nobody: []", "  no body: []", 7, "“no body” is no name for a group: small letters, digits and -")]
    [InlineData("  nobody: []", "  nobody: everyone", 7, "the group “nobody” must be a list of people")]
    // Defaults.
    [InlineData("  low: { level: allow, expires: 8h }\n", "", 9, "“low” is missing")]
    [InlineData("low: { level: allow, expires: 8h }", "low: { level: allow }", 9, "“expires” is missing")]
    [InlineData("low: { level: allow, expires: 8h }", "low: { expires: 8h }", 9, "“level” is missing")]
    [InlineData("medium: { level: approval, approvers: [{ group: managers, count: 1 }]", "medium: { level: allow", 10, "“allow” is possible at low risk only, not at medium")]
    [InlineData("medium: { level: approval,", "medium: { level: self-approval,", 10, "“self-approval” is possible at low risk only, not at medium")]
    [InlineData("medium: { level: approval,", "medium: { level: aproval,", 10, "“level” must be one of")]
    [InlineData("medium: { level: approval,", "medium: { level: no,", 10, "“level” must be one of")]
    [InlineData("medium: { level: approval, approvers: [{ group: managers, count: 1 }]", "medium: { level: approval", 10, "medium risk asks for “approval” and names no approvers; nobody could approve")]
    [InlineData("medium: { level: approval,", "medium: { level: step-up,", 11, "high risk asks for less (approval) than medium risk (step-up)")]
    [InlineData("low: { level: allow, expires: 8h }", "low: { level: deny, expires: 8h }", 10, "medium risk asks for less (approval) than low risk (deny)")]
    [InlineData("low: { level: allow,", "low: { level: allow, approvers: [{ group: managers, count: 1 }],", 9, "“allow” asks nobody; approvers make no sense here")]
    [InlineData("[{ group: managers, count: 2 }]", "[{ group: manager, count: 2 }]", 11, "there is no group “manager”; did you mean “managers”?")]
    [InlineData("[{ group: managers, count: 2 }]", "[{ group: nobody, count: 1 }]", 11, "the group “nobody” is empty; nobody in it could approve")]
    [InlineData("[{ group: managers, count: 2 }]", "[{ group: managers, count: 3 }]", 11, "3 people of “managers” are asked for, and it has 2")]
    [InlineData("[{ group: managers, count: 2 }]", "[{ group: managers, count: 0 }]", 11, "“count” must be a whole number from 1 to 100")]
    [InlineData("[{ group: managers, count: 2 }]", "[{ group: managers, count: 02 }]", 11, "“count” must be a whole number from 1 to 100")]
    [InlineData("[{ group: managers, count: 2 }]", "[{ group: managers }]", 11, "“count” is missing")]
    [InlineData("[{ group: managers, count: 2 }]", "[managers]", 11, "an approver is written { group: name, count: 1 }")]
    [InlineData("[{ group: managers, count: 2 }]", "managers", 11, "“approvers” must be a list")]
    [InlineData("[{ group: managers, count: 2 }]", "[{ group: managers, count: 1 }, { group: managers, count: 2 }]", 11, "the group “managers” is named twice")]
    [InlineData("expires: 4h", "expires: 4", 11, "“expires” must be a time span such as 30m, 8h or 2d, at most 30d")]
    [InlineData("expires: 4h", "expires: 4 hours", 11, "“expires” must be a time span")]
    [InlineData("expires: 4h", "expires: 31d", 11, "“expires” must be a time span")]
    [InlineData("expires: 4h", "expires: -4h", 11, "“expires” must be a time span")]
    [InlineData("expires: 4h", "expires: 0h", 11, "“expires” must be a time span")]
    [InlineData("  critical:", "  criticl:", 9, "“critical” is missing")]
    [InlineData("  critical:", "  criticl:", 12, "unknown key “criticl”; did you mean “critical”?")]
    // Rules.
    [InlineData("name: outside office", "name: Large payment", 18, "there is another rule named “Large payment”")]
    [InlineData("    why: Asked elsewhere.\n", "", 18, "“why” is missing")]
    [InlineData("    when: { any: [{ asked-on: [slack] }, { not: { requester-in: managers } }] }\n", "", 18, "“when” is missing")]
    [InlineData("then: { risk: medium }", "then: {}", 21, "“then” is empty; the rule would add nothing")]
    [InlineData("then: { risk: medium }", "then: { level: allow }", 21, "a rule can only raise: “allow” is not more than the default for low risk asks for (allow)")]
    [InlineData("then: { approvers: [{ group: admins, count: 1 }], expires: 30m }", "then: { level: approval }", 17, "a rule can only raise: “approval” is not more than the default for critical risk asks for (step-up)")]
    [InlineData("then: { approvers: [{ group: admins, count: 1 }], expires: 30m }", "then: { risk: high }", 17, "a rule can only raise: what it is for has at least critical risk already")]
    [InlineData("then: { approvers: [{ group: admins, count: 1 }], expires: 30m }", "then: { expires: 2h }", 17, "a rule can only shorten the time; the default for critical risk is shorter")]
    [InlineData("then: { risk: medium }", "then: { approvers: [{ group: admins, count: 1 }] }", 21, "approvers are named, but the default for low risk asks for none; say which level too")]
    [InlineData("then: { risk: medium }", "then: { level: approval }", 21, "the rule asks for “approval”, and neither it nor the default for low risk names approvers; nobody could approve")]
    [InlineData("then: { risk: medium }", "then: { riks: medium }", 21, "unknown key “riks”; did you mean “risk”?")]
    [InlineData("then: { risk: medium }", "then: medium", 21, "“then” must be a map of keys and values")]
    [InlineData("[payments.transfer]", "[payment.transfer]", 16, "“payment.transfer” matches no action of the catalogue, so this would never be reached; did you mean “payments.transfer”?")]
    [InlineData("[payments.transfer]", "[paypal.*]", 16, "“paypal.*” matches no action of the catalogue")]
    [InlineData("[payments.transfer]", "[\"*.transfer\"]", 16, "“*.transfer”: a * can only stand at the end")]
    [InlineData("[payments.transfer]", "[]", 16, "“actions” is empty")]
    [InlineData("[payments.transfer]", "payments.transfer", 16, "“actions” must be a list")]
    [InlineData("fact: Amount", "fact: Ammount", 16, "no action of the catalogue has a fact “Ammount”; did you mean “Amount”?")]
    [InlineData("limit: 1000", "limit: 1,000", 16, "unknown key “000”")]
    [InlineData("limit: 1000", "limit: \"1000\"", 16, "“limit” must be a number in plain digits, such as 1000 or 99.50")]
    [InlineData("limit: 1000", "limit: 1e3", 16, "“limit” must be a number in plain digits")]
    [InlineData("limit: 1000", "limit: 01000", 16, "“limit” must be a number in plain digits")]
    [InlineData("limit: 1000", "limit: -1", 16, "“limit” must be a number in plain digits")]
    [InlineData("limit: 1000", "limt: 1000", 16, "“limit” is missing")]
    [InlineData("fact-above:", "fact-over:", 16, "unknown condition “fact-over”; did you mean “fact-above”?")]
    [InlineData("asked-on: [slack]", "asked-on: [slak]", 20, "“slak” is no chat platform; known are teams, slack")]
    [InlineData("requester-in: managers", "requester-in: mangers", 20, "there is no group “mangers”; did you mean “managers”?")]
    [InlineData("{ any: [{ asked-on: [slack] }, { not: { requester-in: managers } }] }", "{ any: [] }", 20, "“any” is empty")]
    [InlineData("{ any: [{ asked-on: [slack] }, { not: { requester-in: managers } }] }", "{}", 20, "a condition is a map such as { actions: [github.*] }, or the word always")]
    [InlineData("{ any: [{ asked-on: [slack] }, { not: { requester-in: managers } }] }", "sometimes", 20, "a condition is a map")]
    [InlineData("{ any: [{ asked-on: [slack] }, { not: { requester-in: managers } }] }", "{ read-before: yes }", 20, "“read-before” must be true or false")]
    [InlineData("{ any: [{ asked-on: [slack] }, { not: { requester-in: managers } }] }", "{ more-steps-than: three }", 20, "“more-steps-than” must be a whole number from 0 to 100")]
    [InlineData("{ any: [{ asked-on: [slack] }, { not: { requester-in: managers } }] }", "{ risk-at-least: hihg }", 20, "“risk-at-least” must be one of")]
    [InlineData("  - name: outside office", "  - outside office", 19, "this is not YAML")]
    public void T45_T61_A_broken_policy_is_refused_with_file_line_and_reason(string text, string instead, int line, string reason)
    {
        Assert.Contains(text, Sound, StringComparison.Ordinal);
        var at = Sound.IndexOf(text, StringComparison.Ordinal);
        var broken = Sound[..at] + instead + Sound[(at + text.Length)..];

        var refused = Assert.Throws<DocumentException>(() => PolicyDocument.Read(Encoding.UTF8.GetBytes(broken), "policy.yaml", Vocabulary));

        Assert.All(refused.Problems, problem => Assert.Equal("policy.yaml", problem.File));
        Assert.Contains(refused.Problems, problem => problem.Line == line && problem.Reason.StartsWith(reason, StringComparison.Ordinal));
    }

    private static PolicyVocabulary Vocabulary => PolicyVocabulary.Of(The.Shipped);
}
