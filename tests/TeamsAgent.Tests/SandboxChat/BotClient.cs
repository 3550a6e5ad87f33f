using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using TeamsAgent.Sandbox;
using TeamsAgent.Sandbox.Chat;

namespace TeamsAgent.Tests.SandboxChat;

/// <summary>What a bot does at the Connector, by bare HTTP.</summary>
internal sealed class BotClient(SandboxTeams teams) : IDisposable
{
    private readonly HttpClient _http = new(new SocketsHttpHandler { AllowAutoRedirect = false, UseProxy = false });

    /// <summary>The bearer token; the first call asks for one.</summary>
    public string? Token { get; set; }

    public async Task<Answer> TokenAsync(
        string? id = null, string? secret = null, string? scope = null, string grant = "client_credentials", string tenant = People.TeamsTenantId)
    {
        using var form = new FormUrlEncodedContent(new Dictionary<string, string>
        {
            ["grant_type"] = grant, ["client_id"] = id ?? People.BotAppId, ["client_secret"] = secret ?? new TeamsOptions().ClientSecret,
            ["scope"] = scope ?? "https://api.botframework.com/.default",
        });
        using var response = await _http.PostAsync(new Uri($"{teams.Address}/{tenant}/oauth2/v2.0/token"), form, TestContext.Current.CancellationToken);
        return await Answer.OfAsync(response);
    }

    public async Task<Answer> CallAsync(HttpMethod method, string path, JsonNode? body = null, string? raw = null)
    {
        Token ??= (string?)(await TokenAsync()).Json?["access_token"];
        using var request = new HttpRequestMessage(method, new Uri(teams.ServiceUrl + path));
        request.Headers.Authorization = Token is { Length: > 0 } ? new AuthenticationHeaderValue("Bearer", Token) : null;
        if ((raw ?? body?.ToJsonString()) is { } text)
        {
            request.Content = new StringContent(text, Encoding.UTF8, "application/json");
        }

        using var response = await _http.SendAsync(request, TestContext.Current.CancellationToken);
        return await Answer.OfAsync(response);
    }

    public Task<Answer> SendAsync(string conversation, JsonNode activity) => CallAsync(HttpMethod.Post, $"v3/conversations/{Uri.EscapeDataString(conversation)}/activities", activity);

    public Task<Answer> ReplyAsync(string conversation, string to, JsonNode activity) =>
        CallAsync(HttpMethod.Post, $"v3/conversations/{Uri.EscapeDataString(conversation)}/activities/{Uri.EscapeDataString(to)}", activity);

    public Task<Answer> UpdateAsync(string conversation, string id, JsonNode activity) =>
        CallAsync(HttpMethod.Put, $"v3/conversations/{Uri.EscapeDataString(conversation)}/activities/{id}", activity);

    public Task<Answer> DeleteAsync(string conversation, string id) =>
        CallAsync(HttpMethod.Delete, $"v3/conversations/{Uri.EscapeDataString(conversation)}/activities/{id}");

    public Task<Answer> GetAsync(string conversation, string what) => CallAsync(HttpMethod.Get, $"v3/conversations/{Uri.EscapeDataString(conversation)}/{what}");

    public void Dispose() => _http.Dispose();
}

/// <summary>An answer of the stand-in.</summary>
internal sealed record Answer(HttpStatusCode Status, string Body, HttpResponseHeaders Headers)
{
    public JsonNode? Json => Body.StartsWith('{') || Body.StartsWith('[') ? JsonNode.Parse(Body) : null;

    public string Id => (string?)Json?["id"] ?? throw new InvalidOperationException($"No id in {(int)Status} {Body}");

    /// <summary>The status with the Connector's error code, such as <c>404 ConversationNotFound</c>.</summary>
    public string Code => $"{(int)Status} {(string?)Json?["error"]?["code"]}".TrimEnd();

    public static async Task<Answer> OfAsync(HttpResponseMessage response) =>
        new(response.StatusCode, await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), response.Headers);
}
