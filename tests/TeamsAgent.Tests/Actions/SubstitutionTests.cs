using System.Buffers.Text;
using System.Text;
using System.Text.Json;
using CsCheck;
using TeamsAgent.Actions;
using TeamsAgent.Domain.Plans;
using Xunit;

namespace TeamsAgent.Tests.Actions;

/// <summary>Whatever the arguments are, a value stays where the pack put it.</summary>
public sealed class SubstitutionTests
{
    private const string Places = """
        provider: acme
        title: Acme
        connection: acme
        baseUrl: https://api.acme.example/v2/base
        scopes: { things: Change your things }
        actions:
          put:
            title: Put
            summary: Put “{query}” at {segment}
            impact: "{text} is seen."
            risk: medium
            scopes: [things]
            parameters:
              required: [segment, query, text]
              properties:
                segment: { type: string }
                query: { type: string }
                text: { type: string }
                note: { type: string }
                list: { type: array, items: { type: string } }
                count: { type: integer }
            request:
              method: POST
              path: /a/{segment}/x-{segment}.json/end
              query: { q: "{query}", fixed: "1", n: "{note}" }
              headers: { X-Note: "note {note}" }
              body:
                whole: "{text}"
                part: "before {text} after"
                deep: { list: "{list}", count: "{count}", each: { $each: "{list}", $node: { v: "{item}", fixed: true } } }
                only: { note: "{note}" }
                fixed: "}"
            decisive: [segment]
        """;

    private static readonly ActionCatalogue Catalogue = The.With(Places.Replace("fixed: \"}\"", "fixed: end", StringComparison.Ordinal));

    private static readonly Gen<string> Hostile = Gen.OneOf(
        Gen.OneOf(
            "..", ".", "../..", "..;", "%2e%2e", "%2f", "%252f", "a/b", "a\\b", "?x=1", "#f", "a&b=c", "a;b", "@evil.example", "//evil.example", ":8080", "",
            " ", "\r\nX-Evil: 1", "\nHost: evil", "\"}", "\",\"admin\":true,\"x\":\"", "{text}", "{{text}}", "{note}", "\\u0022", "\u2028", "\u202e", "\ufeff",
            "ü", "😀", "é", "𝒳", "a b", "+", "%", "%zz", "~", "'", "<script>", "\ta", "名前", "x\u0301", "/", "null", "true", "12", "-", "*"),
        Gen.Char.Array[0, 12].Select(chars => new string(chars)),
        Gen.Char[' ', '~'].Array[0, 20].Select(chars => new string(chars)));

    private static readonly Gen<string> Value = Gen.OneOf(Hostile, Gen.Select(Hostile, Hostile, (a, b) => a + b));

    private static readonly Gen<Given> Arguments = Gen.Select(
        Value, Value, Value, Gen.OneOf(Value.Select(text => (string?)text), Gen.Const((string?)null)), Value.Array[0, 4], Gen.Int[-5, 5],
        (segment, query, text, note, list, count) => new Given(segment, query, text, note, list, count));

    [Fact]
    public void T13_Method_origin_path_and_query_keep_their_shape() => Arguments.Sample(given =>
    {
        if (Seal(given) is not { } call)
        {
            return;
        }

        var url = new Uri(call.Url);
        Assert.Equal("POST", call.Method);
        Assert.Equal("https://api.acme.example", url.GetLeftPart(UriPartial.Authority));
        Assert.Equal(call.Url, url.AbsoluteUri);
        Assert.Equal("", url.Fragment);
        Assert.Equal(
            ["", "v2", "base", "a", given.Segment, $"x-{given.Segment}.json", "end"], url.AbsolutePath.Split('/').Select(Uri.UnescapeDataString));
        Assert.Equal(
            given.Note is { } note ? [("q", given.Query), ("fixed", "1"), ("n", note)] : [("q", given.Query), ("fixed", "1")],
            url.Query[1..].Split('&').Select(pair => pair.Split('=')).Select(pair => (pair[0], Uri.UnescapeDataString(pair[1]))));
        Assert.True(call.Url.All(c => c is > ' ' and <= '~'));
    }, iter: 20_000);

    [Fact]
    public void T13_Headers_keep_their_names_and_lines() => Arguments.Sample(given =>
    {
        if (Seal(given) is not { } call)
        {
            return;
        }

        Assert.Equal(given.Note is null ? ["Content-Type"] : ["X-Note", "Content-Type"], call.Headers.Select(header => header.Name));
        Assert.All(call.Headers, header => Assert.True(header.Value.All(c => c is >= ' ' and <= '~')));
        Assert.True(given.Note is null || call.Headers[0].Value == $"note {given.Note}");
    }, iter: 10_000);

    [Fact]
    public void T13_The_body_keeps_its_JSON_shape() => Arguments.Sample(given =>
    {
        if (Seal(given) is not { } call)
        {
            return;
        }

        var expected = new Dictionary<string, object>
        {
            ["whole"] = given.Text,
            ["part"] = $"before {given.Text} after",
            ["deep"] = new { list = given.List, count = given.Count, each = given.List.Select(item => new { v = item, @fixed = true }).ToArray() },
            ["fixed"] = "end",
        };
        if (given.Note is not null)
        {
            expected["only"] = new { note = given.Note };
        }

        using var body = JsonDocument.Parse(call.Body, new JsonDocumentOptions { AllowDuplicateProperties = false });
        Assert.True(JsonElement.DeepEquals(JsonSerializer.SerializeToElement(expected), body.RootElement));
    }, iter: 10_000);

