using System.Net;
using System.Text.Json.Nodes;
using TeamsAgent.Sandbox;
using TeamsAgent.Sandbox.Chat;
using TeamsAgent.Tests.Worlds;

namespace TeamsAgent.Tests.Faults;

/// <summary>Every public entry is tried without a decision, with a forged one, and with another request's.</summary>
[Collection(InFaultyWorld.Name)]
public sealed class SideEntranceTests(FaultyWorld world)
{
    private const string Foreign = "I did not post this card here, so nothing was decided. Decide on the card in the conversation where it was asked for.";
    private readonly Story _story = world.Story;

    [Fact]
    public async Task T50_a_press_with_another_requests_proof_or_a_forged_one_decides_nothing()
    {
        var one = await _story.AsksAsync(People.Ana, "open an issue in acme/web: the one");
        var other = await _story.AsksAsync(People.Ana, "open an issue in acme/web: the other");
        var before = await StandAsync();

        foreach (var (change, answer) in new (Action<JsonObject>, string)[]
        {
            (data => data["nonce"] = other.Data("approve")["nonce"]!.DeepClone(), "changed since this card"),
            (data => data["nonce"] = new string('0', 32), "changed since this card"),
            (data => data.Remove("nonce"), "changed since this card"),
            (data => data["plan"] = other.Data("approve")["plan"]!.DeepClone(), "changed since this card"),
            (data => data["plan"] = new string('0', 64), "changed since this card"),
            (data => data["requestId"] = other.RequestId, Foreign),
            (data => data["requestId"] = "r_" + new string('0', 32), Foreign),
            (data => data["requestId"] = "x' OR 1=1 --", Foreign),
            (data => data.Remove("requestId"), Foreign),
        })
        {
            var result = await one.PressAsync(People.Ben, "approve", change: activity => change((JsonObject)activity["value"]!["action"]!["data"]!));
            Assert.Equal(HttpStatusCode.OK, result.Status);
            Assert.Contains(answer, result.Toast, StringComparison.Ordinal);
        }

        var elsewhere = await one.PressAsync(People.Ben, "approve", change: activity => activity["replyToId"] = other.MessageId);
        Assert.Equal(Foreign, elsewhere.Toast);
        var unknownVerb = await one.PressAsync(People.Ben, "approve", change: activity => activity["value"]!["action"]!["verb"] = "execute");
        Assert.Equal("I do not know this button; nothing was changed. Use the buttons of the newest card.", unknownVerb.Toast);
        await NothingHappenedAsync(before, one, other);
    }

    [Theory]
    [InlineData("tab/fetch", HttpStatusCode.NotImplemented)]
    [InlineData("composeExtension/submitAction", HttpStatusCode.NotImplemented)]
    [InlineData("task/submit", HttpStatusCode.NotImplemented)]
    [InlineData("signin/verifyState", HttpStatusCode.NotImplemented)]
    public async Task T50_invokes_that_no_card_of_ours_can_cause_are_not_implemented(string name, HttpStatusCode expected)
    {
        var card = await _story.AsksAsync(People.Ana, $"open an issue in acme/web: invoke {name}");
        var before = await StandAsync();
        var result = await card.PressAsync(People.Ben, "approve", change: activity => activity["name"] = name);
        Assert.Equal(expected, result.Status);
        await NothingHappenedAsync(before, card);
    }

    [Fact]
    public async Task T50_words_reactions_and_edits_decide_nothing()
    {
        var card = await _story.AsksAsync(People.Ana, "open an issue in acme/web: words are no decision");
        var before = await StandAsync();
        foreach (var type in new[] { "messageReaction", "messageUpdate", "messageDelete", "event", "command" })
        {
            var activity = _story.World.Teams.Activities.About(type, People.Ben, card.Message, about =>
            {
                about["text"] = "approve";
                about["reactionsAdded"] = new JsonArray(new JsonObject { ["type"] = "like" });
            });
            Assert.Equal(HttpStatusCode.OK, (await _story.World.Teams.DeliverAsync(card.MessageId, activity, Story.Ct)).Status);
        }

        await NothingHappenedAsync(before, card);
    }

