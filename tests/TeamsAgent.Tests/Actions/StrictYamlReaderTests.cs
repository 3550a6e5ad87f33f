using System.Text;
using CsCheck;
using TeamsAgent.Text.StrictYaml;
using Xunit;

namespace TeamsAgent.Tests.Actions;

public sealed class StrictYamlReaderTests
{
    [Theory]
    [InlineData("no")]
    [InlineData("on")]
    [InlineData("012")]
    [InlineData("1e3")]
    [InlineData("0x1F")]
    [InlineData("12:30")]
    [InlineData("2026-11-24")]
    [InlineData("~")]
    [InlineData("null")]
    [InlineData("true")]
    public void T61_A_text_stays_a_text_where_one_is_expected(string written)
    {
        var problems = new Problems("x.yaml");
        var reader = new MapReader(StrictYamlReader.Read(Encoding.UTF8.GetBytes($"name: {written}"), problems)!, problems);

        Assert.Equal(written, reader.Text("name"));
        Assert.False(problems.Any);
    }

    [Theory]
    [InlineData("", "the file is empty")]
    [InlineData("# nothing", "the file is empty")]
    [InlineData("- a\n- b", "the file must be a map of keys and values")]
    [InlineData("just text", "the file must be a map of keys and values")]
    [InlineData("a: {b: {c: {d: {e: {f: {g: {h: {i: {j: {k: {l: {m: {n: {o: {p: {q: {r: {s: {t: {u: {v: {w: {x: {y: 1}}}}}}}}}}}}}}}}}}}}}}}}", "nested deeper than 24 levels")]
    public void T61_What_is_no_map_is_refused(string yaml, string reason) => Assert.Equal(reason, Assert.Single(ProblemsOf(Encoding.UTF8.GetBytes(yaml))).Reason);

    [Fact]
    public void T61_A_file_that_is_not_UTF_8_is_refused() =>
        Assert.Equal("the file is not UTF-8", Assert.Single(ProblemsOf([(byte)'a', (byte)':', (byte)' ', 0xFF, 0xFE])).Reason);

    [Fact]
    public void T61_A_file_that_is_too_large_is_refused() =>
        Assert.Contains("262144 are the most", Assert.Single(ProblemsOf(new byte[300_000])).Reason, StringComparison.Ordinal);

    [Fact]
    public void T61_A_bomb_of_aliases_is_refused_before_it_grows()
    {
        var bomb = "a: &a [x, x]\n" + string.Concat(Enumerable.Range(1, 30).Select(i => $"{(char)('a' + (i % 26))}{i}: &n{i} [*a, *a]\n"));

        Assert.Contains(ProblemsOf(Encoding.UTF8.GetBytes(bomb)), problem => problem.Reason.StartsWith("anchors (&a)", StringComparison.Ordinal));
    }

    [Fact]
    public void All_mistakes_of_a_file_come_to_light_in_one_go()
    {
        var problems = ProblemsOf("a: &x 1\nb: *x\na: 2\nc: !t 3"u8.ToArray());

        Assert.Equal([1, 2, 3, 4], problems.Select(problem => problem.Line));
    }

    [Fact]
    public void T61_Whatever_the_bytes_are_reading_ends_in_a_map_or_a_reason()
    {
        var pieces = Gen.OneOf("a: ", "b", "\n", "  ", "- ", "[", "]", "{", "}", ",", "\"", "'", "|", ">", "&a", "*a", "!t ", "? ", ": ", "#", " #", "---\n", "...\n", "%", "<<: ", "\t", "\r", "\u00a0", "\ud83d\ude00", "-1", "~");
        pieces.List[0, 25].Select(list => string.Concat(list)).Sample(yaml =>
        {
            var problems = new Problems("x.yaml");
            var map = StrictYamlReader.Read(Encoding.UTF8.GetBytes(yaml), problems);
            return (map is not null || problems.Any) && problems.Found.All(problem => problem.Line >= 1 && problem.Reason.Length > 0);
        }, iter: 20_000);
    }

    private static IReadOnlyList<DocumentProblem> ProblemsOf(byte[] yaml)
    {
        var problems = new Problems("x.yaml");
        StrictYamlReader.Read(yaml, problems);
        return problems.Found;
    }
}
