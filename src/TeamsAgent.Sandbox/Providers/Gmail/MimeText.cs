using System.Net.Mime;
using System.Text;

namespace TeamsAgent.Sandbox.Providers.Gmail;

/// <summary>Finds the plain text of a message (RFC 2045, RFC 2046).</summary>
internal static class MimeText
{
    private const int DeepestNesting = 8;

    public static string Of(InternetMessage message, int depth = 0)
    {
        var type = TypeOf(message);
        if (type.MediaType.StartsWith("multipart/", StringComparison.OrdinalIgnoreCase))
        {
            if (string.IsNullOrEmpty(type.Boundary) || depth >= DeepestNesting)
            {
                throw new FormatException("Invalid Content-Type header");
            }

            return Parts(message.Body, type.Boundary).Select(part => Of(part, depth + 1)).FirstOrDefault(text => text.Length > 0, "");
        }

        return type.MediaType.StartsWith("text/", StringComparison.OrdinalIgnoreCase)
            ? CharsetOf(type).GetString(Decoded(message)).ReplaceLineEndings("\n").TrimEnd('\n')
            : "";
    }

    private static ContentType TypeOf(InternetMessage message)
    {
        try
        {
            return message.Field("Content-Type") is { } field ? new ContentType(field) : new ContentType("text/plain; charset=us-ascii");
        }
        catch (FormatException)
        {
            throw new FormatException("Invalid Content-Type header");
        }
    }

    private static byte[] Decoded(InternetMessage message)
    {
        var encoding = (message.Field("Content-Transfer-Encoding") ?? "7bit").Trim();
        return encoding.ToLowerInvariant() switch
        {
            "7bit" or "8bit" or "binary" => message.Body,
            "quoted-printable" => QuotedPrintable.Decode(message.Body),
            "base64" => Base64(message.Body),
            _ => throw new FormatException("Invalid Content-Transfer-Encoding header"),
        };
    }

    private static byte[] Base64(byte[] body)
    {
        try
        {
            return Convert.FromBase64String(Encoding.ASCII.GetString(body));
        }
        catch (FormatException)
        {
            throw new FormatException("Invalid base64 body");
        }
    }

    private static Encoding CharsetOf(ContentType type)
    {
        try
        {
            return string.IsNullOrEmpty(type.CharSet) || type.CharSet.Equals("us-ascii", StringComparison.OrdinalIgnoreCase)
                ? Encoding.UTF8
                : Encoding.GetEncoding(type.CharSet);
        }
        catch (ArgumentException)
        {
            throw new FormatException("Unknown charset");
        }
    }

    private static IEnumerable<InternetMessage> Parts(byte[] body, string boundary)
    {
        var text = Encoding.Latin1.GetString(body);
        var pieces = ("\n" + text).Split("\n--" + boundary);
        foreach (var piece in pieces.Skip(1).TakeWhile(piece => !piece.StartsWith("--", StringComparison.Ordinal)))
        {
            var start = piece.IndexOf('\n', StringComparison.Ordinal);
            yield return InternetMessage.Parse(Encoding.Latin1.GetBytes(piece[(start + 1)..]));
        }
    }
}
