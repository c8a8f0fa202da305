using static TorchSharp.torch;

namespace Hinge.Scope.Units;

/// <summary>
/// What one call of a unit decided at the operating point: mask bits, arg-max indices, statistics, secants. This, with
/// the module's own weights, is all that is needed to build its <see cref="Frozen"/> map, now or from a file.
/// </summary>
public sealed class UnitRecord(UnitShapes shapes) : IDisposable
{
    private readonly SortedDictionary<string, Tensor> _tensors = new(StringComparer.Ordinal);

    /// <summary>The shapes of the call.</summary>
    public UnitShapes Shapes { get; } = shapes;

    /// <summary>The recorded tensors by name.</summary>
    public IReadOnlyDictionary<string, Tensor> Tensors => _tensors;

    /// <summary>What the certificate says of this unit.</summary>
    public UnitHealth Health { get; set; } = UnitHealth.None;

    /// <summary>
    /// Whether the record outlives its call, as it does in a cache: it is small then and carries <see cref="Health"/>.
    /// </summary>
    internal bool IsKept { get; init; } = true;

    /// <summary>A recorded tensor.</summary>
    public Tensor this[string name] => _tensors[name];

    /// <summary>Keeps a tensor for as long as this record lives, whatever dispose scope it was made in.</summary>
    public void Add(string name, Tensor tensor) => _tensors.Add(name, tensor.DetachFromDisposeScope());

    /// <summary>
    /// Notes one gate for every value of <paramref name="x"/>, and how many are close to the threshold.
    /// </summary>
    public void CountGates(Tensor x, double threshold = 0)
    {
        if (IsKept)
            Health = Health.And(UnitHealth.None with { Gates = x.numel(), Ties = Ties.Count(x, threshold) });
    }

    /// <summary>Copies what another record holds.</summary>
    internal void Take(UnitRecord other)
    {
        foreach ((string name, Tensor value) in other._tensors)
            Add(name, value.clone());
        Health = other.Health;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (Tensor tensor in _tensors.Values)
            tensor.Dispose();
        _tensors.Clear();
    }
}
