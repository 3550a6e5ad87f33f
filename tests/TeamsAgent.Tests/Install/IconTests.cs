using System.Buffers.Binary;
using System.IO.Compression;
using TeamsAgent.Install.Icons;

namespace TeamsAgent.Tests.Install;

public sealed class IconTests
{
    [Theory]
    [InlineData(192)]
    [InlineData(512)]
    public void Colour_icon_fills_its_square_and_shows_the_sign(int side)
    {
        var pixels = Pixels(AppIcon.Colour(side, "#1f2a44"), side);

        Assert.All(pixels, pixel => Assert.Equal(255, pixel.A));
        Assert.Equal((0x1f, 0x2a, 0x44, 255), pixels[0]);
        Assert.InRange(pixels.Count(pixel => pixel is { R: 255, G: 255, B: 255 }), pixels.Count / 20, pixels.Count / 3);

        // Teams shows the middle alone on some surfaces.
        Assert.All(pixels.Select((pixel, index) => (pixel, X: index % side, Y: index / side)).Where(one => one.pixel != pixels[0]), one =>
        {
            Assert.InRange(one.X, side * 0.17, side * 0.83);
            Assert.InRange(one.Y, side * 0.17, side * 0.83);
        });
    }

    [Fact]
    public void Outline_icon_is_white_on_nothing()
    {
        var pixels = Pixels(AppIcon.Outline(32), 32);

        Assert.All(pixels, pixel => Assert.Equal((255, 255, 255), (pixel.R, pixel.G, pixel.B)));
        Assert.Equal(0, pixels[0].A);
        Assert.Contains(pixels, pixel => pixel.A == 255);
        Assert.InRange(pixels.Count(pixel => pixel.A == 0), 32 * 32 / 4, 32 * 32 * 3 / 4);
    }

    [Fact]
    public void A_light_ground_has_a_dark_sign() => Assert.Contains(Pixels(AppIcon.Colour(192, "#ffd700"), 192), pixel => pixel is { R: 16, G: 16, B: 16 });

    [Fact]
    public void They_are_drawn_the_same_every_time()
    {
        Assert.Equal(AppIcon.Colour(192, "#1f2a44"), AppIcon.Colour(192, "#1f2a44"));
        Assert.Equal(AppIcon.Outline(32), AppIcon.Outline(32));
    }

    [Fact]
    public void The_package_has_the_sizes_that_Teams_asks_for()
    {
        var files = SomeSettings.InZip(SomeSettings.With());

        Assert.Equal(192 * 192, Pixels(files["color.png"], 192).Count);
        Assert.Equal(32 * 32, Pixels(files["outline.png"], 32).Count);
    }

    // Reads what our writer writes, by the PNG specification.
    private static List<(int R, int G, int B, int A)> Pixels(byte[] png, int side)
    {
        Assert.Equal("\x89PNG\r\n\x1a\n", System.Text.Encoding.Latin1.GetString(png, 0, 8));
        using var data = new MemoryStream();
        var at = 8;
        while (at < png.Length)
        {
            var length = BinaryPrimitives.ReadInt32BigEndian(png.AsSpan(at));
            var typed = png.AsSpan(at + 4, length + 4);
            Assert.Equal(Crc(typed), BinaryPrimitives.ReadUInt32BigEndian(png.AsSpan(at + 8 + length)));
            var type = System.Text.Encoding.ASCII.GetString(typed[..4]);
            if (type == "IHDR")
            {
                Assert.Equal((side, side), (BinaryPrimitives.ReadInt32BigEndian(typed[4..]), BinaryPrimitives.ReadInt32BigEndian(typed[8..])));
                Assert.Equal([8, 6, 0, 0, 0], typed[12..].ToArray());
            }
            else if (type == "IDAT")
            {
                data.Write(typed[4..]);
            }

            at += length + 12;
        }

        data.Position = 0;
        using var zlib = new ZLibStream(data, CompressionMode.Decompress);
        var row = new byte[1 + (side * 4)];
        var pixels = new List<(int, int, int, int)>();
        for (var y = 0; y < side; y++)
        {
            zlib.ReadExactly(row);
            Assert.Equal(0, row[0]);
            pixels.AddRange(Enumerable.Range(0, side).Select(x => ((int)row[(x * 4) + 1], (int)row[(x * 4) + 2], (int)row[(x * 4) + 3], (int)row[(x * 4) + 4])));
        }

        Assert.Equal(-1, zlib.ReadByte());
        return pixels;
    }

    // Bit by bit, where the writer has a table.
    private static uint Crc(ReadOnlySpan<byte> bytes)
    {
        var crc = uint.MaxValue;
        foreach (var next in bytes)
        {
            crc ^= next;
            for (var bit = 0; bit < 8; bit++)
            {
                crc = (crc >> 1) ^ (0xEDB88320 & (uint)-(int)(crc & 1));
            }
        }

        return ~crc;
    }

    [Fact]
    public void The_checksum_of_an_empty_last_chunk_is_the_one_that_every_PNG_ends_with() =>
        Assert.Equal([0xAE, 0x42, 0x60, 0x82], AppIcon.Outline(32)[^4..]);
}
