using System.Buffers;
using System.Numerics;
using System.Runtime.CompilerServices;
using static TorchSharp.torch;
using TensorPrimitives = System.Numerics.Tensors.TensorPrimitives;

namespace Hinge.Scope.Colouring;

/// <content>
/// The two products. What one costs is a read of the coefficients from memory; several vectors share it, place by place
/// beside each other. Nothing here calls libtorch's parallel loops, whose idle threads keep turning for milliseconds and
/// would take a core from these.
/// </content>
internal sealed partial class BoxMatrix<T>
{
    private const int BytesPerLine = 64;

    // Up to here one vector after the other is faster than a group that is mostly empty.
    private const int MostAlone = 2;

    private BoxLayout? _alone, _together;

    // One vector, or up to as many as a register has lanes.
    private delegate void GroupProduct(ReadOnlySpan<T> vectors, int count, Span<T> results);

    /// <inheritdoc/>
    public override Tensor Scatter(Tensor v) => InGroups(v, Lattice.Targets, ScatterGroup);

    /// <inheritdoc/>
    public override Tensor Gather(Tensor u) => InGroups(u, Lattice.Sites, GatherGroup);

    private Tensor InGroups(Tensor batch, long size, GroupProduct product)
    {
        int lanes = (int)batch.shape[0], from = (int)batch.shape[1], to = (int)size;
        Tensor result = empty([lanes, to], dtype: Type);
        T[] vectors = Rent(lanes * (long)from);
        Numbers.Copy(batch, vectors.AsSpan(0, lanes * from));
        for (int lane = 0, count; lane < lanes; lane += count)
        {
            count = lanes - lane > MostAlone ? Math.Min(BoxKernel.Lanes<T>(), lanes - lane) : 1;
            product(
                vectors.AsSpan(lane * from, count * from), count, Values<T>(result).Slice(lane * to, count * to));
        }
        Return([vectors]);
        return result;
    }

    private void ScatterGroup(ReadOnlySpan<T> vectors, int count, Span<T> results)
    {
        BoxLayout layout = Layout(count);
        int wide = layout.Lanes, sites = (int)Lattice.Sites;
        T[] factors = Rent(sites * (long)wide);
        Interleave(vectors, count, factors, wide);
        T[][] parts = new T[BoxLayout.Parts][];
        ForParts(part =>
        {
            (int low, int length) = layout.Band(part);
            (int first, int end) = layout.Sites(part);
            T[] sums = parts[part] = Rent(length * (long)wide);
            Span<T> band = sums.AsSpan(0, length * wide);
            band.Clear();
            for (int site = first; site < end; site++)
            {
                Box box = layout[site] with { Start = layout[site].Start - low };
                ReadOnlySpan<T> factor = factors.AsSpan(site * wide, wide);
                if (!factor.ContainsAnyExcept(T.Zero))
                    continue;
                if (wide == 1)
                    BoxKernel.ScatterVector(coefficients, box, factor[0], band);
                else
                    BoxKernel.ScatterLanes(coefficients, box, new Vector<T>(factor), band);
            }
        });
        T[] spread = Rent(layout.Length * (long)wide);
        spread.AsSpan(0, layout.Length * wide).Clear();
        for (int part = 0; part < parts.Length; part++)
        {
            (int first, int length) = layout.Band(part);
            Span<T> sum = spread.AsSpan(first * wide, length * wide);
            TensorPrimitives.Add(sum, parts[part].AsSpan(0, sum.Length), sum);
        }
        layout.Collect<T>(spread, results, count);
        Return([factors, spread, .. parts]);
    }

    private void GatherGroup(ReadOnlySpan<T> vectors, int count, Span<T> results)
    {
        BoxLayout layout = Layout(count);
        int wide = layout.Lanes, sites = (int)Lattice.Sites;
        T[] spread = Rent(layout.Length * (long)wide), products = Rent(sites * (long)wide);
        layout.Spread(vectors, count, spread);
        ForParts(part =>
        {
            (int first, int end) = layout.Sites(part);
            ReadOnlySpan<T> pictures = spread.AsSpan(0, layout.Length * wide);
            for (int site = first; site < end; site++)
            {
                if (wide == 1)
                    products[site] = BoxKernel.GatherVector(coefficients, layout[site], pictures);
                else
                    BoxKernel.GatherLanes(coefficients, layout[site], pictures).CopyTo(products, site * wide);
            }
        });
        Separate(products, wide, results, count);
        Return([spread, products]);
    }

    private BoxLayout Layout(int count) => count == 1
        ? _alone ??= new(Lattice, 1, BytesPerLine / Unsafe.SizeOf<T>())
        : _together ??= new(Lattice, BoxKernel.Lanes<T>(), BytesPerLine / Unsafe.SizeOf<T>());

    // [count, places] → [places, wide]; lanes that nobody uses are zero.
    private static void Interleave(ReadOnlySpan<T> vectors, int count, Span<T> places, int wide)
    {
        int length = vectors.Length / count;
        for (int lane = 0; lane < wide; lane++)
        {
            for (int i = 0; i < length; i++)
                places[i * wide + lane] = lane < count ? vectors[lane * length + i] : T.Zero;
        }
    }

    private static void Separate(ReadOnlySpan<T> places, int wide, Span<T> vectors, int count)
    {
        int length = vectors.Length / count;
        for (int lane = 0; lane < count; lane++)
        {
            for (int i = 0; i < length; i++)
                vectors[lane * length + i] = places[i * wide + lane];
        }
    }

    private static void ForParts(Action<int> work) => Parallel.For(
        0, BoxLayout.Parts, new ParallelOptions { MaxDegreeOfParallelism = get_num_threads() }, work);

    private static T[] Rent(long length) => ArrayPool<T>.Shared.Rent(checked((int)length));

    private static void Return(ReadOnlySpan<T[]> arrays)
    {
        foreach (T[] array in arrays)
            ArrayPool<T>.Shared.Return(array);
    }
}
