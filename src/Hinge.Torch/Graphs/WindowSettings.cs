namespace Hinge.Torch.Graphs;

/// <summary>Kernel, stride, dilation and padding of a convolution or pooling, [rows, columns] each.</summary>
internal sealed class WindowSettings
{
    private readonly string? _same;

    /// <summary>Reads the settings of a node.</summary>
    /// <param name="node">The node.</param>
    /// <param name="kernel">Extent of the kernel.</param>
    /// <param name="strideOtherwise">The stride when none is given: one, or the kernel.</param>
    /// <param name="mayBeSame">Whether padding may be left to the input's size.</param>
    public WindowSettings(NodeBuilder node, long[] kernel, long[]? strideOtherwise = null, bool mayBeSame = true)
    {
        Kernel = kernel;
        Stride = strideOtherwise is not null && !node.HasAttribute("stride")
            ? strideOtherwise
            : node.Integers("stride", 2, 1, 1);
        Dilation = node.Integers("dilation", 2, 1, 1);
        _same = mayBeSame ? node.WordOrNull("padding") : null;
        if (_same is not (null or "same-upper" or "same-lower"))
            throw node.Wrong($"padding is '{_same}'; expected numbers, same-upper or same-lower");
        if (_same is null)
            (Begin, End) = Amounts(node);
        else if (Stride is [1, 1])
            (Begin, End) = OfStrideOne();
    }

    /// <summary>Extent of the kernel.</summary>
    public long[] Kernel { get; }

    /// <summary>Step between windows.</summary>
    public long[] Stride { get; }

    /// <summary>Step between the elements of a window.</summary>
    public long[] Dilation { get; }

    /// <summary>Padding before the first row and column.</summary>
    public long[] Begin { get; } = [0, 0];

    /// <summary>Padding after the last row and column.</summary>
    public long[] End { get; } = [0, 0];

    /// <summary>Whether the padding depends on the size of the input: as many windows as strides that begin in it.
    /// </summary>
    public bool DependsOnSize => _same is not null && Stride is not [1, 1];

    /// <summary>Whether the odd element goes to the end.</summary>
    public bool IsUpper => _same == "same-upper";

    /// <summary>Whether a module's own padding, the same on both sides, will do.</summary>
    public bool IsEven => !DependsOnSize && Begin.SequenceEqual(End);

    /// <summary>Left, right, top, bottom: the order that padding modules take.</summary>
    public (long Left, long Right, long Top, long Bottom) Sides => (Begin[1], End[1], Begin[0], End[0]);

    // One amount for all sides, one for rows and one for columns, or top, left, bottom, right.
    private static (long[] Begin, long[] End) Amounts(NodeBuilder node)
    {
        if (!node.HasAttribute("padding"))
            return ([0, 0], [0, 0]);
        long[] given = node.AllIntegers("padding", 0);
        return given.Length switch
        {
            1 => ([given[0], given[0]], [given[0], given[0]]),
            2 => (given, given),
            4 => (given[..2], given[2..]),
            _ => throw node.Wrong($"padding has {given.Length} numbers; expected 1, 2 or 4"),
        };
    }

    private (long[] Begin, long[] End) OfStrideOne()
    {
        long[] small = new long[2], large = new long[2];
        for (int axis = 0; axis < 2; axis++)
        {
            long total = Dilation[axis] * (Kernel[axis] - 1);
            (small[axis], large[axis]) = (total / 2, total - (total / 2));
        }
        return IsUpper ? (small, large) : (large, small);
    }
}
