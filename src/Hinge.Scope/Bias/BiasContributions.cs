using static TorchSharp.torch;

namespace Hinge.Scope.Bias;

/// <summary>r split by site for all outputs at once: r = Σ_s r^(s), from forward replays with one site on.</summary>
public sealed class BiasContributions : IDisposable
{
    internal BiasContributions(IReadOnlyList<BiasSite> sites, Tensor contributions)
    {
        Sites = sites;
        Contributions = contributions;
        using DisposeScope scope = NewDisposeScope();
        Tensor norms = contributions.to(ScalarType.Float64).flatten(1).norm(1);
        Norms = norms.data<double>().ToArray();
    }

    /// <summary>The sites in the order of depth.</summary>
    public IReadOnlyList<BiasSite> Sites { get; }

    /// <summary>
    /// [sites, n, …output]: r^(s) of each site, in double precision since they may cancel. Owned by this object.
    /// </summary>
    public Tensor Contributions { get; }

    /// <summary>‖r^(s)‖ of each site.</summary>
    public IReadOnlyList<double> Norms { get; }

    /// <summary>Σ_s r^(s), [n, …output].</summary>
    public Tensor Sum() => Contributions.sum([0L]);

    /// <inheritdoc/>
    public void Dispose() => Contributions.Dispose();
}
