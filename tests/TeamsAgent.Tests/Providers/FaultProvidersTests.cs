using System.Net;
using System.Text;
using TeamsAgent.Sandbox;
using TeamsAgent.Sandbox.Providers;
using Xunit;
using static TeamsAgent.Tests.Providers.ProvidersFixture;

namespace TeamsAgent.Tests.Providers;

public sealed class FaultProvidersTests
{
    private const string Issues = "/github/repos/acme/web/issues";

    private static Task<HttpResponseMessage> Create(ProvidersFixture world) =>
        world.SendAsync(HttpMethod.Post, Issues, world.GitHubToken(People.Ana), new { title = "x" });

    [Theory]
    [InlineData(ProviderFaultKind.Fail, 500, 0)]
    [InlineData(ProviderFaultKind.FailAfterDoing, 500, 1)]
    [InlineData(ProviderFaultKind.Html, 502, 0)]
    [InlineData(ProviderFaultKind.Redirect, 307, 0)]
    [InlineData(ProviderFaultKind.TooManyRequests, 429, 0)]
    [InlineData(ProviderFaultKind.HugeBody, 201, 1)]
    public async Task A_fault_answers_what_it_says_and_then_all_is_well_again(ProviderFaultKind kind, int status, int effects)
    {
        await using var world = await StartAsync();
        world.Providers.Arm("github", kind);

        using var struck = await Create(world);

        Assert.Equal(status, (int)struck.StatusCode);
        Assert.Equal(effects, world.Providers.EffectsOf("github"));
        var call = Assert.Single(world.Providers.Calls);
        Assert.Equal(kind, call.Fault);
        struck.Dispose();
        Assert.Equal(HttpStatusCode.Created, (await Create(world)).StatusCode);
    }

    [Theory]
    [InlineData(ProviderFaultKind.Drop, 0)]
    [InlineData(ProviderFaultKind.DropAfterDoing, 1)]
    [InlineData(ProviderFaultKind.CloseAfterDoing, 1)]
    public async Task A_dropped_connection_leaves_the_caller_without_an_answer(ProviderFaultKind kind, int effects)
    {
        await using var world = await StartAsync();
        world.Providers.Arm("github", kind);

        await Assert.ThrowsAsync<HttpRequestException>(() => Create(world));

        Assert.Equal(effects, world.Providers.EffectsOf("github"));
        Assert.Null(Assert.Single(world.Providers.Calls).Status);
    }

    [Theory]
    [InlineData(ProviderFaultKind.Hang, 0)]
    [InlineData(ProviderFaultKind.HangAfterDoing, 1)]
    public async Task A_hanging_call_ends_when_the_caller_gives_up(ProviderFaultKind kind, int effects)
    {
        await using var world = await StartAsync();
        world.Providers.Arm("github", kind);

        var hanging = Create(world);
        while (world.Providers.Calls.Count == 0 || world.Providers.EffectsOf("github") < effects)
        {
            await Task.Delay(10, Ct);
        }

        world.Client.CancelPendingRequests();

        await Assert.ThrowsAsync<TaskCanceledException>(() => hanging);
        Assert.Equal(effects, world.Providers.EffectsOf("github"));
        Assert.Null(Assert.Single(world.Providers.Calls).Status);
    }

    [Fact]
    public async Task A_slow_answer_waits_for_the_clock()
    {
        await using var world = await StartAsync();
        world.Providers.Arm("github", new ProviderFault(ProviderFaultKind.Slow) { Delay = TimeSpan.FromMinutes(1) });

        var answer = Create(world);
        while (world.Providers.EffectsOf("github") == 0)
        {
            await Task.Yield();
        }

        Assert.False(answer.IsCompleted);
        while (!answer.IsCompleted)
        {
            world.Clock.Advance(TimeSpan.FromMinutes(1));
            await Task.Delay(10, Ct);
        }

        Assert.Equal(HttpStatusCode.Created, (await answer).StatusCode);
    }

    [Fact]
    public async Task A_huge_answer_is_a_hundred_megabytes_without_a_length()
    {
        await using var world = await StartAsync();
        world.Providers.Arm("github", ProviderFaultKind.HugeBody);

        using var response = await Create(world);

        Assert.Null(response.Content.Headers.ContentLength);
        await using var body = await response.Content.ReadAsStreamAsync(Ct);
        var buffer = new byte[1 << 20];
        long total = 0;
        for (int read; (read = await body.ReadAsync(buffer, Ct)) > 0;)
        {
            total += read;
        }

        Assert.True(total > 100 * 1024 * 1024);
    }

    [Fact]
    public async Task The_other_host_sees_whether_a_token_came_along()
    {
        await using var world = await StartAsync();
        world.Providers.Arm("github", ProviderFaultKind.Redirect);

        var response = await Create(world);
        using var naive = new HttpRequestMessage(HttpMethod.Get, response.Headers.Location);
        naive.Headers.TryAddWithoutValidation("Authorization", "Bearer leaked");
        await world.Client.SendAsync(naive, Ct);
        await world.Client.GetAsync(response.Headers.Location, Ct);

        Assert.StartsWith(world.Providers.OtherHost.Address, response.Headers.Location!.ToString(), StringComparison.Ordinal);
        Assert.Equal([true, false], world.Providers.OtherHost.Visits.Select(visit => visit.SawAuthorization));
    }