    [Theory]
    [InlineData("/link/")]
    [InlineData("/connect/")]
    [InlineData("/stepup/")]
    public async Task T50_a_made_up_link_opens_nothing(string path)
    {
        var card = await _story.AsksAsync(People.Ana, $"open an issue in acme/web: link {path}");
        var before = await StandAsync();
        using var browser = new TenantBrowser(Story.Ct);
        foreach (var ticket in new[] { Convert.ToHexStringLower(Guid.NewGuid().ToByteArray()), card.RequestId, "..", "%00", new string('A', 4000) })
        {
            var address = new Uri(_story.World.Product.Address + path + ticket);
            using var shown = await browser.GetAsync(address);
            using var sent = await browser.PostAsync(address, [new("form", "x")]);
            Assert.InRange((int)shown.StatusCode, 400, 499);
            Assert.InRange((int)sent.StatusCode, 400, 499);
        }

        await NothingHappenedAsync(before, card);
    }

    [Theory]
    [InlineData("/signin/callback?state={0}&code={0}")]
    [InlineData("/signin/callback?error=access_denied&state={0}")]
    [InlineData("/signin/callback")]
    [InlineData("/signin/connected?state={0}&connect_code={0}")]
    [InlineData("/signin/done/{0}")]
    [InlineData("/signin/done/s_00000000000000000000000000000000")]
    public async Task T50_a_made_up_return_from_a_login_ends_nothing(string form)
    {
        var before = await StandAsync();
        using var browser = new TenantBrowser(Story.Ct);
        using var answer = await browser.GetAsync(new Uri(_story.World.Product.Address + string.Format(System.Globalization.CultureInfo.InvariantCulture, form, Guid.NewGuid().ToString("N"))));
        Assert.InRange((int)answer.StatusCode, 400, 499);
        await NothingHappenedAsync(before);
    }

    [Theory]
    [InlineData("/admin/requests")]
    [InlineData("/admin/audit/verification")]
    [InlineData("/admin/requests/r_00000000000000000000000000000000/trail")]
    public async Task T50_administration_shows_nothing_without_its_key(string path)
    {
        using var http = new HttpClient();
        foreach (var authorization in new[] { null, "Bearer ", "Bearer admin", "Basic " + Convert.ToBase64String("admin:admin"u8), $"bearer {_story.World.Product.Settings["Admin:ApiKey"]}x" })
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, _story.World.Product.Address + path);
            request.Headers.TryAddWithoutValidation("Authorization", authorization);
            using var answer = await http.SendAsync(request, Story.Ct);
            Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
            Assert.DoesNotContain("acme", await answer.Content.ReadAsStringAsync(Story.Ct), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task T50_an_activity_without_the_services_token_is_refused_before_it_is_stored()
    {
        var card = await _story.AsksAsync(People.Ana, "open an issue in acme/web: no token no press");
        var before = await StandAsync();
        var press = _story.World.Teams.Activities.Press(People.Ben, card.Message, CardActions.Find(card.Message.Card!, "approve")!, (JsonObject)card.Data("approve").DeepClone()).ToJsonString();
        foreach (var token in new[] { null, "x", "a.b.c", _story.World.Teams.Tokens.Mint(_story.World.Teams.ServiceUrl, audience: "somebody-else") })
        {
            Assert.Equal(HttpStatusCode.Unauthorized, (await _story.World.Teams.PostRawAsync(press, token, Story.Ct)).Status);
        }

        await NothingHappenedAsync(before, card);
    }

    private async Task<(int Calls, int Exchanges, string Requests)> StandAsync()
    {
        await _story.QuietAsync();
        return (_story.World.Providers.Calls.Count, _story.Exchanges, (await _story.AdminAsync("/admin/requests"))!.ToJsonString());
    }

    private async Task NothingHappenedAsync((int, int, string) before, params IReadOnlyList<Posted> cards)
    {
        Assert.Equal(before, await StandAsync());
        foreach (var card in cards)
        {
            Assert.Equal("AwaitingDecision", await card.StateAsync());
            Assert.Equal(["submitted"], await _story.TrailAsync(card.RequestId));
        }
    }
}
