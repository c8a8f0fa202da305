namespace Hinge.Scattering.Frames;

/// <summary>A recipe for frames, which builds one on any grid.</summary>
public abstract record FrameSettings
{
    /// <summary>The recipe as <see cref="FrameText"/> reads it, for example <c>wavelets:J=3,L=8</c>.</summary>
    public abstract string Text { get; }

    /// <summary>The frame on a grid.</summary>
    /// <param name="grid">The grid.</param>
    /// <exception cref="FrameException">The recipe needs another grid; the message says which.</exception>
    public Frame Build(GridSize grid) => Compose(grid);

    /// <summary>The recipe as text.</summary>
    public sealed override string ToString() => Text;

    /// <summary>Makes the frame.</summary>
    private protected abstract Frame Compose(GridSize grid);

    /// <summary>Refuses grids of another dimension, or too small ones.</summary>
    private protected void Require(GridSize grid, int? dimensions = null, int least = 4)
    {
        if (dimensions is { } wanted && grid.Dimensions != wanted)
            throw new FrameException($"{Text}: the grid {grid} has {Axes(grid.Dimensions)}; expected {Axes(wanted)}");
        int shortest = grid.Dimensions == 1 ? grid.Columns : Math.Min(grid.Rows, grid.Columns);
        if (shortest < least)
            throw new FrameException($"{Text} on {grid}: expected at least {least} samples on each axis");
    }

    /// <summary>Refuses a parameter outside its range.</summary>
    private protected static int InRange(int value, int least, int most, string name) =>
        value >= least && value <= most ? value
        : throw new FrameException($"{name}={value}: expected {least} to {most}");

    private static string Axes(int dimensions) => dimensions == 1 ? "1 dimension" : "2 dimensions";
}
