using System.Buffers;
using System.Runtime.CompilerServices;
using static TorchSharp.torch;
using TensorPrimitives = System.Numerics.Tensors.TensorPrimitives;

namespace Hinge.Scope.Colouring;

/// <content>
/// The two products. What they cost is one read of the coefficients from memory, so that several vectors share it: a box
/// is multiplied with all of them while it is in the cache. Nothing here calls libtorch's parallel loops, whose idle
/// threads keep turning for milliseconds and would take a core from these.
/// </content>
internal sealed partial class BoxMatrix<T>
{
    private const int BytesPerLine = 64;

    private BoxLayout? _layout;

    private BoxLayout Layout => _layout ??= new(Lattice, BytesPerLine / Unsafe.SizeOf<T>());

    /// <inheritdoc/>
    public override Tensor Scatter(Tensor v)
    {
        int lanes = (int)v.shape[0], sites = (int)Lattice.Sites, targets = (int)Lattice.Targets;
        BoxLayout layout = Layout;
        Tensor result = empty([lanes, targets], dtype: Type);
        T[] vectors = Rent(lanes * (long)sites);
        Numbers.Copy(v, vectors.AsSpan(0, lanes * sites));
        T[][] parts = new T[BoxLayout.Parts][];
        ForParts(part => parts[part] = ScatterPart(layout, part, vectors, lanes));
        T[] sums = Rent(layout.Length);
        for (int lane = 0; lane < lanes; lane++)
        {
            sums.AsSpan(0, layout.Length).Clear();
            for (int part = 0; part < parts.Length; part++)
            {
                (int first, int length) = layout.Band(part);
                Span<T> sum = sums.AsSpan(first, Math.Min(length, layout.Length - first));
                TensorPrimitives.Add(sum, parts[part].AsSpan(lane * length, sum.Length), sum);
            }
            layout.Collect(sums, Values<T>(result).Slice(lane * targets, targets));
        }
        Return([vectors, sums, .. parts]);
        return result;
    }

    /// <inheritdoc/>
    public override Tensor Gather(Tensor u)
    {
        int lanes = (int)u.shape[0], sites = (int)Lattice.Sites, targets = (int)Lattice.Targets;
        BoxLayout layout = Layout;
        Tensor result = empty([lanes, sites], dtype: Type);
        T[] vectors = Rent(lanes * (long)targets), spread = Rent(lanes * (long)layout.Length);
        Numbers.Copy(u, vectors.AsSpan(0, lanes * targets));
        for (int lane = 0; lane < lanes; lane++)
            layout.Spread<T>(vectors.AsSpan(lane * targets, targets), spread.AsSpan(lane * layout.Length));
        T[] products = Rent(lanes * (long)sites);
        ForParts(part =>
        {
            (int first, int end) = layout.Sites(part);
            Span<T> sums = stackalloc T[BoxKernel.Lanes];
            for (int site = first; site < end; site++)
            {
                int lane = 0;
                for (; lane <= lanes - BoxKernel.Lanes; lane += BoxKernel.Lanes)
                {
                    ReadOnlySpan<T> some = spread.AsSpan(lane * layout.Length);
                    BoxKernel.GatherLanes(coefficients, layout[site], some, layout.Length, sums);
                    for (int i = 0; i < sums.Length; i++)
                        products[(lane + i) * sites + site] = sums[i];
                }
                for (; lane < lanes; lane++)
                {
                    ReadOnlySpan<T> vector = spread.AsSpan(lane * layout.Length, layout.Length);
                    products[lane * sites + site] = BoxKernel.GatherVector(coefficients, layout[site], vector);
                }
            }
        });
        products.AsSpan(0, lanes * sites).CopyTo(Values<T>(result));
        Return([vectors, spread, products]);
        return result;
    }

    // The sum of a part's boxes over its band of the target.
    private T[] ScatterPart(BoxLayout layout, int part, T[] vectors, int lanes)
    {
        (int low, int length) = layout.Band(part);
        (int first, int end) = layout.Sites(part);
        int sites = (int)Lattice.Sites;
        T[] sums = Rent(lanes * (long)length);
        sums.AsSpan(0, lanes * length).Clear();
        Span<T> factors = stackalloc T[BoxKernel.Lanes];
        for (int site = first; site < end; site++)
        {
            Box box = layout[site] with { Start = layout[site].Start - low };
            int lane = 0;
            for (; lane <= lanes - BoxKernel.Lanes; lane += BoxKernel.Lanes)
            {
                for (int i = 0; i < factors.Length; i++)
                    factors[i] = vectors[(lane + i) * sites + site];
                if (factors.ContainsAnyExcept(T.Zero))
                    BoxKernel.ScatterLanes(coefficients, box, factors, sums.AsSpan(lane * length), length);
            }
            for (; lane < lanes; lane++)
            {
                T factor = vectors[lane * sites + site];
                if (factor != T.Zero)
                    BoxKernel.ScatterVector(coefficients, box, factor, sums.AsSpan(lane * length, length));
            }
        }
        return sums;
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