    [Fact]
    public async Task Too_many_requests_says_when_to_come_back()
    {
        await using var world = await StartAsync();
        foreach (var provider in ProviderNames.All)
        {
            world.Providers.Arm(provider, new ProviderFault(ProviderFaultKind.TooManyRequests) { RetryAfter = TimeSpan.FromSeconds(7) });
            var response = await world.SendAsync(HttpMethod.Get, $"/{provider}/anything", null);
            Assert.Equal((429, "7"), ((int)response.StatusCode, response.Headers.GetValues("Retry-After").Single()));
        }
    }

    [Fact]
    public async Task A_fault_may_strike_one_method_alone_and_several_times()
    {
        await using var world = await StartAsync();
        world.Providers.Arm("github", new ProviderFault(ProviderFaultKind.Fail) { Method = "POST" }, times: 2);

        var read = await world.SendAsync(HttpMethod.Get, Issues, world.GitHubToken(People.Ana));
        var written = new[] { await Create(world), await Create(world), await Create(world) };

        Assert.Equal(HttpStatusCode.OK, read.StatusCode);
        Assert.Equal([500, 500, 201], written.Select(response => (int)response.StatusCode));
    }

    [Fact]
    public async Task Idle_connections_are_closed_under_the_callers_hands()
    {
        await using var world = await StartAsync();
        var token = world.GitHubToken(People.Ana);
        (await world.SendAsync(HttpMethod.Get, Issues, token)).Dispose();
        (await world.SendAsync(HttpMethod.Get, Issues, token)).Dispose();

        Assert.Equal(1, world.Providers.CloseIdleConnections());
        (await world.SendAsync(HttpMethod.Get, Issues, token)).Dispose();

        var connections = world.Providers.Calls.Select(call => call.ConnectionId).ToList();
        Assert.Equal(connections[0], connections[1]);
        Assert.NotEqual(connections[1], connections[2]);
    }

    [Fact]
    public async Task A_connection_may_end_right_after_its_answer()
    {
        await using var world = await StartAsync();
        world.Providers.Arm("github", ProviderFaultKind.CloseAfterAnswer);

        var answered = await Create(world);
        (await world.SendAsync(HttpMethod.Get, Issues, world.GitHubToken(People.Ana))).Dispose();

        Assert.Equal((HttpStatusCode.Created, 1), (answered.StatusCode, world.Providers.EffectsOf("github")));
        Assert.Equal(2, world.Providers.Calls.Select(call => call.ConnectionId).Distinct().Count());
    }

    [Fact]
    public async Task A_careless_client_repeats_by_itself_what_was_done_on_a_closed_connection()
    {
        await using var world = await StartAsync();
        var token = world.GoogleToken(People.Ana);
        const string events = "/google/calendar/v3/calendars/primary/events";
        (await world.SendAsync(HttpMethod.Get, events, token)).Dispose();
        world.Providers.Arm("google", ProviderFaultKind.CloseAfterDoing);

        var response = await world.SendAsync(HttpMethod.Delete, $"{events}/standup00ana", token);

        Assert.Equal(HttpStatusCode.Gone, response.StatusCode);
        Assert.Equal(["GET", "DELETE", "DELETE"], world.Providers.Calls.Select(call => call.Method));
    }

    [Fact]
    public async Task A_hanging_call_does_not_hold_up_the_end()
    {
        var world = await StartAsync();
        world.Providers.Arm("github", ProviderFaultKind.Hang);
        var hanging = Create(world);
        while (world.Providers.Calls.Count == 0)
        {
            await Task.Delay(10, Ct);
        }

        await world.Providers.DisposeAsync().AsTask().WaitAsync(TimeSpan.FromSeconds(10), Ct);

        await Assert.ThrowsAsync<HttpRequestException>(() => hanging);
        world.Client.Dispose();
    }

    [Fact]
    public async Task Faults_are_armed_by_JSON_and_by_a_form()
    {
        await using var world = await StartAsync();
        var address = $"{world.Providers.Address}/sandbox/providers/faults";

        var json = await world.Client.PostAsync(address, new StringContent("""{"provider":"gmail","fault":"drop_after_doing","times":2,"method":"POST"}""", Encoding.UTF8, "application/json"), Ct);
        var form = await world.Client.PostAsync(address, new FormUrlEncodedContent(new Dictionary<string, string> { ["provider"] = "payments", ["fault"] = "hang", ["times"] = "1" }), Ct);
        var wrong = await world.Client.PostAsync(address, new StringContent("""{"provider":"gmail","fault":"explode"}""", Encoding.UTF8, "application/json"), Ct);

        Assert.Equal([200, 303, 400], new[] { json, form, wrong }.Select(response => (int)response.StatusCode));
        Assert.Equal([ProviderFaultKind.DropAfterDoing, ProviderFaultKind.DropAfterDoing], world.Providers.WaitingFaults["gmail"].Select(fault => fault.Kind));
        Assert.Equal(ProviderFaultKind.Hang, Assert.Single(world.Providers.WaitingFaults["payments"]).Kind);
        Assert.Contains("drop_after_doing", await world.Client.GetStringAsync(address, Ct), StringComparison.Ordinal);
    }
}
