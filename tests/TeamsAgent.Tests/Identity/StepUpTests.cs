using System.Net;
using Microsoft.EntityFrameworkCore;
using TeamsAgent.Domain.Decisions;
using TeamsAgent.Domain.Requests;
using TeamsAgent.Identity;
using TeamsAgent.Identity.Auth0;
using TeamsAgent.Requests;
using TeamsAgent.Sandbox;
using TeamsAgent.Sandbox.Tenant;
using TeamsAgent.Storage;
using TeamsAgent.Storage.Rows;
using TeamsAgent.Words;

namespace TeamsAgent.Tests.Identity;

/// <summary>Step-up: the action once more, a fresh login with a second factor, and the proof of it in exactly one decision.</summary>
public sealed class StepUpTests
{
    [Fact]
    public async Task The_page_repeats_the_action_whole_and_the_login_completes_the_decision()
    {
        await using var desk = await StepUpDesk.StartAsync();
        using var visit = new Visit(desk.Host);
        var page = await visit.OpenAsync(await desk.LinkAsync());

        Assert.Equal((200, "Approve request #1?"), (page.Status, page.Title));
        foreach (var fact in new[]
        {
            "Ben Weber , you pressed Approve", "Transfer money (Payments)", "Asked by Ana Ortiz", "DE02120300000000202051", "POST https://pay.example/v1/transfers",
            "Idempotency-Key: k-1", """{"amount":"1250.00","reference":"<b>Rent</b>"}""", "Move money from the company's account payments:transfer",
            "The money leaves the account at once.", "issue #7 of acme/web", desk.Asked.PlanHash.Head, desk.Asked.Plan.Steps[0].Call.Hash().Head,
            "March 1, 2027, 6:00 PM (Europe/Berlin), that is March 1, 2027, 5:00 PM UTC",
        })
        {
            Assert.Contains(fact, page.Text, StringComparison.Ordinal);
        }

        Assert.Contains("&lt;b&gt;Rent&lt;/b&gt;&#x27E8;U&#x2B;202E&#x27E9;evil &amp; &quot;co&quot;", page.Html, StringComparison.Ordinal);
        Assert.DoesNotContain("<b>", page.Html, StringComparison.Ordinal);

        var done = await visit.FinishAsync(People.Ben, secondFactor: true);

        Assert.Equal((200, "Your approval is in"), (done.Status, done.Title));
        Assert.Contains("Request #1 is approved and runs now.", done.Text, StringComparison.Ordinal);
        var request = await desk.NowAsync();
        Assert.Equal(RequestState.Approved, request.State);
        var proof = Assert.Single(request.Decisions).Proof!;
        Assert.Equal((People.Ben.Auth0UserId, StepUpProof.NonceOf(proof.NoncePreimage)), (proof.Subject, proof.Nonce));
        Assert.Contains("mfa", proof.Amr);
        Assert.Contains(desk.Asked.PlanHash.Hex, proof.NoncePreimage, StringComparison.Ordinal);
        Assert.Contains("step-up-proven", await desk.Host.AuditedAsync());
        Assert.Contains(desk.Host.Tenant.Calls, call => call.Endpoint == TenantEndpoints.Par && call.Status == 201);
        Assert.Equal("This link was already used", (await visit.OpenAsync(await UsedLinkAsync(desk))).Title);
    }

    [Fact]
    public async Task T27_The_callback_a_second_time_shows_the_result_and_does_nothing()
    {
        await using var desk = await StepUpDesk.StartAsync();
        using var visit = new Visit(desk.Host);
        await visit.OpenAsync(await desk.LinkAsync());
        await visit.FinishAsync(People.Ben, secondFactor: true);
        var version = (await desk.NowAsync()).Version;

        for (var i = 0; i < 3; i++)
        {
            Assert.Equal("Your approval is in", (await visit.ReturnAsync()).Title);
        }

        Assert.Equal(version, (await desk.NowAsync()).Version);
        Assert.Single(desk.Host.Tenant.Calls, call => call.Endpoint == TenantEndpoints.Token);
    }

