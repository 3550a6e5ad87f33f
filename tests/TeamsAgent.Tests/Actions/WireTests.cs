using System.Globalization;
using System.Net.Http.Headers;
using System.Text.Json;
using TeamsAgent.Actions;
using TeamsAgent.Domain.Plans;
using TeamsAgent.Sandbox;
using TeamsAgent.Sandbox.Providers;
using Xunit;

namespace TeamsAgent.Tests.Actions;

/// <summary>The sealed bytes, sent as they are, do at the provider what the step says.</summary>
public sealed class WireTests
{
    [Theory]
    [InlineData("github.list_issues", """{"owner":"acme","repo":"web"}""", "[0-9]+ issues")]
    [InlineData("github.create_issue", """{"owner":"acme","repo":"web","title":"Checkout fails in Safari","body":"Since noon","labels":["bug"]}""", "Issue #[0-9]+: http.*")]
    [InlineData("github.comment_on_issue", """{"owner":"acme","repo":"web","issue_number":1,"body":"Looking at it"}""", "Comment: http.*")]
    [InlineData("github.close_issue", """{"owner":"acme","repo":"web","issue_number":1}""", "Issue #1 is closed: http.*")]
    [InlineData("google_calendar.list_events", """{"time_min":"2026-11-25T00:00:00+01:00","time_max":"2026-11-26T00:00:00+01:00"}""", "[0-9]+ events")]
    [InlineData("google_calendar.create_event", """{"summary":"Triage","start":"2026-11-25T10:00:00+01:00","end":"2026-11-25T10:30:00+01:00","time_zone":"Europe/Berlin","attendees":["ben@contoso.example"]}""", "Event “Triage”: http.*")]
    [InlineData("google_calendar.delete_event", """{"event_id":"standup00ana"}""", "Delete an event: done\\.")]
    [InlineData("gmail.send_message", """{"to":["ben@contoso.example"],"cc":["ada@contoso.example"],"subject":"Grüße 😀","body":"Hello\nBen"}""", "Sent; Gmail's id is .+")]
    [InlineData("payments.transfer", """{"to":"DE89370400440532013000","amount":"1250.00","currency":"EUR","reference":"Invoice 77"}""", "Transfer tr_.+: completed")]
    public async Task Every_shipped_action_is_taken_by_its_provider(string action, string arguments, string sentence)
    {
        var ct = TestContext.Current.CancellationToken;
        await using var providers = await SandboxProviders.StartAsync(new ProvidersOptions(), TimeProvider.System, ct);
        var catalogue = ActionCatalogue.Load(new CatalogueOptions
        {
            AllowLoopback = true,
            BaseUrls = new Dictionary<string, string>
            {
                ["github"] = $"{providers.Address}/github", ["google_calendar"] = $"{providers.Address}/google",
                ["gmail"] = $"{providers.Address}/gmail", ["payments"] = $"{providers.Address}/payments",
            },
        });
        var step = The.Sealed(catalogue, action, arguments);
        using var client = new HttpClient();

        Assert.False(step.Probe is { } early && Found((await AnswerAsync(client, providers, early.Call, ct)).Json, early.Found));
        var answer = await AnswerAsync(client, providers, step.Call, ct);

        Assert.True(answer.Ok, answer.Json?.ToString());
        Assert.Matches($"^{sentence}$", ResultText.Render(step, answer.Json, allowLoopback: true).Sentence);
        Assert.Equal(step.ReadsOnly ? 0 : 1, providers.Effects.Count);
        Assert.True(step.Probe is not { } late || Found((await AnswerAsync(client, providers, late.Call, ct)).Json, late.Found));
    }

    private static async Task<(bool Ok, JsonElement? Json)> AnswerAsync(HttpClient client, SandboxProviders providers, SealedCall call, CancellationToken ct)
    {
        using var request = new HttpRequestMessage(new HttpMethod(call.Method), call.Url);
        request.Headers.Authorization = new AuthenticationHeaderValue(
            "Bearer", providers.IssueToken(People.Ana.Auth0UserId, call.Connection, call.Scopes, TimeSpan.FromMinutes(5)));
        request.Content = call.Body.IsEmpty ? null : new ReadOnlyMemoryContent(call.Body);
        foreach (var header in call.Headers)
        {
            Assert.True(request.Headers.TryAddWithoutValidation(header.Name, header.Value) || request.Content!.Headers.TryAddWithoutValidation(header.Name, header.Value));
        }

        using var response = await client.SendAsync(request, ct);
        var body = await response.Content.ReadAsStringAsync(ct);
        return (response.IsSuccessStatusCode, body.Length == 0 ? null : JsonSerializer.Deserialize<JsonElement>(body));
    }

    private static bool Found(JsonElement? answer, string pointer)
    {
        var at = answer!.Value;
        foreach (var name in pointer[1..].Split('/'))
        {
            var there = at.ValueKind == JsonValueKind.Array ? int.Parse(name, CultureInfo.InvariantCulture) < at.GetArrayLength() : at.TryGetProperty(name, out _);
            if (!there)
            {
                return false;
            }

            at = at.ValueKind == JsonValueKind.Array ? at[int.Parse(name, CultureInfo.InvariantCulture)] : at.GetProperty(name);
        }

        return true;
    }
}
