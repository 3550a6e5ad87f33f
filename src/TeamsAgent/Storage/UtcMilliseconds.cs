using Microsoft.EntityFrameworkCore.Storage.ValueConversion;

namespace TeamsAgent.Storage;

/// <summary>Moments are stored as milliseconds since 1970 in UTC, so that every database can compare and index them.</summary>
internal sealed class UtcMilliseconds() : ValueConverter<DateTimeOffset, long>(
    moment => moment.ToUnixTimeMilliseconds(),
    stored => DateTimeOffset.FromUnixTimeMilliseconds(stored));
