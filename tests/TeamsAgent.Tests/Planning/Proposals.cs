using System.Text;
using TeamsAgent.Domain.Requests;

namespace TeamsAgent.Tests.Planning;

/// <summary>Function calls as a model writes them, and requests as tests read them.</summary>
internal static class Proposals
{
    public static (string, string) OpenIssue { get; } =
        ("github-create_issue", """{"owner":"acme","repo":"web","title":"Checkout fails in Safari"}""");

    public static (string, string) Triage { get; } = ("google_calendar-create_event",
        """{"summary":"Triage","start":"2026-12-01T10:00:00+01:00","end":"2026-12-01T10:30:00+01:00","time_zone":"Europe/Berlin","attendees":["ben@contoso.example"]}""");

    public static (string, string) ListIssues { get; } = ("github-list_issues", """{"owner":"acme","repo":"web"}""");

    public static (string, string) ListEvents { get; } =
        ("google_calendar-list_events", """{"time_min":"2026-12-01T00:00:00+01:00","time_max":"2026-12-02T00:00:00+01:00"}""");

    public static (string, string) Transfer { get; } =
        ("payments-transfer", """{"to":"DE89370400440532013000","amount":"1250.00","currency":"EUR","reference":"Invoice 7"}""");

    public static string BodyOf(ApprovalRequest request, int step = 0) => Encoding.UTF8.GetString(request.Plan.Steps[step].Call.Body.Span);
}
