using Hinge.Core;
using static TorchSharp.torch;

namespace Hinge.Scope.Networks;

/// <summary>What a network sees of a picture's values: z = (x − m)/s, one m and one s a channel.</summary>
/// <remarks>
/// y = F z + r in the network's coordinates is y = F diag(1/s) x + (r − F(m/s)) in the picture's own, the raw ones
/// (spec §2, coordinates): y does not depend on where zero is, F and r do.
/// </remarks>
/// <param name="Mean">m.</param>
/// <param name="Deviation">s, none zero; as many numbers as <paramref name="Mean"/>.</param>
public sealed record InputNormalisation(IReadOnlyList<double> Mean, IReadOnlyList<double> Deviation)
{
    /// <summary>z = x.</summary>
    public static InputNormalisation None { get; } = new([0], [1]);

    /// <summary>z = 2x − 1.</summary>
    public static InputNormalisation MinusOneToOne { get; } = new([0.5], [0.5]);

    /// <summary>Mean and deviation of ImageNet's colours in 0 … 1, red first.</summary>
    public static InputNormalisation ImageNet { get; } = new([0.485, 0.456, 0.406], [0.229, 0.224, 0.225]);

    /// <summary>The mean that Caffe's networks take off: blue, green, red in 0 … 255.</summary>
    public static InputNormalisation Caffe { get; } = new([104, 117, 123], [1, 1, 1]);

    /// <summary>Whether z = x.</summary>
    public bool IsIdentity => Mean.All(m => m == 0) && Deviation.All(s => s == 1);

    /// <summary>(x − m)/s.</summary>
    /// <param name="x">Raw values, [B, C, …].</param>
    /// <returns>As <paramref name="x"/>, owned by the caller.</returns>
    public Tensor Apply(Tensor x)
    {
        using DisposeScope scope = NewDisposeScope();
        return ((x - Channels(Mean, x)) / Channels(Deviation, x)).MoveToOuterDisposeScope();
    }

    /// <summary>s z + m, the raw values again.</summary>
    /// <param name="z">What the network sees, [B, C, …].</param>
    public Tensor Invert(Tensor z)
    {
        using DisposeScope scope = NewDisposeScope();
        return ((z * Channels(Deviation, z)) + Channels(Mean, z)).MoveToOuterDisposeScope();
    }

    /// <summary>Rows of F diag(1/s) from rows of F: the weight of each raw value.</summary>
    /// <param name="rows">[B, C, …].</param>
    public Tensor RawRows(Tensor rows)
    {
        using DisposeScope scope = NewDisposeScope();
        return (rows / Channels(Deviation, rows)).MoveToOuterDisposeScope();
    }

    /// <summary>−m/s in every pixel: what the network sees where every raw value is zero.</summary>
    /// <param name="like">Gives shape and type, [B, C, …].</param>
    public Tensor RawOrigin(Tensor like)
    {
        using DisposeScope scope = NewDisposeScope();
        using Tensor nothing = zeros_like(like);
        return Apply(nothing).MoveToOuterDisposeScope();
    }

    /// <summary>For example <c>minus (0.5) over (0.5)</c>; empty when z = x.</summary>
    public override string ToString() => IsIdentity
        ? ""
        : string.Create(
            System.Globalization.CultureInfo.InvariantCulture,
            $"minus ({string.Join(", ", Mean)}) over ({string.Join(", ", Deviation)})");

    private Tensor Channels(IReadOnlyList<double> values, Tensor like)
    {
        if (Mean.Count != Deviation.Count || (values.Count > 1 && (like.dim() < 2 || like.shape[1] != values.Count)))
        {
            throw new InputException(
                $"a normalisation of {Mean.Count} means and {Deviation.Count} deviations does not fit "
                + $"a tensor of shape {LinearScope.Shape(like)}");
        }
        long[] shape = [1, values.Count, .. Enumerable.Repeat(1L, Math.Max(0, (int)like.dim() - 2))];
        return tensor(values.ToArray(), shape, like.dtype);
    }
}
