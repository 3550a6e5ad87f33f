using System.Text;
using System.Text.RegularExpressions;
using Microsoft.Extensions.DependencyInjection;
using TeamsAgent.Domain.People;
using TeamsAgent.Identity;
using TeamsAgent.Sandbox;
using TeamsAgent.Sandbox.Chat;
using TeamsAgent.Sandbox.Tenant;
using TeamsAgent.Tests.Worlds;

namespace TeamsAgent.Tests.Faults;

/// <summary>Whole stories with recognisable secrets, told at the loudest log level; then everything that was written anywhere is searched.</summary>
public sealed partial class CanaryTests
{
    // Every secret of the local world begins so; the tenant's and the bot service's tokens are JWTs, which are known by their form (RFC 7519).
    private static readonly string[] Secrets =
        ["provider-token-canary-", "bot-token-canary-", "client-secret-canary-", "teams-client-secret-", "model-key-of-", "admin-key-of-", .. People.All.Select(person => person.Password)];

    [Fact]
    public async Task T31_no_secret_is_in_the_database_the_keys_the_log_the_chat_the_audit_or_the_model()
    {
        var refreshTokens = new List<string>();
        await using var story = await Faulty.BeginAsync(("Logging:LogLevel:Default", "Trace"));
        await TellAsync(story, refreshTokens);
        await story.QuietAsync();

        Assert.NotEmpty(refreshTokens);
        var links = Links(story);
        Assert.NotEmpty(links);
        var everywhere = await EverywhereAsync(story);
        Assert.All(new[] { "database", "log", "chat", "model", "audit", "keys" }, place => Assert.True(everywhere[place].Length > 500, $"Nothing to search in the {place}."));
        foreach (var (place, text) in everywhere)
        {
            // The person's own chat is where one-time links belong.
            foreach (var secret in Secrets.Concat(refreshTokens).Concat(place is "chat" ? [] : links))
            {
                var at = text.IndexOf(secret, StringComparison.Ordinal);
                Assert.True(at < 0, $"“{secret}” is in the {place}: {Around(text, at)}");
            }

            var jwt = Jwt().Match(text);
            Assert.False(jwt.Success, $"A JWT is in the {place}: {Around(text, jwt.Index)}");
        }
    }

    private static async Task TellAsync(Story story, List<string> refreshTokens)
    {
        var issue = await story.AsksAsync(People.Ana, "open an issue in acme/web: canaries sing");
        await issue.PressAsync(People.Ben, "approve");
        await issue.ShowsAsync("Issue #");

        var payment = await story.AsksAsync(People.Ana, "transfer 1250.00 EUR to DE89 3704 0044 0532 0130 00 for invoice 4711");
        await payment.ApproveWithStepUpAsync(People.Ben);
        await payment.ShowsAsync("Done");

        // Read, then act: what the provider answered goes through the model.
        var read = await story.AsksAsync(People.Ana, "comment on the newest issue in acme/web: read before");
        await read.PressAsync(People.Ana, "approve");
        var act = await story.CardAsync(m => CardText.Of(m.Card).Contains("Comment on issue", StringComparison.Ordinal) && CardActions.Find(m.Card!, "approve") is not null, "the card of the comment");
        await new Posted(story, act.Id).PressAsync(People.Ben, "approve");
        await new Posted(story, act.Id).ShowsAsync("Done");

        var failed = await story.AsksAsync(People.Ana, "open an issue in acme/web: the exchange fails");
        story.World.Tenant.Faults.FailNextExchange(TenantFaultRows.All["invalid_client"]);
        await failed.PressAsync(People.Ben, "approve");
        await failed.ShowsAsync("waits for");

        story.World.Providers.RevokeTokens(People.Ana.Auth0UserId, "github");
        var unauthorized = await story.AsksAsync(People.Ana, "open an issue in acme/web: the token is revoked");
        await unauthorized.PressAsync(People.Ben, "approve");
        await unauthorized.ShowsAsync("did not accept the access (401)");

        refreshTokens.AddRange(await StoredRefreshTokensAsync(story));
    }

    // Only the product itself can read what it stores; so what is stored is read through its own vault.
    private static async Task<IReadOnlyList<string>> StoredRefreshTokensAsync(Story story)
    {
        var tokens = new List<string>();
        foreach (var person in await new ProductFile(story).AllAsync("SELECT \"PersonId\" FROM refresh_tokens"))
        {
            await using var scope = story.World.Product.Services.CreateAsyncScope();
            tokens.Add((await scope.ServiceProvider.GetRequiredService<RefreshTokenVault>().ReadAsync(PersonId.Parse(person), Story.Ct))!.Reveal());
        }

        return tokens;
    }

    private static IReadOnlyList<string> Links(Story story) => [.. story.World.Teams.Messages.SelectMany(m => CardActions.In(m.Card))
        .Where(action => (string?)action["type"] == "Action.OpenUrl").Select(action => OneTime().Match((string)action["url"]!)).Where(link => link.Success)
        .Select(link => link.Groups[1].Value).Distinct()];

    private static async Task<IReadOnlyDictionary<string, string>> EverywhereAsync(Story story)
    {
        var file = new ProductFile(story);
        var texts = new Dictionary<string, string>
        {
            ["database"] = Files(Path.GetDirectoryName(file.Path)!, "teamsagent.db*"),
            ["keys"] = Files(story.World.Product.Settings["Identity:KeyRingPath"]!, "*"),
            ["log"] = string.Join('\n', story.Log),
            ["chat"] = string.Join('\n', story.World.Teams.Messages.SelectMany(m => m.Earlier.Append(m.Activity).Concat(m.Views.Values)).Select(json => json.ToJsonString()))
                + string.Join('\n', story.World.Teams.Connector.Calls.Select(call => call.Body)),
            ["model"] = string.Join('\n', story.World.Model.Requests.Select(request => request.Body)),
            ["audit"] = string.Join('\n', await file.AllAsync("SELECT \"Body\" FROM audit")),
            ["admin pages"] = (await story.AdminAsync("/admin/requests"))!.ToJsonString(),
            ["provider calls"] = string.Join('\n', story.World.Providers.Calls.Select(call => call.Target + call.BodyText + string.Join('\n', call.Headers))),
        };
        return texts;
    }

    private static string Around(string text, int at) => at < 0 ? "" : text[Math.Max(0, at - 200)..Math.Min(text.Length, at + 100)];

    private static string Files(string folder, string pattern)
    {
        var text = new StringBuilder();
        foreach (var path in Directory.GetFiles(folder, pattern))
        {
            using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            using var reader = new StreamReader(stream, Encoding.Latin1);
            text.Append(reader.ReadToEnd());
        }

        return text.ToString();
    }

    [GeneratedRegex(@"eyJ[A-Za-z0-9_-]{10,}\.[A-Za-z0-9_-]{10,}\.")]
    private static partial Regex Jwt();

    [GeneratedRegex("/(?:link|connect|stepup)/([^/?#]{20,})$")]
    private static partial Regex OneTime();
}
