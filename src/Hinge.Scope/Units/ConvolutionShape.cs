using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Hinge.Scope.Units;

/// <summary>
/// Stride, padding, dilation and groups of a convolution, and the same call for one, two and three axes.
/// </summary>
/// <param name="Kernel">Kernel size per axis.</param>
/// <param name="Stride">Stride per axis.</param>
/// <param name="Padding">Zeros on both sides per axis.</param>
/// <param name="Dilation">Dilation per axis.</param>
/// <param name="Groups">Channel groups.</param>
internal sealed record ConvolutionShape(long[] Kernel, long[] Stride, long[] Padding, long[] Dilation, long Groups)
{
    private const long UnfoldedBytes = 32L << 20;

    /// <summary>Whether Aᵀ is a convolution of stride 1 with non-negative padding.</summary>
    public bool TransposesAsConvolution =>
        Stride.All(s => s == 1) && Flipped.Padding.All(p => p >= 0);

    /// <summary>The convolution that Aᵀ is, when the stride is 1.</summary>
    public ConvolutionShape Flipped => this with
    {
        Padding = [.. Padding.Select((p, axis) => Dilation[axis] * (Kernel[axis] - 1) - p)],
    };

    /// <summary>
    /// The shape of a module. What zero padding inside the convolution cannot express (reflection, replication,
    /// uneven "same" padding) becomes a border to be added first.
    /// </summary>
    public static ConvolutionShape Of(Convolution module, out long[] border, out PaddingModes mode)
    {
        int axes = module.kernel_size.Length;
        long[] dilation = Spread(module.dilation, axes);
        long[] before = new long[axes], after = new long[axes];
        for (int axis = 0; axis < axes; axis++)
        {
            long field = dilation[axis] * (module.kernel_size[axis] - 1);
            (before[axis], after[axis]) = module.padding_type switch
            {
                TorchSharp.Padding.Valid => (0, 0),
                TorchSharp.Padding.Same => (field / 2, field - field / 2),
                _ => (Spread(module.padding, axes)[axis], Spread(module.padding, axes)[axis]),
            };
        }
        bool inside = module.padding_mode == PaddingModes.Zeros && before.AsSpan().SequenceEqual(after);
        border = inside ? [] : [.. Enumerable.Range(1, axes).SelectMany(i => new[] { before[^i], after[^i] })];
        mode = module.padding_mode == PaddingModes.Zeros ? PaddingModes.Constant : module.padding_mode;
        long[] padding = inside ? before : new long[axes];
        return new(module.kernel_size, Spread(module.stride, axes), padding, dilation, module.groups);
    }

    /// <summary>The convolution, without bias.</summary>
    public Tensor Convolve(Tensor v, Tensor weight) => Kernel.Length switch
    {
        1 => nn.functional.conv1d(v, weight, null!, Stride[0], Padding[0], Dilation[0], Groups),
        2 when v.dtype == ScalarType.Float64 => ConvolveInBands(v, weight, UnfoldedBytes),
        2 => nn.functional.conv2d(v, weight, null!, Stride, Padding, Dilation, Groups),
        _ => nn.functional.conv3d(v, weight, null!, Stride, Padding, Dilation, Groups),
    };

    /// <summary>
    /// The convolution of pictures a band of output rows at a time. In double precision libtorch writes out every patch
    /// that the weights meet; a band bounds the memory that this takes.
    /// </summary>
    /// <param name="v">[n, C, H, W].</param>
    /// <param name="weight">[O, C / groups, kh, kw].</param>
    /// <param name="most">Bytes that the patches of a band may take, where a band of one row does.</param>
    internal Tensor ConvolveInBands(Tensor v, Tensor weight, long most)
    {
        long high = OutputSize(v, 0), wide = OutputSize(v, 1);
        long row = Math.Max(1, v.shape[0] * v.shape[1] * Kernel[0] * Kernel[1] * wide * v.ElementSize);
        long rows = Math.Max(1, most / row);
        if (high <= rows)
            return nn.functional.conv2d(v, weight, null!, Stride, Padding, Dilation, Groups);
        using DisposeScope scope = NewDisposeScope();
        Tensor result = empty([v.shape[0], weight.shape[0], high, wide], dtype: v.dtype);
        for (long first = 0; first < high; first += rows)
        {
            long count = Math.Min(rows, high - first);
            long low = (first * Stride[0]) - Padding[0];
            long end = low + ((count - 1) * Stride[0]) + (Dilation[0] * (Kernel[0] - 1)) + 1;
            long from = Math.Clamp(low, 0, v.shape[2]), to = Math.Clamp(end, from, v.shape[2]);
            long above = Math.Clamp(-low, 0, end - low - (to - from));
            using Tensor band = v.narrow(2, from, to - from);
            using Tensor padded = nn.functional.pad(band, [0, 0, above, end - low - (to - from) - above]);
            using Tensor part = nn.functional.conv2d(
                padded, weight, null!, Stride, [0, Padding[1]], Dilation, Groups);
            using Tensor place = result.narrow(2, first, count);
            place.copy_(part);
        }
        return result.MoveToOuterDisposeScope();
    }

