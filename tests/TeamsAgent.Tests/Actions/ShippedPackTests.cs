using System.Text;
using System.Text.Json;
using TeamsAgent.Actions;
using TeamsAgent.Domain.Plans;
using Xunit;

namespace TeamsAgent.Tests.Actions;

public sealed class ShippedPackTests
{
    [Fact]
    public void The_shipped_packs_hold_these_actions() => Assert.Equal(
        [
            "github.close_issue", "github.comment_on_issue", "github.create_issue", "github.list_issues", "gmail.send_message",
            "google_calendar.create_event", "google_calendar.delete_event", "google_calendar.list_events", "payments.transfer",
        ],
        The.Shipped.Functions.Select(function => function.Name).Order());

    [Fact]
    public void Opening_an_issue_is_the_call_that_GitHub_documents()
    {
        var step = The.Sealed("github.create_issue", """{"owner":"acme","repo":"web","title":"Checkout fails in Safari","labels":["bug","safari"]}""");

        Assert.Equal("POST", step.Call.Method);
        Assert.Equal("https://api.github.com/repos/acme/web/issues", step.Call.Url);
        Assert.Equal(
            ["Accept: application/vnd.github+json", "X-GitHub-Api-Version: 2022-11-28", "User-Agent: TeamsAgent", "Content-Type: application/json"],
            step.Call.Headers.Select(header => $"{header.Name}: {header.Value}"));
        Assert.Equal("""{"labels":["bug","safari"],"title":"Checkout fails in Safari"}""", The.BodyOf(step));
        Assert.Equal(("github", Repeat.Never, Risk.Medium), (step.Call.Connection, step.Repeat, step.Risk));
        Assert.Equal(["repo"], step.Call.Scopes);
        Assert.Equal("Open issue “Checkout fails in Safari” in acme/web", step.Summary);
        Assert.Equal("""{"labels":["bug","safari"],"owner":"acme","repo":"web","title":"Checkout fails in Safari"}""", step.Arguments);
        Assert.Equal("call_1", step.ToolCallId);
    }

    [Fact]
    public void Defaults_are_filled_in_and_shown()
    {
        var step = The.Sealed("github.list_issues", """{"owner":"acme","repo":"web","state":null}""");

        Assert.Equal("https://api.github.com/repos/acme/web/issues?state=open&per_page=30", step.Call.Url);
        Assert.Contains(new StepFact("State", "open", false), step.Facts);
        Assert.Contains(new StepFact("Owner", "acme", true), step.Facts);
        Assert.True(step.ReadsOnly);
        Assert.Empty(step.Call.Body.ToArray());
    }

    [Fact]
    public void A_comment_and_a_closing_carry_the_number_in_the_path()
    {
        var comment = The.Sealed("github.comment_on_issue", """{"owner":"acme","repo":"web","issue_number":12,"body":"Done."}""");
        var close = The.Sealed("github.close_issue", """{"owner":"acme","repo":"web","issue_number":12.0}""");

        Assert.Equal("https://api.github.com/repos/acme/web/issues/12/comments", comment.Call.Url);
        Assert.Equal("""{"body":"Done."}""", The.BodyOf(comment));
        Assert.Equal(("PATCH", "https://api.github.com/repos/acme/web/issues/12"), (close.Call.Method, close.Call.Url));
        Assert.Equal("""{"state":"closed","state_reason":"completed"}""", The.BodyOf(close));
    }

    [Fact]
    public void An_event_names_guests_as_Google_wants_them()
    {
        var step = The.Sealed("google_calendar.create_event", """
            {"summary":"Triage","start":"2026-11-25T10:00:00+01:00","end":"2026-11-25T10:30:00+01:00","time_zone":"Europe/Berlin",
             "attendees":["ben@contoso.example","ada@contoso.example"]}
            """);

        Assert.Equal("https://www.googleapis.com/calendar/v3/calendars/primary/events?sendUpdates=all", step.Call.Url);
        using var body = JsonDocument.Parse(step.Call.Body);
        var id = body.RootElement.GetProperty("id").GetString()!;
        Assert.Equal(
            $$$"""{"attendees":[{"email":"ben@contoso.example"},{"email":"ada@contoso.example"}],"end":{"dateTime":"2026-11-25T10:30:00+01:00","timeZone":"Europe/Berlin"},"id":"{{{id}}}","start":{"dateTime":"2026-11-25T10:00:00+01:00","timeZone":"Europe/Berlin"},"summary":"Triage"}""",
            The.BodyOf(step));
        Assert.Matches("^[a-v0-9]{5,1024}$", id);
        Assert.Equal($"https://www.googleapis.com/calendar/v3/calendars/primary/events/{id}", step.Probe!.Call.Url);
        Assert.Contains(new StepFact("Guests", "ben@contoso.example, ada@contoso.example", true), step.Facts);
    }