    [Fact]
    public async Task T27_The_callback_ten_times_at_once_redeems_the_code_once()
    {
        await using var desk = await StepUpDesk.StartAsync();
        using var visit = new Visit(desk.Host);
        await visit.OpenAsync(await desk.LinkAsync());
        var back = await visit.LoginAsync(People.Ben, secondFactor: true);

        await Task.WhenAll(Enumerable.Range(0, 10).Select(_ => visit.Browser.GetAsync(back)));

        Assert.Equal("Your approval is in", (await visit.ReturnAsync()).Title);
        Assert.Single(desk.Host.Tenant.Calls, call => call.Endpoint == TenantEndpoints.Token);
        Assert.Single((await desk.NowAsync()).Decisions, decision => decision.Proof is not null);
    }

    [Fact]
    public async Task T27_The_codes_of_two_browsers_cannot_be_swapped()
    {
        await using var desk = await StepUpDesk.StartAsync();
        using var bens = new Visit(desk.Host);
        using var eves = new Visit(desk.Host);
        var link = await desk.LinkAsync();
        await bens.OpenAsync(link);
        await eves.OpenAsync(link);
        var (bensBack, evesBack) = (await bens.LoginAsync(People.Ben, secondFactor: true), await eves.LoginAsync(People.Eve, secondFactor: true));
        var (bensQuery, evesQuery) = (System.Web.HttpUtility.ParseQueryString(bensBack.Query), System.Web.HttpUtility.ParseQueryString(evesBack.Query));
        evesQuery["code"] = bensQuery["code"];

        // Eve's browser, Eve's state, Ben's code: PKCE does not fit.
        var page = await eves.ReturnAsync(new UriBuilder(evesBack) { Query = evesQuery.ToString() }.Uri);

        Assert.Equal("The login could not be completed", page.Title);
        await desk.AssertNothingHappenedAsync();
    }

    [Fact]
    public async Task T27_An_answer_in_the_name_of_another_issuer_is_refused()
    {
        await using var desk = await StepUpDesk.StartAsync();
        using var visit = new Visit(desk.Host);
        await visit.OpenAsync(await desk.LinkAsync());
        var back = await visit.LoginAsync(People.Ben, secondFactor: true);
        var query = System.Web.HttpUtility.ParseQueryString(back.Query);
        query["iss"] = "https://evil.example/";

        var page = await visit.ReturnAsync(new UriBuilder(back) { Query = query.ToString() }.Uri);

        Assert.Equal((400, "The answer came from elsewhere"), (page.Status, page.Title));
        Assert.DoesNotContain(desk.Host.Tenant.Calls, call => call.Endpoint == TenantEndpoints.Token);
        await desk.AssertNothingHappenedAsync();
    }

    [Fact]
    public async Task T27_An_answer_that_does_not_name_its_issuer_is_refused_where_the_tenant_names_it()
    {
        await using var desk = await StepUpDesk.StartAsync();
        using var visit = new Visit(desk.Host);
        await visit.OpenAsync(await desk.LinkAsync());
        var back = await visit.LoginAsync(People.Ben, secondFactor: true);
        var query = System.Web.HttpUtility.ParseQueryString(back.Query);
        var announced = (await desk.Host.Get<TenantDocuments>().GetAsync(IdentityHost.Ct)).AuthorizationResponseIssParameterSupported;
        Assert.Equal(announced, query["iss"] is not null);
        query.Remove("iss");

        var page = await visit.ReturnAsync(new UriBuilder(back) { Query = query.ToString() }.Uri);

        Assert.Equal(announced ? "The answer came from elsewhere" : "Your approval is in", page.Title);
    }

    [Fact]
    public async Task Somebody_who_is_blocked_at_the_tenant_is_told_so()
    {
        await using var desk = await StepUpDesk.StartAsync();
        desk.Host.Tenant.Faults.Block(People.Ben.Auth0UserId);
        using var visit = new Visit(desk.Host);
        await visit.OpenAsync(await desk.LinkAsync());
        await visit.LoginAsync(People.Ben);

        Assert.Equal((403, "The identity provider refused the login"), ((await visit.ReturnAsync()).Status, visit.Page.Title));
        await desk.AssertNothingHappenedAsync();
    }

