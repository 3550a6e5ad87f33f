using System.Buffers.Text;
using System.Net;
using System.Text;
using TeamsAgent.Sandbox;
using Xunit;
using static TeamsAgent.Tests.Providers.ProvidersFixture;

namespace TeamsAgent.Tests.Providers;

public sealed class GmailProvidersTests
{
    private const string Send = "/gmail/gmail/v1/users/me/messages/send";

    private static object Raw(string message) => new { raw = Base64Url.EncodeToString(Encoding.UTF8.GetBytes(message.ReplaceLineEndings("\r\n"))) };

    [Fact]
    public async Task A_message_is_taken_apart_as_its_readers_will_see_it()
    {
        await using var world = await StartAsync();

        var response = await world.SendAsync(HttpMethod.Post, Send, world.GoogleToken(People.Ana), Raw(
            """
            From: ana@contoso.example
            To: "Weber, Ben" <ben@contoso.example>,
             ada@contoso.example
            Bcc: eve@contoso.example
            Subject: =?utf-8?B?S2Fzc2UgZsOk?= =?utf-8?Q?llt_aus?=
            MIME-Version: 1.0
            Content-Type: text/plain; charset=utf-8
            Content-Transfer-Encoding: base64

            R3LDvMOfZQ0KQW5h
            """));

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal("SENT", (string)(await JsonOf(response))["labelIds"]![0]!);
        var mail = Assert.Single(world.Providers.Mails);
        Assert.Equal(["ben@contoso.example", "ada@contoso.example"], mail.To);
        Assert.Equal(["eve@contoso.example"], mail.Bcc);
        Assert.Equal(("Kasse fällt aus", "Grüße\nAna", "ana@contoso.example"), (mail.Subject, mail.Text, mail.From));
    }

    [Fact]
    public async Task The_plain_part_of_a_multipart_message_is_found()
    {
        await using var world = await StartAsync();

        await world.SendAsync(HttpMethod.Post, Send, world.GoogleToken(People.Ana), Raw(
            """
            To: ben@contoso.example
            Subject: two forms
            Content-Type: multipart/alternative; boundary="b1"

            not shown
            --b1
            Content-Type: text/plain; charset=utf-8
            Content-Transfer-Encoding: quoted-printable

            caf=C3=A9 =
            au lait
            --b1
            Content-Type: text/html

            <b>no</b>
            --b1--
            """));

        Assert.Equal("café au lait", Assert.Single(world.Providers.Mails).Text);
    }

    [Theory]
    [InlineData("Subject: nobody\n\nhello", "Recipient address required")]
    [InlineData("To: Ben\n\nhello", "Invalid To header")]
    [InlineData("To: ben@contoso.example\nTo: eve@contoso.example\n\nhello", "Invalid To header")]
    [InlineData("To: ben@contoso.example\nno colon here\n\nhello", "Invalid header line")]
    [InlineData("To: ben@contoso.example\nContent-Transfer-Encoding: rot13\n\nhello", "Invalid Content-Transfer-Encoding header")]
    public async Task A_malformed_message_is_refused(string message, string error)
    {
        await using var world = await StartAsync();

        var response = await world.SendAsync(HttpMethod.Post, Send, world.GoogleToken(People.Ana), Raw(message));

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        var json = (await JsonOf(response))["error"]!;
        Assert.Equal((error, "invalidArgument", "INVALID_ARGUMENT"), ((string)json["message"]!, (string)json["errors"]![0]!["reason"]!, (string)json["status"]!));
        Assert.Empty(world.Providers.Mails);
    }

    [Theory]
    [InlineData("{}", 400)]
    [InlineData("""{"raw":"**"}""", 400)]
    [InlineData("""{"raw":"VG86IGE","to":"ben@contoso.example"}""", 400)]
    [InlineData("nonsense", 400)]
    public async Task A_malformed_payload_is_refused(string body, int status)
    {
        await using var world = await StartAsync();

        Assert.Equal(status, (int)(await world.SendAsync(HttpMethod.Post, Send, world.GoogleToken(People.Ana), body)).StatusCode);
    }

    [Fact]
    public async Task Nobody_sends_as_somebody_else()
    {
        await using var world = await StartAsync();

        var response = await world.SendAsync(
            HttpMethod.Post, "/gmail/gmail/v1/users/ben%40contoso.example/messages/send", world.GoogleToken(People.Ana), Raw("To: eve@contoso.example\n\nhello"));

        Assert.Equal(HttpStatusCode.Forbidden, response.StatusCode);
    }
}
