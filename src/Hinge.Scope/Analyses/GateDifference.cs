using Hinge.Core;
using Hinge.Scope.Units;
using static TorchSharp.torch;

namespace Hinge.Scope.Analyses;

/// <summary>How many decisions of one call differ between two inputs.</summary>
/// <param name="Call">The call.</param>
/// <param name="Gates">Its decisions: elements of a mask, maxima.</param>
/// <param name="Different">Those that differ.</param>
public readonly record struct GateDifference(string Call, long Gates, long Different)
{
    /// <summary>Compares the decisions of two interpreters of one network, or of two with the same calls.</summary>
    /// <returns>One entry for every call that decides anything, in order.</returns>
    /// <exception cref="InputException">The calls or their shapes differ.</exception>
    public static IReadOnlyList<GateDifference> Between(Interpreter first, Interpreter second)
    {
        if (!first.Calls.SequenceEqual(second.Calls))
            throw new InputException("the two interpreters do not have the same calls, so their gates do not compare");
        List<GateDifference> differences = [];
        for (int i = 0; i < first.Calls.Count; i++)
        {
            if (Compare(first.Calls[i], first.Cache.Calls[i].Record, second.Cache.Calls[i].Record) is { } difference)
                differences.Add(difference);
        }
        return differences;
    }

    private static GateDifference? Compare(string call, UnitRecord first, UnitRecord second)
    {
        using DisposeScope scope = NewDisposeScope();
        Tensor? different = null;
        foreach ((string name, Tensor decision) in first.Tensors)
        {
            // Masks and indices are decisions; statistics and secants vary smoothly.
            if (decision.dtype is not (ScalarType.Bool or ScalarType.Int64))
                continue;
            if (!second.Tensors.TryGetValue(name, out Tensor? other) || !other.shape.SequenceEqual(decision.shape))
                throw new InputException($"{call}: the decisions have different shapes");
            Tensor here = decision.ne(other);
            different = different is null ? here : different.logical_or(here);
        }
        return different is null ? null : new(call, different.numel(), different.sum().ToInt64());
    }
}
