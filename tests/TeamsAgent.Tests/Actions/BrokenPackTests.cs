using TeamsAgent.Actions;
using TeamsAgent.Text.StrictYaml;
using Xunit;

namespace TeamsAgent.Tests.Actions;

/// <summary>Every row is a whole pack with one mistake: a text of the sound pack, and what stands in its place.</summary>
public sealed class BrokenPackTests
{
    private const string Sound = """
        provider: acme
        title: Acme
        connection: acme
        baseUrl: https://api.acme.example/v2
        scopes:
          things: Change your things
        headers:
          Accept: application/json
        actions:
          add:
            title: Add a thing
            summary: Add “{name}” to {place}
            impact: Everybody sees it.
            risk: medium
            scopes: [things]
            parameters:
              required: [name, place]
              properties:
                name: { type: string, maxLength: 40 }
                place: { type: string, title: Place }
                tags: { type: array, items: { type: string } }
                count: { type: integer, minimum: 1, default: 1 }
            request:
              method: POST
              path: /places/{place}/things
              query: { notify: "{count}" }
              body: { name: "{name}", tags: "{tags}", list: { $each: "{tags}", $node: { tag: "{item}" } } }
            result: "Thing {id}"
            idempotent: { header: Idempotency-Key }
            probe:
              path: /places/{place}/things
              query: { key: "{idempotency_key}" }
              found: /things/0
            decisive: [name, place]
            undo: remove
          remove:
            title: Remove a thing
            summary: Remove {id}
            impact: It is gone.
            risk: high
            scopes: [things]
            parameters: { required: [id], properties: { id: { type: string } } }
            request: { method: DELETE, path: "/things/{id}" }
            decisive: [id]
        """;

    [Fact]
    public void The_sound_pack_is_read() => Assert.True(The.With(Sound).Actions.ContainsKey("acme.add"));

