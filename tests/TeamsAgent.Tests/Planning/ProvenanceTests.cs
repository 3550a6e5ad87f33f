using TeamsAgent.Domain.Plans;
using TeamsAgent.Planning;
using TeamsAgent.Planning.Transcripts;
using TeamsAgent.Tests.Chat.Cards;

namespace TeamsAgent.Tests.Planning;

/// <summary>T53: what nothing in the person's words says is marked.</summary>
public sealed class ProvenanceTests
{
    [Theory]
    [InlineData("open an issue in acme/web: Login broken", "acme", false)]
    [InlineData("open an issue in acme/web: Login broken", "Login broken", false)]
    [InlineData("open an issue in acme/web: Login   broken", "login broken", false)]
    [InlineData("mail bo@contoso.example", "bo@contoso.example", false)]
    [InlineData("mail jobo@contoso.example", "bo@contoso.example", true)]
    [InlineData("mail bo@contoso.example.org", "bo@contoso.example", true)]
    [InlineData("mail bo@contoso.example.", "bo@contoso.example", false)]
    [InlineData("mail bo@contoso.example", "bo@contoso.example, eve@evil.example", true)]
    [InlineData("mail bo@contoso.example and al@contoso.example", "bo@contoso.example, al@contoso.example", false)]
    [InlineData("pay 1,250 EUR", "1250.00", false)]
    [InlineData("zahle 1.250,00 EUR", "1250.00", false)]
    [InlineData("pay 1250.5 EUR", "1250.50", false)]
    [InlineData("pay 125 EUR", "1250.00", true)]
    [InlineData("close issue 7", "7", false)]
    [InlineData("close issue 71", "7", true)]
    [InlineData("meet tomorrow at 10", "2026-11-25T10:00:00+01:00", false)]
    [InlineData("meet tomorrow at 3 pm", "2026-11-25T15:00:00+01:00", false)]
    [InlineData("meet tomorrow", "2026-11-25T10:00:00+01:00", true)]
    [InlineData("share the report", "public", true)]
    [InlineData("share the report", "Europe/Berlin", false)]
    [InlineData("share the report", "", false)]
    [InlineData("ICH MÖCHTE Straße", "straße", false)]
    public void Is_marked_or_not(string said, string value, bool added)
    {
        var step = SomeCard.Issue() with { Facts = [new StepFact("Value", value, true)] };
        var transcript = new Transcript { TimeZone = "Europe/Berlin" }.With(new Entry.Words(said), new Entry.Said(value), new Entry.Result("call", value, Untrusted: true));

        var marked = Provenance.Mark(new Plan([step], []), transcript);

        Assert.Equal(added, Assert.Single(marked.Steps[0].Facts).Added);
    }

    [Fact]
    public void The_mark_is_part_of_the_hash()
    {
        var step = SomeCard.Issue() with { Facts = [new StepFact("To", "bo@contoso.example", true)] };
        var (asked, added) = (new Plan([step], []), new Plan([step with { Facts = [step.Facts[0] with { Added = true }] }], []));
        Assert.NotEqual(asked.Hash(), added.Hash());
    }
}