    [Fact]
    public void Listing_and_deleting_events_encode_the_calendar()
    {
        var list = The.Sealed("google_calendar.list_events", """{"calendar_id":"ana@contoso.example","time_min":"2026-11-25T00:00:00Z","time_max":"2026-11-26T00:00:00+01:00"}""");
        var delete = The.Sealed("google_calendar.delete_event", """{"event_id":"abc123"}""");

        Assert.Equal(
            "https://www.googleapis.com/calendar/v3/calendars/ana%40contoso.example/events?timeMin=2026-11-25T00%3A00%3A00Z&timeMax=2026-11-26T00%3A00%3A00%2B01%3A00&maxResults=50&singleEvents=true&orderBy=startTime",
            list.Call.Url);
        Assert.Equal(("DELETE", "https://www.googleapis.com/calendar/v3/calendars/primary/events/abc123?sendUpdates=all"), (delete.Call.Method, delete.Call.Url));
        Assert.Equal(Repeat.Never, delete.Repeat);
    }

    [Fact]
    public void A_transfer_carries_its_key_and_can_be_looked_up_by_it()
    {
        const string arguments = """{"to":"DE89370400440532013000","amount":"1250.00","currency":"EUR","reference":"Invoice 77"}""";
        var step = The.Sealed("payments.transfer", arguments);

        var key = step.Call.Headers.Single(header => header.Name == "Idempotency-Key").Value;
        Assert.Matches("^[0-9a-f]{32}$", key);
        Assert.Equal($"https://payments.contoso.example/v1/transfers?idempotency_key={key}", step.Probe!.Call.Url);
        Assert.Equal(("GET", "/data/0"), (step.Probe.Call.Method, step.Probe.Found));
        Assert.DoesNotContain(step.Probe.Call.Headers, header => header.Name == "Idempotency-Key");
        Assert.Equal((Repeat.WithKey, Risk.Critical), (step.Repeat, step.Risk));
        Assert.Equal("""{"amount":"1250.00","currency":"EUR","reference":"Invoice 77","to":"DE89370400440532013000"}""", The.BodyOf(step));
        Assert.All(step.Facts, fact => Assert.True(fact.Decisive));
    }

    [Fact]
    public void A_step_sealed_again_is_the_same_and_another_step_has_another_key()
    {
        const string arguments = """{"to":"DE89370400440532013000","amount":"1250.00","currency":"EUR","reference":"Invoice 77"}""";
        var first = The.Sealed("payments.transfer", arguments);
        var again = The.Sealed("payments.transfer", arguments);
        var other = (SealResult.Sealed)The.Shipped.Seal("payments.transfer", arguments, new SealContext(Guid.NewGuid(), null));

        Assert.Equal(first.Call.Hash(), again.Call.Hash());
        Assert.NotEqual(first.Call.Hash(), other.Step.Call.Hash());
    }

    [Fact]
    public void An_override_keeps_its_path_prefix()
    {
        var options = new CatalogueOptions { AllowLoopback = true };
        options.BaseUrls["github"] = "http://127.0.0.1:5082/github/";
        var step = The.Sealed(ActionCatalogue.Load(options), "github.list_issues", """{"owner":"acme","repo":"web"}""");

        Assert.Equal("http://127.0.0.1:5082/github/repos/acme/web/issues?state=open&per_page=30", step.Call.Url);
    }

    [Fact]
    public void A_mail_is_one_message_in_base64url()
    {
        var step = The.Sealed("gmail.send_message", """{"to":["ben@contoso.example"],"bcc":["ada@contoso.example"],"subject":"Grüße","body":"Hello\nBen"}""");

        using var body = JsonDocument.Parse(step.Call.Body);
        var message = Encoding.ASCII.GetString(System.Buffers.Text.Base64Url.DecodeFromChars(body.RootElement.GetProperty("raw").GetString()));
        Assert.Equal(
            "To: ben@contoso.example\r\nBcc: ada@contoso.example\r\nSubject: =?UTF-8?B?R3LDvMOfZQ==?=\r\nMIME-Version: 1.0\r\n"
            + "Content-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: base64\r\n\r\nSGVsbG8NCkJlbg==\r\n",
            message);
    }

    [Fact]
    public void Every_function_refuses_what_its_schema_does_not_name() => Assert.All(
        The.Shipped.Functions, function => Assert.False(function.Parameters.GetProperty("additionalProperties").GetBoolean()));

    [Fact]
    public void A_step_is_permitted_only_where_its_pack_says()
    {
        var step = The.Sealed("github.close_issue", """{"owner":"acme","repo":"web","issue_number":1}""");

        Assert.True(The.Shipped.Permits(step));
        Assert.False(The.Shipped.Permits(step with { Call = step.Call with { Url = "https://api.github.com.evil.example/repos/acme/web/issues/1" } }));
        Assert.False(The.Shipped.Permits(step with { Call = step.Call with { Connection = "google-oauth2" } }));
        Assert.False(The.Shipped.Permits(step with { Action = "github.unknown" }));
    }
}
