namespace Hinge.Torch.Graphs;

/// <summary>A setting of a node: a number, several, or a word. Flags are 0 or 1.</summary>
public sealed class GraphAttribute
{
    private GraphAttribute(double[] numbers, string? text, bool isList) =>
        (Numbers, Text, IsList) = (numbers, text, isList);

    /// <summary>The numbers; empty for a word.</summary>
    public IReadOnlyList<double> Numbers { get; }

    /// <summary>The word, or null for numbers.</summary>
    public string? Text { get; }

    /// <summary>Whether it is a list of numbers, even of one.</summary>
    public bool IsList { get; }

    /// <summary>A number.</summary>
    /// <param name="value">Finite or infinite.</param>
    public static implicit operator GraphAttribute(double value) => new([value], null, isList: false);

    /// <summary>A flag.</summary>
    /// <param name="value">1 or 0.</param>
    public static implicit operator GraphAttribute(bool value) => new([value ? 1 : 0], null, isList: false);

    /// <summary>A word.</summary>
    /// <param name="value">The word.</param>
    public static implicit operator GraphAttribute(string value) => new([], value, isList: false);

    /// <summary>A list of whole numbers.</summary>
    /// <param name="values">At most 2⁵³ in size.</param>
    public static implicit operator GraphAttribute(long[] values) =>
        new([.. values.Select(value => (double)value)], null, isList: true);

    /// <summary>A list of numbers.</summary>
    /// <param name="values">The numbers.</param>
    public static implicit operator GraphAttribute(double[] values) => new([.. values], null, isList: true);

    /// <summary>For example <c>[1, 2]</c>.</summary>
    public override string ToString() =>
        Text ?? (IsList ? $"[{string.Join(", ", Numbers)}]" : string.Join(", ", Numbers));
}
