using CsCheck;
using TeamsAgent.Domain.Plans;
using Xunit;

namespace TeamsAgent.Domain.Tests.Plans;

public sealed class HashTests
{
    public static TheoryData<string, Func<PlanStep, PlanStep>> Changes() => new()
    {
        { "action", step => step with { Action = "github.close_issue" } },
        { "provider", step => step with { Provider = "GitLab" } },
        { "title", step => step with { Title = "Close an issue" } },
        { "summary", step => step with { Summary = "Open issue “x” " } },
        { "impact", step => step with { Impact = "" } },
        { "risk", step => step with { Risk = Risk.Low } },
        { "repeat", step => step with { Repeat = Repeat.Safe } },
        { "arguments", step => step with { Arguments = """{"title":"X"}""" } },
        { "fact's label", step => step with { Facts = [step.Facts[0] with { Label = "Titel" }] } },
        { "fact's value", step => step with { Facts = [step.Facts[0] with { Value = "y" }] } },
        { "fact's weight", step => step with { Facts = [step.Facts[0] with { Decisive = false }] } },
        { "one fact less", step => step with { Facts = [] } },
        { "one fact more", step => step with { Facts = [step.Facts[0], step.Facts[0]] } },
        { "scope", step => step with { Scopes = [new ScopeNeed("admin:org", "Read and change")] } },
        { "scope's meaning", step => step with { Scopes = [new ScopeNeed("repo", "Read")] } },
        { "result", step => step with { Result = "Issue" } },
        { "no result", step => step with { Result = null } },
        { "no probe", step => step with { Probe = null } },
        { "probe's pointer", step => step with { Probe = step.Probe! with { Found = "/1" } } },
        { "probe's call", step => step with { Probe = step.Probe! with { Call = Some.Call() } } },
        { "method", step => step with { Call = step.Call with { Method = "PUT" } } },
        { "url", step => step with { Call = step.Call with { Url = step.Call.Url + "/" } } },
        { "header's name", step => step with { Call = step.Call with { Headers = [new CallHeader("accept", "application/json")] } } },
        { "header's value", step => step with { Call = step.Call with { Headers = [new CallHeader("Accept", "*/*")] } } },
        { "no headers", step => step with { Call = step.Call with { Headers = [] } } },
        { "body", step => step with { Call = step.Call with { Body = "{\"title\":\"y\"}"u8.ToArray() } } },
        { "no body", step => step with { Call = step.Call with { Body = default } } },
        { "connection", step => step with { Call = step.Call with { Connection = "github2" } } },
        { "call's scopes", step => step with { Call = step.Call with { Scopes = ["repo", "admin:org"] } } },
    };

    [Theory]
    [MemberData(nameof(Changes))]
    public void T11_Any_change_of_a_step_is_another_plan(string what, Func<PlanStep, PlanStep> change)
    {
        var plan = Some.Plan();

        Assert.True(plan.Hash() != Some.Plan(change(plan.Steps[0])).Hash(), what);
        Assert.Equal(plan.Hash(), Some.Plan(plan.Steps[0] with { }).Hash());
    }

    [Fact]
    public void Order_number_and_what_was_read_before_are_part_of_a_plan()
    {
        var (a, b) = (Some.Step(), Some.Step(risk: Risk.High));
        var hashes = new[]
        {
            Some.Plan(a, b), Some.Plan(b, a), Some.Plan(a), Some.Plan(a, a), new Plan([a], ["read"]), new Plan([a], ["read", ""]), new Plan([a], ["rea", "d"]),
        }.Select(plan => plan.Hash());

        Assert.Equal(7, hashes.Distinct().Count());
    }

    [Fact]
    public void T15_Text_that_moves_from_one_field_to_the_next_changes_the_hash() => Gen.Select(Gen.String[0, 8], Gen.Int[1, 3]).Sample((text, by) =>
    {
        if (text.Length < by || char.IsLowSurrogate(text[by < text.Length ? by : 0]))
        {
            return;
        }

        var call = Some.Call();
        var one = call with { Method = text, Url = "" };
        var other = call with { Method = text[by..], Url = text[..by] };
        Assert.NotEqual(one.Hash(), other.Hash());
    });

    [Fact]
    public void Every_byte_of_a_body_counts() => Gen.Select(Gen.Byte.Array[1, 40], Gen.Int[0, 39], Gen.Byte[1, 255]).Sample((body, at, change) =>
    {
        var other = body.ToArray();
        other[at % body.Length] ^= change;
        Assert.NotEqual((Some.Call() with { Body = body }).Hash(), (Some.Call() with { Body = other }).Hash());
    });

    [Fact]
    public void A_hash_is_SHA_256_in_small_hexadecimal_letters()
    {
        // FIPS 180-4's example for "abc".
        var hash = Sha256Hash.Of("abc"u8);

        Assert.Equal("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad", hash.Hex);
        Assert.Equal("ba7816bf", hash.Head);
        Assert.Equal(hash, Sha256Hash.Parse(hash.ToString()));
        Assert.Equal("", default(Sha256Hash).ToString());
    }

    [Theory]
    [InlineData("")]
    [InlineData("BA7816BF8F01CFEA414140DE5DAE2223B00361A396177A9CB410FF61F20015AD")]
    [InlineData("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015a")]
    [InlineData("ga7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad")]
    public void What_is_no_hash_is_refused(string text) => Assert.Throws<FormatException>(() => Sha256Hash.Parse(text));
}
