using Hinge.Core.Pictures;

namespace Hinge.Scope.Pictures;

/// <summary>Pictures of one size in a grid, enlarged by a whole factor with hard pixels.</summary>
public static class Montage
{
    private const int Gap = 2;
    private const byte GapShade = 200;

    /// <summary>Lays out pictures row by row.</summary>
    /// <param name="tiles">One picture at least, all of one width and height; grey and RGB may be mixed.</param>
    /// <param name="columns">Pictures a row.</param>
    /// <param name="enlarge">Side of one pixel in the montage, 1 or more.</param>
    public static Picture Of(IReadOnlyList<Picture> tiles, int columns, int enlarge = 1)
    {
        ArgumentOutOfRangeException.ThrowIfZero(tiles.Count);
        ArgumentOutOfRangeException.ThrowIfLessThan(columns, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(enlarge, 1);
        int width = tiles[0].Width * enlarge, height = tiles[0].Height * enlarge;
        int across = Math.Min(columns, tiles.Count), down = (tiles.Count + columns - 1) / columns;
        Picture montage = Picture.Rgb(across * (width + Gap) - Gap, down * (height + Gap) - Gap);
        Array.Fill(montage.Samples, GapShade);
        for (int i = 0; i < tiles.Count; i++)
        {
            if (tiles[i].Width != tiles[0].Width || tiles[i].Height != tiles[0].Height)
                throw new ArgumentException("the pictures of a montage have one size", nameof(tiles));
            Copy(tiles[i], montage, i % columns * (width + Gap), i / columns * (height + Gap), enlarge);
        }
        return montage;
    }

    private static void Copy(Picture tile, Picture montage, int left, int top, int enlarge)
    {
        for (int y = 0; y < tile.Height * enlarge; y++)
        {
            Span<byte> row = montage.Row(top + y)[(left * 3)..];
            for (int x = 0; x < tile.Width * enlarge; x++)
            {
                for (int c = 0; c < 3; c++)
                    row[x * 3 + c] = tile[x / enlarge, y / enlarge, tile.Channels >= 3 ? c : 0];
            }
        }
    }
}
