using System.Buffers;
using System.Buffers.Binary;
using System.Text;

namespace TeamsAgent.Domain.Plans;

/// <summary>
/// Writes fields one after the other so that no two different lists of fields give the same bytes: every field is preceded by
/// its length in bytes (32 bits, big endian), every list by its count.
/// </summary>
internal sealed class ExactBytes
{
    private readonly ArrayBufferWriter<byte> _buffer = new();

    public ExactBytes(string purpose) => Add(purpose);

    public ReadOnlySpan<byte> Written => _buffer.WrittenSpan;

    public ExactBytes Add(string? text) => text is null ? AddCount(-1) : Add(Encoding.UTF8.GetBytes(text));

    public ExactBytes Add(ReadOnlySpan<byte> bytes)
    {
        AddCount(bytes.Length);
        _buffer.Write(bytes);
        return this;
    }

    public ExactBytes AddCount(int count)
    {
        BinaryPrimitives.WriteInt32BigEndian(_buffer.GetSpan(4), count);
        _buffer.Advance(4);
        return this;
    }

    public ExactBytes AddAll(IReadOnlyCollection<string> texts)
    {
        AddCount(texts.Count);
        foreach (var text in texts)
        {
            Add(text);
        }

        return this;
    }
}
