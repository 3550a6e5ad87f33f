using System.Buffers.Text;
using System.Net.Mail;
using System.Text.Json;
using TeamsAgent.Sandbox.Providers.Google;

namespace TeamsAgent.Sandbox.Providers.Gmail;

/// <summary>
/// <c>users.messages.send</c> of the Gmail API (https://developers.google.com/workspace/gmail/api/reference/rest/v1/users.messages/send).
/// </summary>
internal sealed class GmailEndpoints(ProviderStore store, TokenRegistry tokens, TimeProvider clock)
{
    private static readonly string[] Sending =
        ["https://www.googleapis.com/auth/gmail.send", "https://www.googleapis.com/auth/gmail.compose", "https://www.googleapis.com/auth/gmail.modify", "https://mail.google.com/"];

    private static readonly string[] MessageFields =
        ["id", "threadId", "labelIds", "snippet", "historyId", "internalDate", "payload", "sizeEstimate", "raw", "classificationLabelValues"];

    public void Map(IEndpointRouteBuilder app)
    {
        var bearer = new BearerCheck(tokens, ProviderNames.Gmail, GoogleErrors.Unauthenticated, GoogleErrors.Insufficient);
        app.MapPost("/gmail/gmail/v1/users/{user}/messages/send", Send).AddEndpointFilter(bearer.Needs(Sending));
        app.Map("/gmail/{**rest}", GoogleErrors.NotFound);
    }

    private Answer Send(HttpContext http, string user)
    {
        var exchange = Exchange.Of(http);
        var own = exchange.Account.Email;
        if (user != "me" && !user.Equals(own, StringComparison.OrdinalIgnoreCase))
        {
            return GoogleErrors.DelegationDenied(own);
        }

        try
        {
            var raw = RawOf(exchange.Body);
            return Accept(exchange, Read(raw, own));
        }
        catch (FormatException wrong)
        {
            return GoogleErrors.InvalidArgument(wrong.Message);
        }
    }

    private static byte[] RawOf(byte[] body)
    {
        if (JsonBody.TryReadObject(body) is not { } json)
        {
            throw new FormatException("Invalid JSON payload received. Parse error.");
        }

        if (json.EnumerateObject().FirstOrDefault(member => !MessageFields.Contains(member.Name)) is { Value.ValueKind: not JsonValueKind.Undefined } unknown)
        {
            throw new FormatException($"Invalid JSON payload received. Unknown name \"{unknown.Name}\": Cannot find field.");
        }

        var text = json.Text("raw") ?? throw new FormatException("'raw' RFC822 payload message string or uploading message via /upload/* URL required");
        var bytes = new byte[text.Length];
        return Base64Url.TryDecodeFromChars(text, bytes, out var written) && written > 0
            ? bytes[..written]
            : throw new FormatException("Invalid value at 'message.raw' (TYPE_BYTES), Base64 decoding failed");
    }

    private SentMail Read(byte[] raw, string own)
    {
        var message = InternetMessage.Parse(raw);
        var mail = new SentMail(
            "", clock.GetUtcNow(), own, Addresses(message, "To"), Addresses(message, "Cc"), Addresses(message, "Bcc"),
            EncodedWords.Decode(message.Field("Subject") ?? ""), MimeText.Of(message), message.Fields, raw);
        Addresses(message, "From");
        return mail.To.Count + mail.Cc.Count + mail.Bcc.Count > 0 ? mail : throw new FormatException("Recipient address required");
    }

    private static List<string> Addresses(InternetMessage message, string field)
    {
        if (string.IsNullOrWhiteSpace(message.Field(field)))
        {
            return [];
        }

        try
        {
            var list = new MailAddressCollection { message.Field(field)! };
            return list.All(address => address.Host.Contains('.', StringComparison.Ordinal)) ? [.. list.Select(address => address.Address)] : throw new FormatException();
        }
        catch (FormatException)
        {
            throw new FormatException($"Invalid {field} header");
        }
    }

    private Answer Accept(Exchange exchange, SentMail mail) => store.Change(data =>
    {
        var id = data.NextId().ToString("x16", System.Globalization.CultureInfo.InvariantCulture);
        data.Mails.Add(mail with { Id = id });
        var recipients = string.Join(", ", mail.To.Concat(mail.Cc).Concat(mail.Bcc));
        data.Effects.Add(new(mail.At, ProviderNames.Gmail, "mail_sent", exchange.Owner, $"Sent “{mail.Subject}” to {recipients}", id, exchange.Call));
        return new Answer(200, new { id, threadId = id, labelIds = new[] { "SENT" } });
    });
}
