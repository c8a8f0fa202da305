namespace Hinge.Torch.Graphs.Shapes;

/// <summary>Extent of a dimension, known or not: a whole number times symbols that stand for unknown ones.</summary>
/// <param name="Factor">The number.</param>
/// <param name="Symbols">The symbols in order, one character each; a repeated one is a power.</param>
internal readonly record struct Extent(long Factor, string Symbols)
{
    private const int HighestPower = 64;

    /// <summary>The number of samples.</summary>
    public static Extent Batch { get; } = new(1, "\u0001");

    /// <summary>The number, where it is known.</summary>
    public long? Number => Symbols.Length == 0 ? Factor : null;

    /// <summary>A known extent.</summary>
    public static implicit operator Extent(long number) => new(number, "");

    /// <summary>The product.</summary>
    /// <exception cref="OverflowException">It is beyond 64 bits, or has more factors than any network.</exception>
    public static Extent operator *(Extent a, Extent b) => a.Symbols.Length + b.Symbols.Length <= HighestPower
        ? new Extent(checked(a.Factor * b.Factor), string.Concat((a.Symbols + b.Symbols).Order()))
        : throw new OverflowException();

    /// <summary>The quotient, or null if it is none, or not for all values of the symbols.</summary>
    public Extent? Over(Extent by)
    {
        if (by.Factor == 0 || Factor % by.Factor != 0)
            return null;
        string left = Symbols;
        foreach (char symbol in by.Symbols)
        {
            int at = left.IndexOf(symbol);
            if (at < 0)
                return null;
            left = left.Remove(at, 1);
        }
        return new Extent(Factor / by.Factor, left);
    }

    /// <summary>The product of several.</summary>
    public static Extent Product(IEnumerable<Extent> extents) =>
        extents.Aggregate((Extent)1, (product, extent) => product * extent);

    /// <summary>The number, or a question mark.</summary>
    public override string ToString() => Number is { } number ? $"{number}" : this == Batch ? "batch" : "?";

    /// <summary>For example <c>[batch, 3, ?, ?]</c>.</summary>
    public static string Describe(IEnumerable<Extent> shape) => $"[{string.Join(", ", shape)}]";
}
