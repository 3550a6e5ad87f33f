using TeamsAgent.Domain.People;
using TeamsAgent.Identity;
using TeamsAgent.Requests;
using TeamsAgent.Sandbox;
using TeamsAgent.Storage.Rows;
using TeamsAgent.Tests.Identity;

namespace TeamsAgent.Tests.Words;

/// <summary>Pages speak the language of the person whom the link is for; where nobody knows who that is, the one that the browser asks for.</summary>
public sealed class GermanPageTests
{
    [Fact]
    public async Task A_persons_link_opens_a_page_in_their_language_from_its_first_word_to_its_last()
    {
        await using var host = await IdentityHost.StartAsync();
        var eve = await GermanAsync(host, People.Eve);
        using var visit = new Visit(host);

        var page = await visit.OpenAsync(await host.TicketAsync(new TicketRequest(TicketKind.Link, eve.Id, IdentityHost.ChatOf(People.Eve))));
        Assert.Equal((200, "Verknüpfen Sie Ihr Chat-Konto"), (page.Status, page.Title));
        Assert.Contains("<html lang=\"de\">", page.Html, StringComparison.Ordinal);
        Assert.Contains("Als Nächstes melden Sie sich an.", page.Text, StringComparison.Ordinal);

        var code = await visit.FinishAsync(People.Eve);
        Assert.Equal((200, "Ein Schritt fehlt noch"), (code.Status, code.Title));
        Assert.Contains("Minuten in Ihren privaten Chat mit dem Bot:", code.Text, StringComparison.Ordinal);

        var wrong = await host.ConfirmAsync(eve, IdentityHost.ChatOf(People.Eve), "K7QM-2RXD");
        Assert.Equal("Das ist nicht der Code auf der Seite. Noch 4 Versuche; sonst senden Sie „verknüpfen“, um einen neuen Link zu bekommen.", wrong.Sentence);
        var linked = await host.ConfirmAsync(eve, IdentityHost.ChatOf(People.Eve), code.Code);
        Assert.StartsWith("Ihr Chat-Konto ist jetzt mit ", linked.Sentence, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("de-DE,de;q=0.9,en;q=0.8", "de", "Dieser Link funktioniert nicht")]
    [InlineData("fr;q=0.9, de;q=0.5, en;q=0.4", "de", "Dieser Link funktioniert nicht")]
    [InlineData("en-US,en;q=0.9,de;q=0.8", "en", "This link does not work")]
    [InlineData("de;q=0, en;q=0.1", "en", "This link does not work")]
    [InlineData("fr", "en", "This link does not work")]
    [InlineData("*", "en", "This link does not work")]
    [InlineData("☃;;;q=zwölf", "en", "This link does not work")]
    [InlineData(null, "en", "This link does not work")]
    public async Task A_link_that_is_nobodys_is_answered_in_the_browsers_language(string? accepted, string lang, string title)
    {
        await using var host = await IdentityHost.StartAsync();
        using var request = new HttpRequestMessage(HttpMethod.Get, $"{host.Address.AbsoluteUri}link/{new string('x', 43)}");
        if (accepted is not null)
        {
            request.Headers.TryAddWithoutValidation("Accept-Language", accepted.All(char.IsAscii) ? accepted : Uri.EscapeDataString(accepted));
        }

        using var client = new HttpClient();
        using var answer = await client.SendAsync(request, TestContext.Current.CancellationToken);
        var html = await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);

        Assert.Contains($"<html lang=\"{lang}\">", html, StringComparison.Ordinal);
        Assert.Contains($"<h1>{title}</h1>", html, StringComparison.Ordinal);
    }

    private static Task<Person> GermanAsync(IdentityHost host, SandboxPerson who) => host.RunAsync<PersonStore, Person>(people =>
        people.FindOrAddAsync(IdentityHost.ChatOf(who), who.Name, who.TeamsId, "Europe/Berlin", "de-DE", TestContext.Current.CancellationToken));
}
