using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;

namespace TeamsAgent.Install.Icons;

/// <summary>Writes a picture as PNG: eight bits each of red, green, blue and alpha (https://www.w3.org/TR/png-3/).</summary>
internal static class Png
{
    private static readonly byte[] Signature = [0x89, (byte)'P', (byte)'N', (byte)'G', 0x0D, 0x0A, 0x1A, 0x0A];
    private static readonly uint[] CrcTable = [.. Enumerable.Range(0, 256).Select(CrcOf)];

    /// <summary>The file.</summary>
    /// <param name="side">Width and height.</param>
    /// <param name="colour">Red, green, blue and alpha of the pixel at column and row.</param>
    public static byte[] Write(int side, Func<int, int, (byte R, byte G, byte B, byte A)> colour)
    {
        using var file = new MemoryStream();
        file.Write(Signature);
        var header = new byte[13];
        BinaryPrimitives.WriteInt32BigEndian(header, side);
        BinaryPrimitives.WriteInt32BigEndian(header.AsSpan(4), side);
        (header[8], header[9]) = (8, 6);
        Chunk(file, "IHDR", header);
        Chunk(file, "IDAT", Compressed(Rows(side, colour)));
        Chunk(file, "IEND", []);
        return file.ToArray();
    }

    // Every row begins with the number of its filter: 0, none.
    private static byte[] Rows(int side, Func<int, int, (byte R, byte G, byte B, byte A)> colour)
    {
        var rows = new byte[side * (1 + (side * 4))];
        var at = 0;
        for (var y = 0; y < side; y++)
        {
            at++;
            for (var x = 0; x < side; x++)
            {
                (rows[at], rows[at + 1], rows[at + 2], rows[at + 3]) = colour(x, y);
                at += 4;
            }
        }

        return rows;
    }

    private static byte[] Compressed(byte[] rows)
    {
        using var packed = new MemoryStream();
        using (var zlib = new ZLibStream(packed, CompressionLevel.SmallestSize, leaveOpen: true))
        {
            zlib.Write(rows);
        }

        return packed.ToArray();
    }

    private static void Chunk(MemoryStream file, string type, byte[] data)
    {
        var typed = Encoding.ASCII.GetBytes(type).Concat(data).ToArray();
        Span<byte> number = stackalloc byte[4];
        BinaryPrimitives.WriteInt32BigEndian(number, data.Length);
        file.Write(number);
        file.Write(typed);
        BinaryPrimitives.WriteUInt32BigEndian(number, ~typed.Aggregate(uint.MaxValue, (crc, next) => CrcTable[(crc ^ next) & 0xFF] ^ (crc >> 8)));
        file.Write(number);
    }

    private static uint CrcOf(int start)
    {
        var crc = (uint)start;
        for (var bit = 0; bit < 8; bit++)
        {
            crc = (crc & 1) == 1 ? 0xEDB88320 ^ (crc >> 1) : crc >> 1;
        }

        return crc;
    }
}