    [Fact]
    public async Task T31_Links_states_and_codes_are_not_logged()
    {
        await using var desk = await StepUpDesk.StartAsync();
        using var visit = new Visit(desk.Host);
        var link = await desk.LinkAsync();
        await visit.OpenAsync(link);
        var back = System.Web.HttpUtility.ParseQueryString((await visit.LoginAsync(People.Ben, secondFactor: true)).Query);
        await visit.ReturnAsync();

        var proof = (await desk.NowAsync()).Decisions.Single().Proof!;
        Canary.AssertNowhere(desk.Host, [link.Segments[^1], back["state"]!, back["code"]!]);
        Assert.DoesNotContain(proof.NoncePreimage, desk.Host.Log.All, StringComparison.Ordinal);
    }

    [Fact]
    public async Task T23_Somebody_elses_login_does_nothing_and_the_approver_is_told()
    {
        await using var desk = await StepUpDesk.StartAsync();
        using var eves = new Visit(desk.Host);
        await eves.OpenAsync(await desk.LinkAsync());

        var page = await eves.FinishAsync(People.Eve, secondFactor: true);

        Assert.Equal((403, "This login does not count"), (page.Status, page.Title));
        Assert.StartsWith("This login does not count Somebody else logged in", page.Text[page.Text.IndexOf("This login does not count Some", StringComparison.Ordinal)..], StringComparison.Ordinal);
        await desk.AssertNothingHappenedAsync();
        var note = (await desk.Host.RowsAsync<NoteRow>()).Last(row => row.Kind == NoteKind.Text);
        Assert.Equal(desk.Ben.Id.Value, note.PersonId);
        Assert.StartsWith("Somebody logged in with another account through a link that I sent you.", note.Text, StringComparison.Ordinal);
        Assert.Equal("sign-in-refused", (await desk.Host.AuditedAsync())[^1]);
    }

    public static TheoryData<string, string> Flaws => new()
    {
        { "amr:left-out", nameof(IdTokenFlaw.MethodsMissing) }, { "amr:swapped", nameof(IdTokenFlaw.NoSecondFactor) }, { "amr:text", nameof(IdTokenFlaw.MethodsMissing) },
        { "amr:empty", nameof(IdTokenFlaw.NoSecondFactor) }, { "auth_time:left-out", nameof(IdTokenFlaw.AuthTimeMissing) }, { "auth_time:aged", nameof(IdTokenFlaw.AuthTimeWrong) },
        { "auth_time:swapped", nameof(IdTokenFlaw.AuthTimeWrong) }, { "auth_time:text", nameof(IdTokenFlaw.AuthTimeMissing) }, { "nonce:left-out", nameof(IdTokenFlaw.NonceWrong) },
        { "nonce:aged", nameof(IdTokenFlaw.NonceWrong) }, { "nonce:swapped", nameof(IdTokenFlaw.NonceWrong) }, { "sub:left-out", nameof(IdTokenFlaw.SubjectMissing) },
        { "sub:swapped", nameof(IdTokenFlaw.SubjectWrong) }, { "acr:swapped", nameof(IdTokenFlaw.ContextClassWrong) }, { "iat:left-out", nameof(IdTokenFlaw.IssuedAtWrong) },
        { "iat:aged", nameof(IdTokenFlaw.IssuedAtWrong) }, { "iat:swapped", nameof(IdTokenFlaw.IssuedAtWrong) }, { "exp:left-out", nameof(IdTokenFlaw.Expired) },
        { "token:expired", nameof(IdTokenFlaw.Expired) }, { "aud:left-out", nameof(IdTokenFlaw.AudienceWrong) }, { "aud:other", nameof(IdTokenFlaw.AudienceWrong) },
        { "aud:several", nameof(IdTokenFlaw.AudienceWrong) }, { "iss:left-out", nameof(IdTokenFlaw.IssuerWrong) }, { "iss:other", nameof(IdTokenFlaw.IssuerWrong) },
        { "iss:no-slash", nameof(IdTokenFlaw.IssuerWrong) }, { "alg:none", nameof(IdTokenFlaw.AlgorithmNotAllowed) }, { "alg:hs256-with-public-key", nameof(IdTokenFlaw.AlgorithmNotAllowed) },
        { "kid:of-another-key", nameof(IdTokenFlaw.SignatureInvalid) }, { "kid:unknown", nameof(IdTokenFlaw.KeyUnknown) }, { "key:unpublished", nameof(IdTokenFlaw.SignatureInvalid) },
        { "signature:broken", nameof(IdTokenFlaw.SignatureInvalid) }, { "token:left-out", nameof(IdTokenFlaw.NotAToken) }, { "token:not-a-jwt", nameof(IdTokenFlaw.NotAToken) },
    };

