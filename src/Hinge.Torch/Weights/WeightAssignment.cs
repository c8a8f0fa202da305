using Hinge.Core;
using Hinge.Core.Formats;
using Hinge.Torch.Tensors;
using static TorchSharp.torch;

namespace Hinge.Torch.Weights;

/// <summary>Stored tensors matched with a module's; making it checks everything and changes nothing.</summary>
internal sealed class WeightAssignment
{
    // One line must stay one line: further names are counted.
    private const int NamesShown = 16;

    private readonly List<(Tensor Target, NdArray Source)> _pairs = [];
    private readonly List<string> _widened = [];

    private WeightAssignment()
    {
    }

    /// <summary>Names of tensors stored narrower than the module holds them.</summary>
    public IReadOnlyList<string> Widened => _widened;

    /// <summary>Finds a stored tensor for every parameter and buffer of a module.</summary>
    /// <param name="source">File (and part of it), for messages.</param>
    /// <param name="module">Not changed.</param>
    /// <param name="stored">Tensors by the module's names.</param>
    /// <exception cref="InputException">Names, shapes, types or values do not fit.</exception>
    public static WeightAssignment Match(
        string source, nn.Module module, IReadOnlyDictionary<string, NdArray> stored)
    {
        var assignment = new WeightAssignment();
        var problems = new List<string>();
        Dictionary<string, Tensor> wanted = module.state_dict();
        foreach (IGrouping<IntPtr, KeyValuePair<string, Tensor>> tensor in wanted.GroupBy(pair => pair.Value.Handle))
            assignment.MatchOne([.. tensor.Select(pair => pair.Key)], tensor.First().Value, stored, problems);
        problems.AddRange(stored.Where(pair => !wanted.ContainsKey(pair.Key))
            .Select(pair => $"{pair.Key} not expected, found {pair.Value}"));
        if (problems.Count > 0)
        {
            string more = problems.Count > NamesShown ? $"; and {problems.Count - NamesShown} more" : "";
            throw new InputException($"{source}: {problems.Count} tensors do not fit {module.GetName()} "
                + $"({stored.Count} found, {wanted.Count} expected): "
                + string.Join("; ", problems.Take(NamesShown)) + more);
        }
        foreach (string name in wanted.Keys.Where(stored.ContainsKey))
            RequireFinite(source, name, stored[name]);
        return assignment;
    }

    /// <summary>Copies the stored values into the module.</summary>
    public void Apply()
    {
        using var frozen = no_grad();
        foreach ((Tensor target, NdArray source) in _pairs)
        {
            using Tensor value = source.ToTensor();
            target.copy_(value);
        }
    }

    // A tensor shared by several modules has several names: one of them is enough, all that occur must agree.
    private void MatchOne(
        string[] names, Tensor target, IReadOnlyDictionary<string, NdArray> stored, List<string> problems)
    {
        string expected = target.Describe();
        string[] present = [.. names.Where(stored.ContainsKey)];
        if (present.Length == 0)
        {
            // The counter is no weight (only batch norms without a momentum read it), and many files lack it.
            if (!names[0].EndsWith("num_batches_tracked", StringComparison.Ordinal))
                problems.Add($"{names[0]} missing, expected {expected}");
            return;
        }
        NdArray first = stored[present[0]];
        int before = problems.Count;
        foreach (string name in present)
        {
            NdArray value = stored[name];
            if (!value.Shape.SequenceEqual(target.shape) || !Fits(value.Type, target.dtype))
                problems.Add($"{name} found {value}, expected {expected}");
            else if (!value.Bytes.Span.SequenceEqual(first.Bytes.Span))
                problems.Add($"{name} differs from {present[0]}, expected one shared tensor");
        }
        if (problems.Count > before)
            return;
        _pairs.Add((target, first));
        if (first.Type.ToScalarType() != target.dtype)
            _widened.Add(present[0]);
    }

    // Widening is exact. Narrowing would change the network, so the user must do it knowingly.
    private static bool Fits(ElementType found, ScalarType wanted) => wanted switch
    {
        ScalarType.Float64 => found is ElementType.Float64 or ElementType.Float32 or ElementType.Float16
            or ElementType.BFloat16,
        ScalarType.Float32 => found is ElementType.Float32 or ElementType.Float16 or ElementType.BFloat16,
        _ => found.ToScalarType() == wanted,
    };

    private static void RequireFinite(string source, string name, NdArray value)
    {
        using var scope = NewDisposeScope();
        Tensor tensor = value.ToTensor();
        if (FiniteValues.FirstOther(tensor) is { } other)
            throw new InputException($"{source}: {name} holds {other}, expected finite numbers");
    }
}
