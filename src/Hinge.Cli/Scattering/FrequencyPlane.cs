using Hinge.Core.Pictures;
using Hinge.Scattering;
using Hinge.Scattering.Frames;

namespace Hinge.Cli.Scattering;

/// <summary>The atoms of a frame in the frequency plane, zero in the middle.</summary>
internal static class FrequencyPlane
{
    private const int LeastSide = 384;
    private const int LineHeight = 96;

    private static readonly (int Red, int Green, int Blue)[] s_levels =
        [(31, 119, 180), (255, 127, 14), (44, 160, 44), (214, 39, 40), (148, 103, 189), (140, 86, 75)];

    /// <summary>
    /// Each atom in the colour of its level, alternating in brightness with its direction; the low-pass is grey. In one
    /// dimension |ĝ| is the height.
    /// </summary>
    public static Picture Draw(Frame frame)
    {
        GridSize grid = frame.Grid;
        int scale = Math.Max(1, LeastSide / grid.Longest);
        bool line = grid.Dimensions == 1;
        Picture picture = new(grid.Columns * scale, line ? LineHeight : grid.Rows * scale, 3);
        for (int y = 0; y < picture.Height; y++)
        {
            for (int x = 0; x < picture.Width; x++)
            {
                int column = ((x / scale) + ((grid.Columns + 1) / 2)) % grid.Columns;
                int row = line ? 0 : ((y / scale) + ((grid.Rows + 1) / 2)) % grid.Rows;
                double floor = line ? (double)(LineHeight - 1 - y) / LineHeight : 0;
                (double red, double green, double blue) = Pixel(frame, (row * grid.Columns) + column, floor);
                (picture[x, y, 0], picture[x, y, 1], picture[x, y, 2]) = (Byte(red), Byte(green), Byte(blue));
            }
        }
        return picture;
    }

    private static (double Red, double Green, double Blue) Pixel(Frame frame, int place, double floor)
    {
        (double red, double green, double blue) = (0, 0, 0);
        for (int i = -1; i < frame.Propagated.Count; i++)
        {
            Atom atom = i < 0 ? frame.Generator : frame.Propagated[i];
            double size = atom.Largest == 0 ? 0 : atom.Spectrum[place].Magnitude / atom.Largest;
            double share = floor > 0 ? (size >= floor ? 1 : 0) : size * size;
            share *= i < 0 ? 0.8 : i % 2 == 0 ? 1 : 0.65;
            (int r, int g, int b) = i < 0 ? (200, 200, 200) : s_levels[atom.Label.Level % s_levels.Length];
            (red, green, blue) = (red + (share * r), green + (share * g), blue + (share * b));
        }
        return (red, green, blue);
    }

    private static byte Byte(double value) => (byte)Math.Clamp(value, 0, 255);
}
