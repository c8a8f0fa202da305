using Hinge.Scope.Colouring;

namespace Hinge.Scope.Windows;

/// <summary>The input pixels that can enter an output, and the window of the picture that is frozen for it.</summary>
/// <param name="Y">Rows of the field, within the picture.</param>
/// <param name="X">Columns of the field, within the picture.</param>
/// <param name="WindowY">Rows of the window.</param>
/// <param name="WindowX">Columns of the window.</param>
public sealed record ReceptiveField(Interval Y, Interval X, Interval WindowY, Interval WindowX)
{
    /// <summary>The field of an output in a picture of a given size.</summary>
    /// <param name="footprint">Of the network, with both axes.</param>
    /// <param name="output">The output.</param>
    /// <param name="height">Height of the picture.</param>
    /// <param name="width">Width of the picture.</param>
    /// <returns>The field; empty intervals when no input pixel enters the output.</returns>
    public static ReceptiveField Of(Footprint footprint, OutputIndex output, long height, long width)
    {
        Footprint reverse = footprint.Reverse();
        Interval y = reverse.Y!.Of(output.Y).Clip(height), x = reverse.X!.Of(output.X).Clip(width);
        return new(y, x, Window(y, footprint.Y!.Stride, height), Window(x, footprint.X!.Stride, width));
    }

    /// <summary>
    /// The least window around an interval that begins and ends at multiples of the network's stride, or at the
    /// picture's edge.
    /// </summary>
    internal static Interval Window(Interval field, long stride, long size) => field.IsEmpty
        ? Interval.Empty
        : new(field.Low / stride * stride, Math.Min((field.High / stride + 1) * stride, size) - 1);
}
