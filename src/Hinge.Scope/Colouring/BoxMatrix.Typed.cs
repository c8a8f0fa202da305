using System.Numerics;
using System.Runtime.InteropServices;
using Hinge.Core.Formats;
using static TorchSharp.torch;

namespace Hinge.Scope.Colouring;

/// <summary>The coefficients as an array of <typeparamref name="T"/>.</summary>
internal sealed partial class BoxMatrix<T>(Lattice lattice, T[] coefficients) : BoxMatrix(lattice)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <inheritdoc/>
    public override ScalarType Type => typeof(T) == typeof(double) ? ScalarType.Float64 : ScalarType.Float32;

    /// <inheritdoc/>
    public override void Load(long colour, ReadOnlySpan<byte> picture)
    {
        ReadOnlySpan<T> values = MemoryMarshal.Cast<byte, T>(picture);
        foreach ((int, int, int) site in Lattice.SitesOf(colour))
            Copy(Lattice.BoxOf(site), values, coefficients);
    }

    /// <inheritdoc/>
    public override Tensor BoxAt(long site)
    {
        Tensor picture = zeros([1, Lattice.Targets], dtype: Type);
        BoxKernel.Scatter(coefficients, Lattice.BoxOf(Site(site)), T.One, Values<T>(picture));
        return picture;
    }

    /// <inheritdoc/>
    public override Tensor Across(long target)
    {
        Tensor picture = zeros([1, Lattice.Sites], dtype: Type);
        Span<T> values = Values<T>(picture);
        foreach ((long site, long at) in Hits(target))
            values[(int)site] = coefficients[at];
        return picture;
    }

    /// <inheritdoc/>
    public override CompressedRows Compress(bool trim)
    {
        long rows = Lattice.ByColumns ? Lattice.Targets : Lattice.Sites;
        List<T> data = new((int)Lattice.Entries);
        List<int> indices = new((int)Lattice.Entries);
        int[] pointer = new int[rows + 1];
        for (long row = 0; row < rows; row++)
        {
            foreach ((long column, long at) in Lattice.ByColumns ? Hits(row) : Places(row))
            {
                if (trim && coefficients[at] == T.Zero)
                    continue;
                data.Add(coefficients[at]);
                indices.Add((int)column);
            }
            pointer[row + 1] = data.Count;
        }
        return new(
            NdArray.From<T>(CollectionsMarshal.AsSpan(data), data.Count),
            NdArray.From<int>(CollectionsMarshal.AsSpan(indices), indices.Count),
            NdArray.From<int>(pointer, pointer.Length));
    }

    /// <inheritdoc/>
    public override NdArray Coefficients() => NdArray.From<T>(coefficients, coefficients.LongLength);

    private static void Copy(Box box, ReadOnlySpan<T> picture, Span<T> coefficients)
    {
        Span<T> to = coefficients[(int)box.Offset..];
        for (int plane = 0; plane < box.Planes; plane++)
        {
            for (int row = 0; row < box.Rows; row++)
            {
                long start = box.Start + plane * box.PlaneStride + row * box.RowStride;
                picture.Slice((int)start, box.Width).CopyTo(to);
                to = to[box.Width..];
            }
        }
    }

    /// <summary>Sites whose box holds a target, ascending, and where their coefficient is.</summary>
    private IEnumerable<(long Site, long At)> Hits(long target)
    {
        long plane = target / (Lattice.Y.Targets * Lattice.X.Targets);
        long y = target / Lattice.X.Targets % Lattice.Y.Targets, x = target % Lattice.X.Targets;
        for (int channel = 0; channel < Lattice.Channels; channel++)
        {
            foreach (int siteY in Lattice.Y.SitesOver(y))
            {
                foreach (int siteX in Lattice.X.SitesOver(x))
                {
                    (int, int, int) site = (channel, siteY, siteX);
                    long row = plane * Lattice.Y.Length(siteY) + y - Lattice.Y.Low(siteY);
                    long at = Lattice.Offset(site) + row * Lattice.X.Length(siteX) + x - Lattice.X.Low(siteX);
                    yield return (Lattice.SiteIndex(site), at);
                }
            }
        }
    }

    /// <summary>Targets in a site's box, ascending, and where their coefficient is.</summary>
    private IEnumerable<(long Target, long At)> Places(long site)
    {
        Box box = Lattice.BoxOf(Site(site));
        long at = box.Offset;
        for (int plane = 0; plane < box.Planes; plane++)
        {
            for (int row = 0; row < box.Rows; row++)
            {
                long start = box.Start + plane * box.PlaneStride + row * box.RowStride;
                for (int i = 0; i < box.Width; i++)
                    yield return (start + i, at++);
            }
        }
    }
}
