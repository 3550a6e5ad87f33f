using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.Extensions.Time.Testing;
using TeamsAgent.Sandbox;
using TeamsAgent.Sandbox.Providers;
using Xunit;

namespace TeamsAgent.Tests.Providers;

/// <summary>A running stand-in, a clock that tests move, and a client that follows nothing and keeps no secret.</summary>
public sealed class ProvidersFixture : IAsyncDisposable
{
    public const string CalendarScope = "https://www.googleapis.com/auth/calendar.events";
    public const string SendScope = "https://www.googleapis.com/auth/gmail.send";

    private ProvidersFixture(SandboxProviders providers, FakeTimeProvider clock)
    {
        Providers = providers;
        Clock = clock;
        Client = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false }) { Timeout = TimeSpan.FromSeconds(30) };
        Client.DefaultRequestHeaders.UserAgent.ParseAdd("TeamsAgent-Tests");
    }

    public SandboxProviders Providers { get; }

    public FakeTimeProvider Clock { get; }

    public HttpClient Client { get; }

    public static CancellationToken Ct => TestContext.Current.CancellationToken;

    public static async Task<ProvidersFixture> StartAsync(string? statePath = null)
    {
        var clock = new FakeTimeProvider(new DateTimeOffset(2026, 11, 24, 8, 30, 0, TimeSpan.Zero));
        return new(await SandboxProviders.StartAsync(new() { StatePath = statePath }, clock, Ct), clock);
    }

    public string TokenOf(SandboxPerson person, string connection, params string[] scopes) =>
        Providers.IssueToken(person.Auth0UserId, connection, scopes, TimeSpan.FromMinutes(10));

    public string GitHubToken(SandboxPerson person) => TokenOf(person, "github", "repo");

    public string GoogleToken(SandboxPerson person) => TokenOf(person, "google-oauth2", CalendarScope, SendScope);

    public string PaymentsToken(SandboxPerson person) => TokenOf(person, "payments", "payments:transfer");

    public async Task<HttpResponseMessage> SendAsync(
        HttpMethod method, string path, string? token, object? json = null, params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(method, Providers.Address + path);
        request.Headers.Authorization = token is null ? null : new AuthenticationHeaderValue("Bearer", token);
        if (json is not null)
        {
            var text = json as string ?? System.Text.Json.JsonSerializer.Serialize(json);
            request.Content = new StringContent(text, Encoding.UTF8, "application/json");
        }

        foreach (var (name, value) in headers)
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }

        return await Client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, Ct);
    }

    public static async Task<JsonNode> JsonOf(HttpResponseMessage response) =>
        JsonNode.Parse(await response.Content.ReadAsStringAsync(Ct))!;

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await Providers.DisposeAsync();
    }
}
