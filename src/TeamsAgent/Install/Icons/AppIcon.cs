using System.Globalization;

namespace TeamsAgent.Install.Icons;

/// <summary>The app's sign, a tick inside a shield, drawn from distances alone: the same bytes every time, in any size.</summary>
internal static class AppIcon
{
    // The right half of the shield; the left one is its mirror image.
    private static readonly (double X, double Y)[] Shield = [(0, -0.9), (0.4, -0.76), (0.76, -0.66), (0.76, -0.02), (0.67, 0.3), (0.46, 0.6), (0.2, 0.8), (0, 0.9)];
    private static readonly (double X, double Y)[] Tick = [(-0.34, 0.0), (-0.08, 0.27), (0.36, -0.27)];

    /// <summary>The sign on a ground of this colour: 192 × 192 for Teams, 512 × 512 for Slack.</summary>
    public static byte[] Colour(int side, string accent)
    {
        var ground = Parse(accent);
        var ink = (0.299 * ground.R) + (0.587 * ground.G) + (0.114 * ground.B) < 150 ? 255 : 16;
        return Png.Write(side, (x, y) =>
        {
            // Teams crops the edges: the sign keeps to the middle.
            var part = Coverage(x, y, side, reach: 0.58, stroke: 0.065);
            return (Blend(ground.R, ink, part), Blend(ground.G, ink, part), Blend(ground.B, ink, part), 255);
        });
    }

    /// <summary>The sign in white on nothing: 32 × 32 for Teams.</summary>
    public static byte[] Outline(int side) => Png.Write(side, (x, y) => (255, 255, 255, (byte)Math.Round(255 * Coverage(x, y, side, reach: 0.94, stroke: 0.11))));

    // How much of the pixel the sign covers: one at its middle line, none at half a stroke and half a pixel from it.
    private static double Coverage(int column, int row, int side, double reach, double stroke)
    {
        var unit = side / 2.0;
        var (x, y) = (((column + 0.5) / unit) - 1, ((row + 0.5) / unit) - 1);
        var distance = Math.Min(Nearest(Shield, Math.Abs(x / reach), y / reach), Nearest(Tick, x / reach, y / reach)) * reach;
        return Math.Clamp(0.5 + ((stroke - distance) * unit), 0, 1);
    }

    private static double Nearest((double X, double Y)[] line, double x, double y)
    {
        var nearest = double.MaxValue;
        for (var at = 1; at < line.Length; at++)
        {
            nearest = Math.Min(nearest, Distance(x, y, line[at - 1], line[at]));
        }

        return nearest;
    }

    private static double Distance(double x, double y, (double X, double Y) from, (double X, double Y) to)
    {
        var (dx, dy) = (to.X - from.X, to.Y - from.Y);
        var along = Math.Clamp((((x - from.X) * dx) + ((y - from.Y) * dy)) / ((dx * dx) + (dy * dy)), 0, 1);
        var (ox, oy) = (x - from.X - (along * dx), y - from.Y - (along * dy));
        return Math.Sqrt((ox * ox) + (oy * oy));
    }

    private static byte Blend(int ground, int ink, double part) => (byte)Math.Round(ground + ((ink - ground) * part));

    private static (int R, int G, int B) Parse(string accent)
    {
        var value = int.Parse(accent.AsSpan(1), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture);
        return (value >> 16, (value >> 8) & 0xFF, value & 0xFF);
    }
}