    [Theory]
    [MemberData(nameof(Flaws))]
    public async Task T25_A_login_with_a_flaw_is_refused_with_its_own_reason(string fault, string flaw)
    {
        await using var desk = await StepUpDesk.StartAsync();
        using var visit = new Visit(desk.Host);
        await visit.OpenAsync(await desk.LinkAsync());
        await visit.LoginAsync(People.Ben, secondFactor: true);
        desk.Host.Tenant.Faults.TamperNextIdToken(IdTokenFault.All[fault]);

        var page = await visit.ReturnAsync();

        Assert.Equal((403, "This login does not count"), (page.Status, page.Title));
        Assert.Contains(Language.English.Text(Enum.Parse<IdTokenFlaw>(flaw)), page.Text, StringComparison.Ordinal);
        Assert.Contains(desk.Host.Log.All.Split('\n'), line => line.Contains(page.Reference, StringComparison.Ordinal) && line.Contains($"id-token-{flaw}", StringComparison.Ordinal));
        await desk.AssertNothingHappenedAsync();
    }

    [Fact]
    public async Task An_acr_that_is_left_out_is_no_flaw_since_the_methods_say_it()
    {
        await using var desk = await StepUpDesk.StartAsync();
        using var visit = new Visit(desk.Host);
        await visit.OpenAsync(await desk.LinkAsync());
        await visit.LoginAsync(People.Ben, secondFactor: true);
        desk.Host.Tenant.Faults.TamperNextIdToken(IdTokenFault.All["acr:left-out"]);

        Assert.Equal("Your approval is in", (await visit.ReturnAsync()).Title);
    }

    [Fact]
    public async Task T26_Keys_that_rolled_over_are_fetched_once_and_waited_for()
    {
        await using var desk = await StepUpDesk.StartAsync();
        desk.Host.Tenant.Faults.RotateKeys();
        desk.Host.Tenant.Faults.RotateKeys();
        desk.Host.Tenant.Faults.RevokeOldKeys();
        desk.Host.Tenant.ForgetCalls();
        using var visit = new Visit(desk.Host);
        await visit.OpenAsync(await desk.LinkAsync());

        Assert.Equal("Your approval is in", (await visit.FinishAsync(People.Ben, secondFactor: true)).Title);
        Assert.Single(desk.Host.Tenant.Calls, call => call.Endpoint == TenantEndpoints.Jwks);
    }

    [Theory]
    [InlineData("withdrawn", 409, "Your approval does not count")]
    [InlineData("expired", 409, "Your approval does not count")]
    [InlineData("blocked", 403, "Your account is blocked")]
    [InlineData("altered", 409, "The plan was altered")]
    [InlineData("unlinked", 409, "Link your chat account first")]
    [InlineData("gone", 404, "This request is not known")]
    public async Task A_link_to_something_that_has_changed_says_so(string what, int status, string title)
    {
        await using var desk = await StepUpDesk.StartAsync();
        await ChangeAsync(desk, what);
        using var visit = new Visit(desk.Host);

        var page = await visit.OpenAsync(await desk.LinkAsync());

        Assert.Equal((status, title), (page.Status, page.Title));
        Assert.Null((await desk.Host.RowsAsync<SignInRow>()).Find(row => row.Kind == TicketKind.StepUp));
    }

