using System.Text.Json.Nodes;
using Xunit;
using static TeamsAgent.Tests.Model.ModelFixture;

namespace TeamsAgent.Tests.Model;

/// <summary>What is said, and what is called. It is Tuesday, the 24th of November 2026, half past nine in Berlin.</summary>
public sealed class SentenceModelTests
{
    private static readonly string[] Sentences =
    [
        // Issues
        "open an issue in acme/web: checkout fails in Safari",
        """github-create_issue {"owner":"acme","repo":"web","title":"checkout fails in Safari"}""",
        "@TeamsAgent please create a new issue in acme/web: checkout fails in Safari — since Monday, for everybody",
        """github-create_issue {"owner":"acme","repo":"web","title":"checkout fails in Safari","body":"since Monday, for everybody"}""",
        "open a bug in acme/web: “checkout fails” saying it fails, and the page is blank",
        """github-create_issue {"owner":"acme","repo":"web","title":"checkout fails","body":"it fails, and the page is blank"}""",
        "Could you open an issue in acme/web labelled bug and checkout: it fails",
        """github-create_issue {"owner":"acme","repo":"web","labels":["bug","checkout"],"title":"it fails"}""",
        "open an issue in acme/web: it fails, labelled bug",
        """github-create_issue {"owner":"acme","repo":"web","labels":["bug"],"title":"it fails"}""",
        "file an issue titled “Pay: card is refused” in acme/api",
        """github-create_issue {"owner":"acme","repo":"api","title":"Pay: card is refused"}""",
        "open an issue: search is slow in acme/web",
        """github-create_issue {"owner":"acme","repo":"web","title":"search is slow"}""",
        "open an issue in acme/web: first line\nsecond line",
        """github-create_issue {"owner":"acme","repo":"web","title":"first line","body":"second line"}""",
        "list the open issues in acme/web",
        """github-list_issues {"owner":"acme","repo":"web","state":"open"}""",
        "Show me all issues of acme/api",
        """github-list_issues {"owner":"acme","repo":"api","state":"all"}""",
        "which are the closed issues in acme/api?",
        """github-list_issues {"owner":"acme","repo":"api","state":"closed"}""",
        "comment on issue 3 in acme/web: I can see it too",
        """github-comment_on_issue {"owner":"acme","repo":"web","issue_number":3,"body":"I can see it too"}""",
        "comment on #3 in acme/web saying fixed in 2.1",
        """github-comment_on_issue {"owner":"acme","repo":"web","issue_number":3,"body":"fixed in 2.1"}""",
        "close issue 3 in acme/web",
        """github-close_issue {"owner":"acme","repo":"web","issue_number":3}""",

        "open an issue in acme/web about the broken login",
        """github-create_issue {"owner":"acme","repo":"web","title":"the broken login"}""",
        "open an issue about the broken login in acme/secret-plans",
        """github-create_issue {"owner":"acme","repo":"secret-plans","title":"the broken login"}""",
        "open an issue in acme/web: see https://x.example/a/b: it is and/or broken",
        """github-create_issue {"owner":"acme","repo":"web","title":"see https://x.example/a/b: it is and/or broken"}""",

        // Calendar
        "put a 30 minute triage with Ben in the calendar tomorrow at 10",
        """google_calendar-create_event {"attendees":["ben@contoso.example"],"start":"2026-11-25T10:00:00+01:00","end":"2026-11-25T10:30:00+01:00","time_zone":"Europe/Berlin","summary":"Triage"}""",
        "schedule an hour with Ben and Ada called “Release plan” on Friday at 2:30 pm",
        """google_calendar-create_event {"attendees":["ben@contoso.example","ada@contoso.example"],"start":"2026-11-27T14:30:00+01:00","end":"2026-11-27T15:30:00+01:00","time_zone":"Europe/Berlin","summary":"Release plan"}""",
        "book a review with zoe@fabrikam.example on 2026-12-01 from 9 to 11",
        """google_calendar-create_event {"attendees":["zoe@fabrikam.example"],"start":"2026-12-01T09:00:00+01:00","end":"2026-12-01T11:00:00+01:00","time_zone":"Europe/Berlin","summary":"Review"}""",
        "add a meeting to my calendar next Tuesday at noon",
        """google_calendar-create_event {"start":"2026-12-01T12:00:00+01:00","end":"2026-12-01T12:30:00+01:00","time_zone":"Europe/Berlin","summary":"Meeting"}""",
        "put a workshop in the calendar on 6 July at 9",
        """google_calendar-create_event {"start":"2027-07-06T09:00:00+02:00","end":"2027-07-06T09:30:00+02:00","time_zone":"Europe/Berlin","summary":"Workshop"}""",
        "put a call in the calendar on 2027-03-28 at 2:30",
        """google_calendar-create_event {"start":"2027-03-28T03:30:00+02:00","end":"2027-03-28T04:00:00+02:00","time_zone":"Europe/Berlin","summary":"Call"}""",
        "what is in my calendar tomorrow?",
        """google_calendar-list_events {"time_min":"2026-11-25T00:00:00+01:00","time_max":"2026-11-26T00:00:00+01:00"}""",
        "cancel the event standup00ana",
        """google_calendar-delete_event {"event_id":"standup00ana"}""",
        "cancel the event Roadmap tomorrow",
        """google_calendar-list_events {"time_min":"2026-11-25T00:00:00+01:00","time_max":"2026-11-26T00:00:00+01:00"}""",

        // Mail
        "send a mail to ben@contoso.example saying the checkout is down. I am on it.",
        """gmail-send_message {"to":["ben@contoso.example"],"subject":"The checkout is down","body":"the checkout is down. I am on it."}""",
        "send a mail to ben@contoso.example, subject Checkout: it is down since nine",
        """gmail-send_message {"to":["ben@contoso.example"],"subject":"Checkout","body":"it is down since nine"}""",
        "email Ben and zoe@fabrikam.example, cc Ada, bcc Eve, with subject “Status” saying all is well",
        """gmail-send_message {"cc":["ada@contoso.example"],"bcc":["eve@contoso.example"],"to":["ben@contoso.example","zoe@fabrikam.example"],"subject":"Status","body":"all is well"}""",

        "email Ben: the checkout is down",
        """gmail-send_message {"to":["ben@contoso.example"],"subject":"The checkout is down","body":"the checkout is down"}""",
        "Send Ben a mail saying hi",
        """gmail-send_message {"to":["ben@contoso.example"],"subject":"Hi","body":"hi"}""",
        "write an email to ben@contoso.example with subject Hello and body How are you?",
        """gmail-send_message {"to":["ben@contoso.example"],"subject":"Hello","body":"How are you?"}""",

        // Money
        "transfer 1250 EUR to DE89370400440532013000 for invoice 77",
        """payments-transfer {"to":"DE89370400440532013000","reference":"invoice 77","amount":"1250.00","currency":"EUR"}""",
        "pay €1,250.50 to DE89 3704 0044 0532 0130 00 for invoice 77",
        """payments-transfer {"to":"DE89370400440532013000","reference":"invoice 77","amount":"1250.50","currency":"EUR"}""",
        "send 99.9 dollars to GB33BUKB20201555555555, reference rent",
        """payments-transfer {"to":"GB33BUKB20201555555555","reference":"rent","amount":"99.90","currency":"USD"}""",
        "transfer 1.250.000,00 EUR to DE89370400440532013000 for the house",
        """payments-transfer {"to":"DE89370400440532013000","reference":"the house","amount":"1250000.00","currency":"EUR"}""",

        "transfer EUR 1250 to DE89370400440532013000 for invoice 77, and send a mail to Ben saying it is paid",
        """payments-transfer {"to":"DE89370400440532013000","reference":"invoice 77","amount":"1250.00","currency":"EUR"} + gmail-send_message {"to":["ben@contoso.example"],"subject":"It is paid","body":"it is paid"}""",
        "transfer 1250 EUR to Ben for invoice 77", "To which IBAN should the money go?",
        "transfer 1e3 EUR to DE89370400440532013000 for tea", "How much should be transferred?",
        "transfer -5 EUR to DE89370400440532013000 for tea", "How much should be transferred?",
        "transfer 1,000 EUR to DE89370400440532013000 for tea", "How much is “1,000”? Please write the amount with a point and two decimals, such as 1000.00.",

        // Several at once
        "open an issue in acme/web: checkout fails in Safari, and put a 30 minute triage with Ben in the calendar tomorrow at 10.",
        """github-create_issue {"owner":"acme","repo":"web","title":"checkout fails in Safari"} + google_calendar-create_event {"attendees":["ben@contoso.example"],"start":"2026-11-25T10:00:00+01:00","end":"2026-11-25T10:30:00+01:00","time_zone":"Europe/Berlin","summary":"Triage"}""",
        "comment on issue 3 in acme/web: done; close issue 3 in acme/web",
        """github-comment_on_issue {"owner":"acme","repo":"web","issue_number":3,"body":"done"} + github-close_issue {"owner":"acme","repo":"web","issue_number":3}""",
        "close issue 2 in acme/web and then close issue 3",
        """github-close_issue {"owner":"acme","repo":"web","issue_number":2} + github-close_issue {"owner":"acme","repo":"web","issue_number":3}""",
        "open an issue in acme/web: search and filter differ, and both are slow",
        """github-create_issue {"owner":"acme","repo":"web","title":"search and filter differ, and both are slow"}""",
    ];

    public static TheoryData<string, string> Table => [.. Sentences.Chunk(2).Select(pair => new TheoryDataRow<string, string>(pair[0], pair[1]))];

    [Theory]
    [MemberData(nameof(Table))]
    public async Task A_sentence_becomes_calls(string said, string called)
    {
        await using var world = await StartAsync();

        var answer = await world.SayAsync(said);

        Assert.Equal(Normal(called), Normal(Line(answer)));
    }

    /// <summary>Members in any order.</summary>
    private static string Normal(string line) => string.Join(" + ", line.Split(" + ").Select(call =>
    {
        var blank = call.IndexOf(" {", StringComparison.Ordinal);
        if (blank < 0)
        {
            return call;
        }

        var members = JsonNode.Parse(call[(blank + 1)..])!.AsObject().OrderBy(member => member.Key, StringComparer.Ordinal);
        return $"{call[..blank]} {string.Join(", ", members.Select(member => $"{member.Key}={member.Value!.ToJsonString()}"))}";
    }));
}
