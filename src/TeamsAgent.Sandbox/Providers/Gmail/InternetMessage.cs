using System.Text;

namespace TeamsAgent.Sandbox.Providers.Gmail;

/// <summary>A message's header fields and body as RFC 5322 §2.1 takes them apart. Bytes are read as Latin-1, so that none is lost.</summary>
internal sealed record InternetMessage(IReadOnlyList<KeyValuePair<string, string>> Fields, byte[] Body)
{
    private const int LongestLine = 998;

    /// <summary>Fields that RFC 5322 §3.6 allows once at most.</summary>
    private static readonly string[] Singular =
        ["From", "Sender", "Reply-To", "To", "Cc", "Bcc", "Message-ID", "In-Reply-To", "References", "Subject", "Date", "MIME-Version", "Content-Type", "Content-Transfer-Encoding"];

    public string? Field(string name) =>
        Fields.Where(field => field.Key.Equals(name, StringComparison.OrdinalIgnoreCase)).Select(field => field.Value).FirstOrDefault();

    /// <exception cref="FormatException">With a sentence that says what is wrong.</exception>
    public static InternetMessage Parse(ReadOnlySpan<byte> bytes)
    {
        var fields = new List<KeyValuePair<string, string>>();
        while (true)
        {
            var line = TakeLine(ref bytes);
            if (line.Length == 0)
            {
                break;
            }

            if (line[0] is ' ' or '\t')
            {
                Unfold(fields, line);
            }
            else
            {
                fields.Add(Split(line));
            }
        }

        var doubled = Singular.FirstOrDefault(name => fields.Count(field => field.Key.Equals(name, StringComparison.OrdinalIgnoreCase)) > 1);
        return doubled is null ? new(fields, bytes.ToArray()) : throw new FormatException($"Invalid {doubled} header");
    }

    private static string TakeLine(ref ReadOnlySpan<byte> bytes)
    {
        var end = bytes.IndexOf((byte)'\n');
        var line = end < 0 ? bytes : bytes[..end];
        bytes = end < 0 ? [] : bytes[(end + 1)..];
        if (line is [.., (byte)'\r'])
        {
            line = line[..^1];
        }

        if (line.Length > LongestLine || line.ContainsAny((byte)'\r', (byte)0))
        {
            throw new FormatException("Invalid header line");
        }

        return Encoding.Latin1.GetString(line);
    }

    private static void Unfold(List<KeyValuePair<string, string>> fields, string line)
    {
        if (fields.Count == 0)
        {
            throw new FormatException("Invalid header line");
        }

        fields[^1] = new(fields[^1].Key, fields[^1].Value + line);
    }

    private static KeyValuePair<string, string> Split(string line)
    {
        var colon = line.IndexOf(':', StringComparison.Ordinal);
        var name = colon < 0 ? "" : line[..colon].TrimEnd(' ', '\t');
        return name.Length > 0 && name.All(letter => letter is > ' ' and <= '~')
            ? new(name, line[(colon + 1)..].Trim(' ', '\t'))
            : throw new FormatException("Invalid header line");
    }
}