    [Theory]
    [InlineData("withdrawn", "This request is already settled; nothing was changed.")]
    [InlineData("expired", "This request has expired. Ask again if it is still needed.")]
    [InlineData("blocked", "Your account is blocked; ask an administrator.")]
    [InlineData("unlinked", "This needs a linked account, and yours is not linked yet.")]
    public async Task What_changes_during_the_login_ends_it(string what, string sentence)
    {
        await using var desk = await StepUpDesk.StartAsync(set => set["Identity:SignInLifetime"] = "01:00:00");
        using var visit = new Visit(desk.Host);
        if (what == "expired")
        {
            desk.Host.Clock.Advance(TimeSpan.FromHours(8) - TimeSpan.FromSeconds(30));
        }

        await visit.OpenAsync(await desk.LinkAsync());
        await visit.LoginAsync(People.Ben, secondFactor: true);
        if (what == "expired")
        {
            desk.Host.Clock.Advance(TimeSpan.FromSeconds(30));
        }
        else
        {
            await ChangeAsync(desk, what);
        }

        var page = await visit.ReturnAsync();

        Assert.Contains(sentence, page.Text, StringComparison.Ordinal);
        Assert.Null((await desk.NowAsync()).Decisions.SingleOrDefault(decision => decision.Proof is not null));
        Assert.Equal("sign-in-refused", (await desk.Host.AuditedAsync())[^1]);
    }

    [Fact]
    public async Task A_login_that_takes_too_long_is_refused()
    {
        await using var desk = await StepUpDesk.StartAsync();
        using var visit = new Visit(desk.Host);
        await visit.OpenAsync(await desk.LinkAsync());
        await visit.LoginAsync(People.Ben, secondFactor: true);
        desk.Host.Clock.Advance(TimeSpan.FromMinutes(10));

        Assert.Equal((410, "The login took too long"), ((await visit.ReturnAsync()).Status, visit.Page.Title));
        await desk.AssertNothingHappenedAsync();
    }

    [Theory]
    [InlineData(TenantEndpoints.Token, "server_error", 503, "The identity provider cannot be reached")]
    [InlineData(TenantEndpoints.Token, "bad_gateway", 503, "The identity provider cannot be reached")]
    [InlineData(TenantEndpoints.Token, "html_200", 502, "The identity provider is not set up for this")]
    [InlineData(TenantEndpoints.Token, "invalid_grant", 400, "The login could not be completed")]
    [InlineData(TenantEndpoints.Token, "invalid_client", 502, "The identity provider is not set up for this")]
    [InlineData(TenantEndpoints.Token, "drop", 503, "The identity provider cannot be reached")]
    [InlineData(TenantEndpoints.Token, "drop_after", 503, "The identity provider cannot be reached")]
    public async Task A_tenant_that_fails_in_the_callback_changes_nothing_and_the_link_still_works(string endpoint, string row, int status, string title)
    {
        await using var desk = await StepUpDesk.StartAsync();
        using var visit = new Visit(desk.Host);
        var link = await desk.LinkAsync();
        await visit.OpenAsync(link);
        await visit.LoginAsync(People.Ben, secondFactor: true);
        desk.Host.Tenant.Faults.FailNext(endpoint, TenantFaultRows.All[row]);

        var page = await visit.ReturnAsync();
        Assert.Equal((status, title), (page.Status, page.Title));
        Assert.Contains(page.Reference, desk.Host.Log.All, StringComparison.Ordinal);
        await desk.AssertNothingHappenedAsync();

        desk.Host.Clock.Advance(TimeSpan.FromSeconds(30));
        await visit.OpenAsync(link);
        Assert.Equal("Your approval is in", (await visit.FinishAsync(People.Ben, secondFactor: true)).Title);
    }

