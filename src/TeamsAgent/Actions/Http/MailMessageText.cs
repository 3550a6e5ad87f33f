using System.Buffers.Text;
using System.Text;
using System.Text.RegularExpressions;
using TeamsAgent.Actions.Arguments;

namespace TeamsAgent.Actions.Http;

/// <summary>
/// Writes a plain-text message (RFC 5322, RFC 2045, RFC 2047) for Gmail's <c>raw</c>
/// (https://developers.google.com/workspace/gmail/api/reference/rest/v1/users.messages). Every header's text is either checked to be a plain
/// address or encoded, and the body is base64: nothing in an argument can begin a header or a part. The same arguments give the same bytes.
/// </summary>
internal sealed partial class MailMessageText(List<string> problems)
{
    // An encoded word has at most 75 characters: 12 around it leave 63, and base64 turns 45 bytes into 60 (RFC 2047 §2).
    private const int EncodedWordBytes = 45;
    private readonly StringBuilder _headers = new();

    /// <summary>Adds a list of addresses, one a line; nothing when there is none.</summary>
    public void Addresses(string header, IEnumerable<string> addresses)
    {
        var all = addresses.Where(address => address.Length > 0).ToList();
        foreach (var wrong in all.Where(address => !Formats.All["email"].Fits(address)))
        {
            problems.Add($"“{header}” must hold plain e-mail addresses only.");
            return;
        }

        if (all.Count > 0)
        {
            _headers.Append(char.ToUpperInvariant(header[0])).Append(header.AsSpan(1)).Append(": ").AppendJoin(",\r\n ", all).Append("\r\n");
        }
    }

    /// <summary>The whole message in base64url without padding (RFC 4648 §5).</summary>
    public string Finish(string subject, string text)
    {
        if (subject.Any(char.IsControl))
        {
            problems.Add("The subject must be one line.");
            return "";
        }

        _headers.Append("Subject: ").Append(Encoded(subject)).Append("\r\n")
            .Append("MIME-Version: 1.0\r\nContent-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: base64\r\n\r\n")
            .Append(Lines(text));
        return Base64Url.EncodeToString(Encoding.ASCII.GetBytes(_headers.ToString()));
    }

    private static string Encoded(string subject)
    {
        var plain = subject.Length <= 60 && subject == subject.Trim() && !subject.Contains("=?", StringComparison.Ordinal) && subject.All(c => c is >= ' ' and <= '~');
        return plain ? subject : string.Join("\r\n ", Words(subject).Select(word => $"=?UTF-8?B?{Convert.ToBase64String(word)}?="));
    }

    // No word may end inside a character (RFC 2047 §5).
    private static IEnumerable<byte[]> Words(string text)
    {
        var word = new List<byte>();
        foreach (var rune in text.EnumerateRunes())
        {
            var bytes = Encoding.UTF8.GetBytes(rune.ToString());
            if (word.Count + bytes.Length > EncodedWordBytes)
            {
                yield return word.ToArray();
                word.Clear();
            }

            word.AddRange(bytes);
        }

        if (word.Count > 0)
        {
            yield return word.ToArray();
        }
    }

    // Text has CRLF between its lines (RFC 2046 §4.1.1); base64 lines have 76 characters (RFC 2045 §6.8).
    private static string Lines(string text)
    {
        var bytes = Encoding.UTF8.GetBytes(LineFeed().Replace(text, "\r\n"));
        return string.Concat(Convert.ToBase64String(bytes).Chunk(76).Select(line => $"{new string(line)}\r\n"));
    }

    [GeneratedRegex("\r\n|\r|\n", RegexOptions.CultureInvariant)]
    private static partial Regex LineFeed();
}
