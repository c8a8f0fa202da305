using Hinge.Core.Pictures;

namespace Hinge.Samples;

/// <summary>A drawn picture with a name, to show networks at: the same as its PNG in <c>data/pictures</c>.</summary>
/// <param name="Name">For example <c>drawn-1</c>.</param>
/// <param name="Seed">Its seed in <see cref="DrawnPictures"/>.</param>
/// <param name="Width">Pixels in a row, a multiple of 16.</param>
/// <param name="Height">Rows, a multiple of 16.</param>
public sealed record SamplePicture(string Name, ulong Seed, int Width, int Height)
{
    /// <summary>All of them, in a fixed order.</summary>
    public static IReadOnlyList<SamplePicture> All { get; } =
    [
        new("drawn-1", 5, 192, 128),
        new("drawn-2", 21, 96, 96),
    ];

    /// <summary>The picture in colour.</summary>
    public Picture Draw() => DrawnPictures.Rgb(Seed, Width, Height);

    /// <summary>The picture in grey, see <see cref="DrawnPictures.Grey"/>.</summary>
    public Picture DrawGrey() => DrawnPictures.Grey(Seed, Width, Height);
}
