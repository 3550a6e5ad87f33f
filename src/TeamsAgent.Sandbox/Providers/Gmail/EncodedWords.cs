using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace TeamsAgent.Sandbox.Providers.Gmail;

/// <summary>RFC 2047: <c>=?charset?B|Q?text?=</c> in header fields.</summary>
internal static partial class EncodedWords
{
    public static string Decode(string value)
    {
        // Between two encoded words white space only separates (§6.2); adjacent ones of one charset may share a character.
        var text = Between().Replace(Utf8IfPossible(value), "");
        return Run().Replace(text, run => string.Concat(Charsets(run.Value).Select(part => Encoding.GetEncoding(part.Charset).GetString([.. part.Bytes]))));
    }

    private static List<(string Charset, List<byte> Bytes)> Charsets(string run)
    {
        var parts = new List<(string Charset, List<byte> Bytes)>();
        foreach (Match word in Word().Matches(run))
        {
            var charset = word.Groups["charset"].Value.ToLowerInvariant();
            if (parts.Count == 0 || parts[^1].Charset != charset)
            {
                parts.Add((charset, []));
            }

            parts[^1].Bytes.AddRange(Bytes(word.Groups["encoding"].Value, word.Groups["text"].Value));
        }

        return parts;
    }

    private static byte[] Bytes(string encoding, string text) =>
        encoding.Equals("B", StringComparison.OrdinalIgnoreCase)
            ? Convert.FromBase64String(text)
            : QuotedPrintable.Decode(Encoding.Latin1.GetBytes(text.Replace('_', ' ')));

    // RFC 6532: raw UTF-8 in header fields.
    private static string Utf8IfPossible(string latin1)
    {
        try
        {
            return new UTF8Encoding(false, throwOnInvalidBytes: true).GetString(Encoding.Latin1.GetBytes(latin1));
        }
        catch (DecoderFallbackException)
        {
            return latin1;
        }
    }

    [GeneratedRegex(@"(?<=\?=)[ \t]+(?==\?[^?\s]+\?[BbQq]\?)")]
    private static partial Regex Between();

    [GeneratedRegex(@"(=\?[^?\s]+\?[BbQq]\?[^?\s]*\?=)+")]
    private static partial Regex Run();

    [GeneratedRegex(@"=\?(?<charset>[^?*\s]+)(\*[^?\s]*)?\?(?<encoding>[BbQq])\?(?<text>[^?\s]*)\?=")]
    private static partial Regex Word();
}

/// <summary>RFC 2045 §6.7.</summary>
internal static class QuotedPrintable
{
    public static byte[] Decode(ReadOnlySpan<byte> text)
    {
        var bytes = new List<byte>(text.Length);
        while (!text.IsEmpty)
        {
            if (text is [(byte)'=', (byte)'\r', (byte)'\n', ..])
            {
                text = text[3..];
            }
            else if (text is [(byte)'=', (byte)'\n', ..])
            {
                text = text[2..];
            }
            else if (text is [(byte)'=', var high, var low, ..]
                && byte.TryParse([high, low], NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var octet))
            {
                bytes.Add(octet);
                text = text[3..];
            }
            else
            {
                bytes.Add(text[0]);
                text = text[1..];
            }
        }

        return [.. bytes];
    }
}