    [Fact]
    public void T13_Values_that_need_no_refusal_are_sealed()
    {
        Assert.NotNull(Seal(new Given("ü 😀?#%&", "a&b=c#d", "x", null, [], 1)));
        Assert.NotNull(Seal(new Given("{text}", "{note}", "{segment}", "{query}", ["{item}"], 1)));
    }

    [Theory]
    [InlineData("..", "“segment” must not be “..”: it stands in the call's path.")]
    [InlineData(".", "“segment” must not be “.”: it stands in the call's path.")]
    [InlineData("", "“segment” must not be empty.")]
    [InlineData("a/b", "“segment” must not hold a slash, a backslash or a line break: it stands in the call's path.")]
    [InlineData("a\\\\b", "“segment” must not hold a slash, a backslash or a line break: it stands in the call's path.")]
    [InlineData("a\\r\\nb", "“segment” must not hold a slash, a backslash or a line break: it stands in the call's path.")]
    public void T13_What_a_path_cannot_hold_is_refused(string segment, string expected) => Assert.Contains(
        expected, The.Refused(Catalogue, "acme.put", $$"""{"segment":"{{segment}}","query":"q","text":"t"}"""));

    [Theory]
    [InlineData("a\\r\\nX-Evil: 1")]
    [InlineData("a\\nb")]
    [InlineData("ü")]
    [InlineData("a\\tb")]
    [InlineData("trailing ")]
    public void T13_What_a_header_cannot_hold_is_refused(string note) => Assert.Contains(
        "The header X-Note can hold visible ASCII characters only, 1000 at the most.",
        The.Refused(Catalogue, "acme.put", $$"""{"segment":"s","query":"q","text":"t","note":"{{note}}"}"""));

    [Fact]
    public void T13_A_mail_has_its_own_headers_and_no_others() => Gen.Select(Value, Value).Sample((subject, text) =>
    {
        var arguments = JsonSerializer.Serialize(new { to = new[] { "ben@contoso.example" }, cc = new[] { "ada@contoso.example" }, subject, body = text });
        if (The.Shipped.Seal("gmail.send_message", arguments, new SealContext(The.SealId, null)) is not SealResult.Sealed(var step))
        {
            return;
        }

        using var body = JsonDocument.Parse(step.Call.Body);
        var message = Encoding.ASCII.GetString(Base64Url.DecodeFromChars(body.RootElement.GetProperty("raw").GetString()));
        var parts = message.Split("\r\n\r\n");
        Assert.Equal(2, parts.Length);
        var headers = parts[0].Replace("\r\n ", " ", StringComparison.Ordinal).Split("\r\n");
        Assert.Equal(
            ["To", "Cc", "Subject", "MIME-Version", "Content-Type", "Content-Transfer-Encoding"], headers.Select(line => line.Split(':')[0]));
        Assert.Equal(subject, Decoded(headers[2]["Subject: ".Length..]));
        Assert.All(message.Split("\r\n"), line => Assert.True(line.Length <= 78 && line.All(c => c is >= ' ' and <= '~')));
        Assert.Equal(
            text.Replace("\r\n", "\n", StringComparison.Ordinal).Replace('\r', '\n'),
            Encoding.UTF8.GetString(Convert.FromBase64String(parts[1])).Replace("\r\n", "\n", StringComparison.Ordinal));
    }, iter: 10_000);

    [Theory]
    [InlineData("ben@contoso.example, eve@evil.example")]
    [InlineData("ben@contoso.example\\r\\nBcc: eve@evil.example")]
    [InlineData("Ben <ben@contoso.example>")]
    [InlineData("\\\"a b\\\"@contoso.example")]
    [InlineData("ben@contoso.example>")]
    [InlineData("ben@localhost")]
    [InlineData("bén@contoso.example")]
    [InlineData("ben@contoso.example ")]
    [InlineData("")]
    public void T13_An_address_is_one_plain_address(string address) => Assert.NotEmpty(
        The.Refused("gmail.send_message", $$"""{"to":["{{address}}"],"subject":"s","body":"b"}"""));

    private static string Decoded(string subject) => subject.StartsWith("=?UTF-8?B?", StringComparison.Ordinal)
        ? Encoding.UTF8.GetString(subject.Split(' ').SelectMany(word => Convert.FromBase64String(word["=?UTF-8?B?".Length..^2])).ToArray())
        : subject;

    private static SealedCall? Seal(Given given)
    {
        var arguments = JsonSerializer.Serialize(new { segment = given.Segment, query = given.Query, text = given.Text, note = given.Note, list = given.List, count = given.Count });
        return Catalogue.Seal("acme.put", arguments, new SealContext(The.SealId, null)) is SealResult.Sealed(var step) ? step.Call : null;
    }

    private sealed record Given(string Segment, string Query, string Text, string? Note, string[] List, int Count);
}
