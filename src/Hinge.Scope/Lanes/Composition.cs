using Hinge.Scope.Units;
using static TorchSharp.torch;

namespace Hinge.Scope.Lanes;

/// <summary>Sends lane groups through a frozen unit, each with the constants that its flag allows.</summary>
internal static class Composition
{
    /// <summary>[g·n, …input] → [g·n, …output].</summary>
    /// <param name="frozen">The unit.</param>
    /// <param name="ordinal">The ordinal of its call, which site lanes refer to.</param>
    /// <param name="lanes">g groups of n samples.</param>
    /// <param name="flags">One flag a group, or a single one for all.</param>
    public static Tensor Apply(Frozen frozen, int ordinal, Tensor lanes, IReadOnlyList<LaneFlag> flags)
    {
        if (flags.All(flag => flag.Kind == LaneKind.Linear))
            return Linear(frozen, lanes);
        if (flags.Count == 1 && flags[0].Kind == LaneKind.Affine)
            return Affine(frozen, lanes);

        using DisposeScope scope = NewDisposeScope();
        long samples = frozen.Shapes.Samples;
        List<Tensor> parts = [];
        for (int group = 0; group < flags.Count;)
        {
            // An affine group goes alone, so that it meets the very kernel that the network's own lane met.
            bool affine = flags[group].Kind == LaneKind.Affine;
            int end = group + 1;
            while (!affine && end < flags.Count && flags[end].Kind != LaneKind.Affine)
                end++;
            Tensor part = lanes.narrow(0, group * samples, (end - group) * samples);
            parts.Add(affine ? Affine(frozen, part) : ApplyWithSites(frozen, ordinal, part, flags, group));
            group = end;
        }
        return cat(parts, 0).MoveToOuterDisposeScope();
    }

    // Lanes may be wider than the unit; one that takes only its own type rounds them.
    private static Tensor Linear(Frozen frozen, Tensor part)
    {
        if (part.dtype == frozen.Shapes.Type || frozen.WorksInDouble)
            return frozen.Apply(part);
        using Tensor narrow = part.to(frozen.Shapes.Type);
        using Tensor result = frozen.Apply(narrow);
        return result.to(part.dtype);
    }

    private static Tensor Affine(Frozen frozen, Tensor part)
    {
        if (part.dtype != frozen.Shapes.Type)
        {
            // Wider than the module itself, which therefore cannot be asked.
            using Tensor linear = Linear(frozen, part);
            return frozen.Offset is null ? linear.alias() : Groups.Add(linear, frozen.Offset, frozen.Shapes.Samples);
        }
        // libtorch's kernels may add in another order where memory starts elsewhere than the network's own lane does.
        const long alignment = 64;
        if (part.storage_offset() * part.ElementSize % alignment == 0)
            return frozen.ApplyAffine(part);
        using Tensor aligned = part.clone();
        return frozen.ApplyAffine(aligned);
    }

    private static Tensor ApplyWithSites(
        Frozen frozen, int ordinal, Tensor part, IReadOnlyList<LaneFlag> flags, int first)
    {
        Tensor linear = Linear(frozen, part);
        if (frozen.Offset is null)
            return linear;
        long samples = frozen.Shapes.Samples;
        long groups = part.shape[0] / samples;
        for (int group = 0; group < groups; group++)
        {
            if (!flags[first + group].Admits(ordinal, frozen.Kind))
                continue;
            // A linear unit may hand back its input, which is not ours to write on.
            Tensor sum = linear.clone();
            sum.narrow(0, group * samples, samples).add_(frozen.Offset, Groups.One);
            return sum;
        }
        return linear;
    }
}