    [Theory]
    // YAML that reads otherwise than it looks.
    [InlineData("title: Acme", "title: Acme\ntitle: Other", 3, "the key “title” is here for the second time; the first is in line 2")]
    [InlineData("title: Acme", "title: &a Acme", 2, "anchors (&a) are not allowed; write the value out where it is needed")]
    [InlineData("connection: acme", "connection: *a", 3, "aliases (*a) are not allowed; write the value out")]
    [InlineData("title: Acme", "title: !!str Acme", 2, "tags (tag:yaml.org,2002:str) are not allowed")]
    [InlineData("title: Acme", "title: !secret Acme", 2, "tags (!secret) are not allowed")]
    [InlineData("title: Acme", "title:\tAcme", 2, "a tab; use spaces")]
    [InlineData("  add:", "\tadd:", 10, "a tab; use spaces")]
    [InlineData("provider: acme", "%YAML 1.1\n---\nprovider: acme", 1, "directives (%YAML, %TAG) are not allowed")]
    [InlineData("    decisive: [id]", "    decisive: [id]\n---\nprovider: other", 45, "a second document begins here; a file holds one")]
    [InlineData("title: Acme", "<<: { title: Acme }", 2, "merge keys (<<) are not allowed; write the values out")]
    [InlineData("title: Acme", "title: Ac\u202eme", 2, "the invisible character U+202E")]
    [InlineData("title: Acme", "title: Ac\u200bme", 2, "the invisible character U+200B")]
    [InlineData("title: Acme", "title: \"Ac\\0me\"", 2, "a text holds the invisible character U+0000")]
    [InlineData("title: Acme", "title: Acme\n  and more", 2, "a text runs on over the next line; check the indent, or begin a text of several lines with | or >")]
    [InlineData("result: \"Thing {id}\"", "result: Thing #{id}", 28, "the text ends before “#”; put it in quotes, or write a space after # if a comment is meant")]
    [InlineData("title: Acme", "title: [Acme", 2, "this is not YAML:")]
    [InlineData("title: Acme", "title: \"Acme", 2, "this is not YAML:")]
    [InlineData("  things: Change", "things: Change", 6, "unknown key “things”")]
    [InlineData("    risk: medium", "   risk: medium", 14, "this is not YAML:")]
    [InlineData("    risk: medium", "     risk: medium", 13, "this is not YAML:", true)]
    [InlineData("title: Acme", "? [a, b]\n: Acme", 2, "a key must be a text")]
    [InlineData("title: Acme", "title:", 2, "“title” is empty")]
    [InlineData("title: Acme", "title: [Acme]", 2, "“title” must be a text")]
    // Keys and kinds.
    [InlineData("baseUrl:", "baseURL:", 4, "unknown key “baseURL”; did you mean “baseUrl”?")]
    [InlineData("    risk: medium\n", "    risk: medium\n    rsik: low\n", 15, "unknown key “rsik”; did you mean “risk”?")]
    [InlineData("    risk: medium\n", "", 11, "“risk” is missing")]
    [InlineData("risk: medium", "risk: Medium", 14, "“risk” must be one of")]
    [InlineData("    impact: Everybody sees it.\n", "", 11, "“impact” is missing")]
    [InlineData("    decisive: [name, place]\n", "", 11, "“decisive” is missing")]
    [InlineData("provider: acme", "provider: Acme.1", 1, "“provider” must be a name of small letters, digits and _")]
    [InlineData("provider: acme", "provider: github", 1, "there is another pack for the provider “github”")]
    [InlineData("connection: acme", "connection: my acme", 3, "“connection” must be the name of an Auth0 connection: letters, digits and -")]
    [InlineData("  remove:\n", "  Remove-It:\n", 36, "“Remove-It” is no name for an action: small letters, digits and _")]
    [InlineData("undo: remove", "undo: delete", 35, "“undo” must name another action of this provider; “delete” is none")]
    [InlineData("undo: remove", "undo: add", 35, "“undo” must name another action of this provider")]
    [InlineData("    undo: remove", "    pin: { path: /things }", 35, "“pin” is not supported yet")]
    // Where the token goes.
    [InlineData("https://api.acme.example/v2", "http://api.acme.example/v2", 4, "“baseUrl” cannot be used: it must begin with https://")]
    [InlineData("https://api.acme.example/v2", "https://169.254.169.254/v2", 4, "“baseUrl” cannot be used: 169.254.169.254 is a private or local address")]
    [InlineData("https://api.acme.example/v2", "https://localhost", 4, "“baseUrl” cannot be used: localhost is local; Catalogue:AllowLoopback allows loopback, for development")]
    [InlineData("https://api.acme.example/v2", "https://a:b@api.acme.example", 4, "“baseUrl” cannot be used: it must not hold a user name or password")]
    // Scopes.
    [InlineData("    scopes: [things]\n    parameters:\n", "    scopes: [thing]\n    parameters:\n", 15, "the scope “thing” has no meaning in words above; did you mean “things”?")]
    [InlineData("    scopes: [things]\n    parameters:\n", "    scopes: []\n    parameters:\n", 15, "“scopes” is empty")]
    [InlineData("    scopes: [things]\n    parameters:\n", "    scopes: [things, things]\n    parameters:\n", 15, "“things” is in “scopes” twice")]
    // Parameters.
    [InlineData("maxLength: 40", "maxLenght: 40", 19, "“maxLenght” is no keyword that a schema of type string may have here; did you mean “maxLength”?")]
    [InlineData("maxLength: 40", "maxLength: 040", 19, "“maxLength” must be a whole number from 0 to 1000000")]
    [InlineData("maxLength: 40", "maxLength: \"40\"", 19, "“maxLength” must be a whole number")]
    [InlineData("maxLength: 40", "maxLength: 4e1", 19, "“maxLength” must be a whole number")]
    [InlineData("maxLength: 40", "format: e-mail", 19, "unknown format “e-mail”; known are money-amount")]
    [InlineData("maxLength: 40", "pattern: \"[a\"", 19, "the pattern cannot be used:")]
    [InlineData("maxLength: 40", "pattern: \"(a+)+\\\\1$\"", 19, "the pattern cannot be used:")]
    [InlineData("maxLength: 40", "$ref: \"#/x\"", 19, "“$ref” is no keyword that a schema of type string may have here")]
    [InlineData("type: string, maxLength: 40", "type: text", 19, "“type” must be one of array, boolean, integer, number, object, string")]
    [InlineData("minimum: 1, default: 1", "minimum: 1, default: 0", 22, "the default does not fit: “count”:")]
    [InlineData("minimum: 1, default: 1", "minimum: 1, default: yes", 22, "“yes” reads differently to different readers; put it in quotes if a text is meant")]
    [InlineData("minimum: 1, default: 1", "minimum: 01, default: 1", 22, "“01” reads differently to different readers")]
    [InlineData("minimum: 1, default: 1", "minimum: 0x1, default: 1", 22, "“0x1” reads differently to different readers")]
    [InlineData("minimum: 1, default: 1", "minimum: 1_0, default: 1", 22, "“1_0” reads differently to different readers")]
    [InlineData("minimum: 1, default: 1", "minimum: 1e0, default: 1", 22, "“1e0” reads differently to different readers")]
    [InlineData("minimum: 1, default: 1", "minimum: .inf, default: 1", 22, "“.inf” reads differently to different readers")]
    [InlineData("minimum: 1, default: 1", "enum: [1, on]", 22, "“on” reads differently to different readers")]
    [InlineData("minimum: 1, default: 1", "enum: [~]", 22, "“~” reads differently to different readers")]
    [InlineData("required: [name, place]", "required: [name, plaec]", 17, "“required” names “plaec”, which is no property; did you mean “place”?")]
    [InlineData("items: { type: string } }", "minItems: 1 }", 21, "“items” is missing")]
    [InlineData("title: Place", "title: Name", 17, "name and place have the same title “name”; people could not tell them apart")]
    [InlineData("      required: [name, place]", "      additionalProperties: true\n      required: [name, place]", 17, "“additionalProperties” can only be false")]
    [InlineData("        name: {", "        Name: {", 19, "“Name” is no name for a parameter: small letters, digits and _")]
    // Templates and places.
    [InlineData("summary: Add “{name}”", "summary: Add “{nmae}”", 12, "“summary” names {nmae}, which is no parameter; did you mean “name”?")]
    [InlineData("summary: Add “{name}”", "summary: Add “{tags}”", 12, "“summary” needs {tags}, which is optional; make it required or give it a default")]
    [InlineData("summary: Add “{name}”", "summary: Add “{name”", 12, "the braces in", true)]
    [InlineData("path: /places/{place}/things\n      query: { notify", "path: places/{place}/things\n      query: { notify", 25, "“path” must begin with / and have plain segments")]
    [InlineData("path: /places/{place}/things\n      query: { notify", "path: /places/../things\n      query: { notify", 25, "“path” must begin with / and have plain segments")]
    [InlineData("path: /places/{place}/things\n      query: { notify", "path: /places//things\n      query: { notify", 25, "“path” must begin with / and have plain segments")]
    [InlineData("path: /places/{place}/things\n      query: { notify", "path: /places/{place}/things?x=1\n      query: { notify", 25, "“path” must begin with / and have plain segments")]
    [InlineData("path: /places/{place}/things\n      query: { notify", "path: /places/%2e%2e\n      query: { notify", 25, "“path” must begin with / and have plain segments")]
    [InlineData("path: /places/{place}/things\n      query: { notify", "path: /places/{tags}/things\n      query: { notify", 25, "“path” needs {tags}, which is optional")]
    [InlineData("query: { notify: \"{count}\" }", "query: { notify: \"{tags}\" }", 26, "“notify” cannot hold {tags}: it is of type array")]
    [InlineData("query: { notify: \"{count}\" }", "query: { \"a&b\": \"{count}\" }", 26, "“a&b” is no name for a query parameter")]
    [InlineData("query: { notify: \"{count}\" }", "headers: { Authorization: \"{name}\" }", 26, "the header “Authorization” is not for packs to set")]
    [InlineData("query: { notify: \"{count}\" }", "headers: { Host: evil.example }", 26, "the header “Host” is not for packs to set")]
    [InlineData("query: { notify: \"{count}\" }", "headers: { \"X-A: b\\r\\nX-C\": x }", 26, "a text holds the invisible character U+000D")]
    [InlineData("query: { notify: \"{count}\" }", "headers: { X-A: ü }", 26, "the header “X-A” can hold visible ASCII characters only")]
    [InlineData("query: { notify: \"{count}\" }", "headers: { X-A: b, x-a: c }", 26, "the header “x-a” is set twice")]
    [InlineData("{ name: \"{name}\", tags", "{ \"{name}\": x, tags", 27, "the key “{name}” must not depend on a value")]
    [InlineData("{ name: \"{name}\", tags", "{ name: no, tags", 27, "“no” reads differently to different readers")]
    [InlineData("{ name: \"{name}\", tags", "{ name: \"{what}\", tags", 27, "“body” names {what}, which is no parameter")]
    [InlineData("{ name: \"{name}\", tags", "{ name: \"{item}\", tags", 27, "“body” names {item}, which is no parameter")]
    [InlineData("$each: \"{tags}\"", "$each: \"{name}\"", 27, "“$each” must be {name}, where name is a parameter of type array")]
    [InlineData("$each: \"{tags}\"", "$eahc: \"{tags}\"", 27, "“$each” is missing")]
    [InlineData("method: POST", "method: post", 24, "“method” must be one of GET, POST, PUT, PATCH, DELETE")]
    [InlineData("method: POST", "method: GET", 27, "a GET has no body")]
    [InlineData("idempotent: { header: Idempotency-Key }", "idempotent: yes", 29, "“idempotent” must be true or false")]
    [InlineData("idempotent: { header: Idempotency-Key }", "idempotent: { header: Authorization }", 23, "the header “Authorization” is not for packs to set", true)]
    [InlineData("found: /things/0", "found: things", 33, "“found” must be a JSON Pointer such as /transfers/0")]
    [InlineData("found: /things/0", "fonud: /things/0", 30, "“found” is missing", true)]
    [InlineData("decisive: [name, place]", "decisive: [name, plase]", 34, "“decisive” names “plase”, which is no parameter; did you mean “place”?")]
    public void T61_A_broken_pack_is_refused_with_file_line_and_reason(string text, string instead, int line, string reason, bool looselyPlaced = false)
    {
        Assert.Contains(text, Sound, StringComparison.Ordinal);
        var at = Sound.IndexOf(text, StringComparison.Ordinal);
        var broken = Sound[..at] + instead + Sound[(at + text.Length)..];

        var refused = Assert.Throws<DocumentException>(() => The.With(broken));

        Assert.All(refused.Problems, problem => Assert.Equal("pack.yaml", problem.File));
        Assert.Contains(refused.Problems, problem =>
            (problem.Line == line || (looselyPlaced && Math.Abs(problem.Line - line) <= 2)) && problem.Reason.StartsWith(reason, StringComparison.Ordinal));
        Assert.StartsWith($"pack.yaml:{refused.Line}: ", refused.Message, StringComparison.Ordinal);
    }
}