    [Theory]
    [InlineData("server_error")]
    [InlineData("invalid_request")]
    [InlineData("html_200")]
    [InlineData("drop")]
    public async Task A_pushed_request_that_fails_begins_nothing_and_is_not_sent_openly_instead(string row)
    {
        await using var desk = await StepUpDesk.StartAsync();
        using var visit = new Visit(desk.Host);
        await visit.OpenAsync(await desk.LinkAsync());
        desk.Host.Tenant.Faults.FailNext(TenantEndpoints.Par, TenantFaultRows.All[row]);

        Assert.Null(await visit.PressAsync());

        Assert.Equal((503, "The identity provider cannot be reached"), (visit.Page.Status, visit.Page.Title));
        Assert.Null((await desk.Host.RowsAsync<SignInRow>()).Find(r => r.Kind == TicketKind.StepUp));
    }

    [Fact]
    public async Task A_login_that_a_crash_interrupted_says_so()
    {
        await using var desk = await StepUpDesk.StartAsync();
        using var visit = new Visit(desk.Host);
        await visit.OpenAsync(await desk.LinkAsync());
        await visit.LoginAsync(People.Ben, secondFactor: true);
        var now = desk.Host.Clock.GetUtcNow();
        await desk.Host.RunAsync<UnitOfWork, int>(work => work.Db.Set<SignInRow>().ExecuteUpdateAsync(set => set.SetProperty(row => row.TakenAt, now), IdentityHost.Ct));
        await desk.Host.RestartAsync();

        Assert.Equal("One moment", (await visit.ReturnAsync()).Title);
        desk.Host.Clock.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal((503, "The login was interrupted"), ((await visit.ReturnAsync()).Status, visit.Page.Title));
        await desk.AssertNothingHappenedAsync();
    }

    [Fact]
    public async Task A_login_goes_on_after_a_restart()
    {
        await using var desk = await StepUpDesk.StartAsync();
        using var visit = new Visit(desk.Host);
        await visit.OpenAsync(await desk.LinkAsync());
        await visit.LoginAsync(People.Ben, secondFactor: true);
        await desk.Host.RestartAsync();

        Assert.Equal("Your approval is in", (await visit.ReturnAsync()).Title);
    }

    private static async Task<Uri> UsedLinkAsync(StepUpDesk desk)
    {
        var link = await desk.LinkAsync();
        var hash = OneTimeSecret.HashOf(link.Segments[^1]);
        await desk.Host.RunAsync<UnitOfWork, int>(work => work.Db.Set<TicketRow>().Where(row => row.Hash == hash)
            .ExecuteUpdateAsync(set => set.SetProperty(row => row.ClosedAt, desk.Host.Clock.GetUtcNow()), IdentityHost.Ct));
        return link;
    }

    private static async Task ChangeAsync(StepUpDesk desk, string what)
    {
        switch (what)
        {
            case "withdrawn":
                var ana = await desk.Host.PersonAsync(People.Ana);
                await StepUpDesk.ChangeAsync(desk.Host, desk.Asked.Id, request => request.Withdraw(ana, desk.Host.Clock.GetUtcNow()));
                break;
            case "expired":
                desk.Host.Clock.Advance(TimeSpan.FromHours(8));
                break;
            case "blocked":
                await UpdateAsync(desk, work => work.Db.Set<PersonRow>().Where(row => row.Id == desk.Ben.Id.Value).ExecuteUpdateAsync(set => set.SetProperty(row => row.Blocked, true)));
                break;
            case "unlinked":
                await UpdateAsync(desk, work => work.Db.Set<PersonRow>().Where(row => row.Id == desk.Ben.Id.Value).ExecuteUpdateAsync(set => set.SetProperty(row => row.Auth0User, (string?)null)));
                break;
            case "altered":
                var body = (await desk.Host.RowsAsync<RequestRow>()).Single().Body;
                Assert.Contains("pay.example", body, StringComparison.Ordinal);
                await UpdateAsync(desk, work => work.Db.Set<RequestRow>().ExecuteUpdateAsync(set => set.SetProperty(row => row.Body, body.Replace("pay.example", "bad.example", StringComparison.Ordinal))));
                break;
            default:
                await UpdateAsync(desk, work => work.Db.Set<RequestRow>().ExecuteDeleteAsync());
                break;
        }
    }

    private static Task<int> UpdateAsync(StepUpDesk desk, Func<UnitOfWork, Task<int>> update) => desk.Host.RunAsync(update);
}