    /// <summary>The transposed convolution, without bias, to an output of the given size.</summary>
    public Tensor ConvolveTransposed(Tensor u, Tensor weight, long[] size)
    {
        long[] extra = new long[Kernel.Length];
        for (int axis = 0; axis < extra.Length; axis++)
        {
            long least = (u.shape[axis + 2] - 1) * Stride[axis] - 2 * Padding[axis]
                + Dilation[axis] * (Kernel[axis] - 1) + 1;
            extra[axis] = size[axis] - least;
        }
        return SpreadsFew(u, weight) ? Spread(u, weight, size) : ConvolveTransposedBy(u, weight, extra);
    }

    /// <summary>The transposed convolution, without bias, with <paramref name="extra"/> output rows per axis.</summary>
    public Tensor ConvolveTransposedBy(Tensor u, Tensor weight, long[] extra) => Kernel.Length switch
    {
        1 => nn.functional.conv_transpose1d(
            u, weight, null!, Stride[0], Padding[0], extra[0], Dilation[0], Groups),
        2 => nn.functional.conv_transpose2d(u, weight, null!, Stride, Padding, extra, Dilation, Groups),
        _ => nn.functional.conv_transpose3d(u, weight, null!, Stride, Padding, extra, Dilation, Groups),
    };

    /// <summary>
    /// Weights of the transpose: flipped along every axis, input and output channels of a group swapped.
    /// </summary>
    public Tensor Flip(Tensor weight)
    {
        using DisposeScope scope = NewDisposeScope();
        long[] axes = [.. Enumerable.Range(2, Kernel.Length).Select(axis => (long)axis)];
        Tensor grouped = weight.unflatten(0, [Groups, weight.shape[0] / Groups]);
        Tensor swapped = grouped.transpose(1, 2).flatten(0, 1);
        return swapped.flip(axes).contiguous().MoveToOuterDisposeScope();
    }

    // libtorch's transposed convolution works on sixteen output channels at a time, whether they exist or not.
    private bool SpreadsFew(Tensor u, Tensor weight)
    {
        const int few = 4;
        return Kernel.Length == 2 && Groups == 1 && weight.shape[1] <= few && Stride.Any(s => s > 1) && u.shape[0] > 0;
    }

    /// <summary>The transposed convolution as one matrix product, whose columns are then added into place.</summary>
    private Tensor Spread(Tensor u, Tensor weight, long[] size)
    {
        using DisposeScope scope = NewDisposeScope();
        Tensor patches = weight.flatten(1).t().matmul(u.flatten(2));
        Tensor sum = nn.functional.fold(
            patches,
            (size[0], size[1]),
            (Kernel[0], Kernel[1]),
            (Dilation[0], Dilation[1]),
            (Padding[0], Padding[1]),
            (Stride[0], Stride[1]));
        return sum.MoveToOuterDisposeScope();
    }

    /// <summary>
    /// What a convolution of zeros and ones with weights one reached, as zeros and ones. Fast convolutions leave
    /// rounding errors where the sum is zero; every other sum is one at least.
    /// </summary>
    public static Tensor Reached(Tensor sums)
    {
        using Tensor reached = sums > 0.5;
        return reached.to(sums.dtype);
    }

    private long OutputSize(Tensor v, int axis) =>
        ((v.shape[axis + 2] + (2 * Padding[axis]) - (Dilation[axis] * (Kernel[axis] - 1)) - 1) / Stride[axis]) + 1;

    private static long[] Spread(long[]? values, int axes) =>
        values is null ? new long[axes] : values.Length == axes ? values : [.. Enumerable.Repeat(values[0], axes)];
}
