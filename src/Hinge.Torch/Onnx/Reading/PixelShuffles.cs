using Hinge.Torch.Graphs.Shapes;

namespace Hinge.Torch.Onnx.Reading;

/// <summary>A reshaping, a transposition and a reshaping that together move pixels between channels and places.
/// </summary>
internal static class PixelShuffles
{
    /// <summary>The operation that they are, or null.</summary>
    /// <param name="before">The first two.</param>
    /// <param name="shape">What the third makes of it.</param>
    public static (string Op, long Factor, bool BlocksFirst)? Find(Rearrangement before, Extent[] shape)
    {
        (Extent[] from, Extent[] middle, long[]? order) = (before.Source.Shape, before.Middle, before.Order);
        if (before.Source.Name is null || from.Length != 4 || middle.Length != 6 || shape.Length != 4)
            return null;
        return order switch
        {
            [0, 1, 4, 2, 5, 3] => Shuffle(from, shape, middle[2], middle[3], middle[1], [middle[4], middle[5]], false),
            [0, 3, 4, 1, 5, 2] => Shuffle(from, shape, middle[1], middle[2], middle[3], [middle[4], middle[5]], true),
            [0, 1, 3, 5, 2, 4] => Unshuffle(from, shape, middle, false),
            [0, 3, 5, 1, 2, 4] => Unshuffle(from, shape, middle, true),
            _ => null,
        };
    }

    private static (string, long, bool)? Shuffle(
        Extent[] from, Extent[] shape, Extent down, Extent right, Extent channels, Extent[] place, bool blocksFirst)
    {
        if (down.Number is not { } factor || right != down)
            return null;
        Extent[] expected = [from[0], channels, from[2] * factor, from[3] * factor];
        return place[0] == from[2] && place[1] == from[3] && channels * factor * factor == from[1]
            && shape.SequenceEqual(expected) ? ("pixel-shuffle", factor, blocksFirst) : null;
    }

    private static (string, long, bool)? Unshuffle(Extent[] from, Extent[] shape, Extent[] middle, bool blocksFirst)
    {
        if (middle[3].Number is not { } factor || middle[5] != middle[3] || middle[1] != from[1])
            return null;
        Extent[] expected = [from[0], from[1] * factor * factor, middle[2], middle[4]];
        return middle[2] * factor == from[2] && middle[4] * factor == from[3] && shape.SequenceEqual(expected)
            ? ("pixel-unshuffle", factor, blocksFirst) : null;
    }
}
