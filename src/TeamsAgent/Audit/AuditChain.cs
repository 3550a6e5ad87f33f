using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using TeamsAgent.Storage;
using TeamsAgent.Storage.Rows;

namespace TeamsAgent.Audit;

/// <summary>
/// The hash chain: every entry's hash covers the one before, its own number and its body, so that an edit, a deletion, an insertion or a
/// changed order is found by reading the log alone.
/// </summary>
public static class AuditChain
{
    /// <summary>What the first entry follows.</summary>
    public const string Origin = "0000000000000000000000000000000000000000000000000000000000000000";

    /// <summary>Adds entries behind the newest; the caller's transaction keeps others from doing so at the same time.</summary>
    public static async Task AppendAsync(AgentDbContext db, IReadOnlyList<AuditEntry> entries, CancellationToken cancellationToken)
    {
        if (entries.Count == 0)
        {
            return;
        }

        var last = await db.Set<AuditRow>().AsNoTracking().OrderByDescending(row => row.Seq)
            .Select(row => new { row.Seq, row.Hash }).FirstOrDefaultAsync(cancellationToken);
        var (seq, previous) = (last?.Seq ?? 0, last?.Hash ?? Origin);
        foreach (var entry in entries)
        {
            seq++;
            var body = Body(entry);
            var hash = HashOf(seq, previous, body);
            db.Add(new AuditRow
            {
                Seq = seq, At = entry.At, RequestId = entry.RequestId, Kind = entry.Kind, Body = body, Previous = previous, Hash = hash,
            });
            previous = hash;
        }
    }

    /// <summary>The hash of one entry, in lower-case hexadecimal.</summary>
    public static string HashOf(long seq, string previous, string body) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"teamsagent/audit/1\n{seq}\n{previous}\n{body}")));

    /// <summary>Reads the chain from its beginning and names the first entry that does not fit.</summary>
    public static async Task<AuditVerification> VerifyAsync(AgentDbContext db, CancellationToken cancellationToken)
    {
        var (expected, previous) = (1L, Origin);
        await foreach (var row in db.Set<AuditRow>().AsNoTracking().OrderBy(row => row.Seq).AsAsyncEnumerable().WithCancellation(cancellationToken))
        {
            var fault = row switch
            {
                _ when row.Seq != expected => $"entry {expected} is missing",
                _ when row.Previous != previous => $"entry {row.Seq} does not follow the one before it",
                _ when row.Hash != HashOf(row.Seq, row.Previous, row.Body) => $"entry {row.Seq} was changed",
                _ when !ColumnsMatch(row) => $"the columns of entry {row.Seq} were changed",
                _ => null,
            };
            if (fault is not null)
            {
                return new AuditVerification(expected - 1, previous, fault);
            }

            (expected, previous) = (row.Seq + 1, row.Hash);
        }

        return new AuditVerification(expected - 1, previous, null);
    }

    // Properties in a fixed order, nothing optional left open: the same entry always gives the same text.
    private static string Body(AuditEntry entry)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            json.WriteString("at", entry.At.ToUniversalTime().ToString("yyyy-MM-ddTHH:mm:ss.fffZ", System.Globalization.CultureInfo.InvariantCulture));
            json.WriteString("by", entry.By);
            json.WriteStartObject("details");
            foreach (var (name, value) in (entry.Details ?? new Dictionary<string, string>()).OrderBy(pair => pair.Key, StringComparer.Ordinal))
            {
                json.WriteString(name, value);
            }

            json.WriteEndObject();
            json.WriteString("hash", entry.Hash);
            json.WriteString("kind", entry.Kind);
            json.WriteString("request", entry.RequestId);
            json.WriteString("sentence", entry.Sentence);
            if (entry.Step is { } step)
            {
                json.WriteNumber("step", step);
            }

            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(buffer.ToArray());
    }

    private static bool ColumnsMatch(AuditRow row)
    {
        using var body = JsonDocument.Parse(row.Body);
        return body.RootElement.GetProperty("kind").GetString() == row.Kind
            && body.RootElement.GetProperty("request").GetString() == row.RequestId
            && body.RootElement.GetProperty("at").GetDateTimeOffset().ToUnixTimeMilliseconds() == row.At.ToUnixTimeMilliseconds();
    }
}

/// <summary>What reading the whole chain found.</summary>
/// <param name="Entries">How many entries are good, from the first on.</param>
/// <param name="Head">The hash of the last good one.</param>
/// <param name="Fault">What is wrong with the next one, or null.</param>
public sealed record AuditVerification(long Entries, string Head, string? Fault);
