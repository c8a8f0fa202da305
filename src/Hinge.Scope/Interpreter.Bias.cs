using Hinge.Scope.Bias;
using Hinge.Scope.Lanes;
using Hinge.Scope.Replay;
using Hinge.Scope.Units;
using static TorchSharp.torch;

namespace Hinge.Scope;

public sealed partial class Interpreter
{
    /// <summary>Every place where a constant enters, in the order of depth.</summary>
    public IReadOnlyList<BiasSite> BiasSites =>
    [
        .. _cache.Calls.Where(call => call.Map.Offset is not null)
            .Select(call => new BiasSite(call.Call.Name, call.Map.Kind, call.Call.Ordinal)),
    ];

    /// <summary>Splits r by site for all outputs: one replayed lane a site, with only that site on.</summary>
    public BiasContributions Bias()
    {
        using DisposeScope scope = NewDisposeScope();
        IReadOnlyList<BiasSite> sites = BiasSites;
        long[] outputs = Output.shape;
        List<Tensor> parts = [];
        // Double lanes in a network of single precision: half as many fit.
        int lanes = Output.dtype == ScalarType.Float64 ? LanesPerReplay() : Math.Max(1, LanesPerReplay() / 2);
        for (int first = 0; first < sites.Count; first += lanes)
        {
            int count = Math.Min(lanes, sites.Count - first);
            LaneFlag[] flags =
                [.. sites.Skip(first).Take(count).Select(site => new LaneFlag(LaneKind.Site, site.Ordinal))];
            Tensor nothing = zeros([count * Samples, .. Input.shape[1..]], dtype: ScalarType.Float64);
            parts.Add(Replay(nothing, flags).reshape([count, .. outputs]));
        }
        Tensor all = parts.Count == 0 ? zeros([0, .. outputs], dtype: ScalarType.Float64) : cat(parts, 0);
        return new(sites, all.MoveToOuterDisposeScope());
    }

    /// <summary>Splits r by the kind of its sites for all outputs: one replayed lane a kind.</summary>
    /// <returns>r^(k), [n, …output] in Float64, of every kind that occurs; owned by the caller.</returns>
    public IReadOnlyDictionary<SiteKind, Tensor> BiasByKind()
    {
        using DisposeScope scope = NewDisposeScope();
        SiteKind[] kinds = [.. BiasSites.Select(site => site.Kind).Distinct().Order()];
        if (kinds.Length == 0)
            return new Dictionary<SiteKind, Tensor>();
        Tensor nothing = zeros([kinds.Length * Samples, .. Input.shape[1..]], dtype: ScalarType.Float64);
        Tensor parts = Replay(nothing, [.. kinds.Select(kind => new LaneFlag(LaneKind.Site, Sites: kind))]);
        return kinds.Select((kind, i) => (kind, Part: parts.narrow(0, i * Samples, Samples).clone()))
            .ToDictionary(pair => pair.kind, pair => pair.Part.MoveToOuterDisposeScope());
    }

    /// <summary>Splits r_i of one output by site, channel and position, all sites in one transposed pass.</summary>
    /// <param name="output">Index of the output in a sample, one number an axis.</param>
    public OutputBias BiasOf(params ReadOnlySpan<long> output)
    {
        using DisposeScope scope = NewDisposeScope();
        Tensor seed = zeros([Samples, Rows], dtype: Output.dtype);
        seed[TensorIndex.Colon, FlatIndex(Output, output, "output")] = 1;
        // A site is reached once for every call, and a call whose output goes nowhere is not reached at all.
        SortedDictionary<int, SiteContribution> parts = [];
        foreach (BiasSite site in BiasSites)
            parts[site.Ordinal] = new(site, 0, [], [], []);
        Transpose(seed.reshape(Output.shape), (ordinal, adjoint) =>
        {
            FrozenCall call = _cache.Calls[ordinal];
            if (call.Map.Offset is { } offset)
                parts[ordinal] = Contribution(parts[ordinal].Site, adjoint, offset);
        }).Dispose();
        return new([.. parts.Values]);
    }

    // F v + r in double precision, rounded once: the constants of a network are large terms that nearly cancel, and in
    // single precision their rounding would swamp r.
    private Tensor ApplyAffineInDouble(Tensor v)
    {
        using DisposeScope scope = NewDisposeScope();
        return ApplyAffine(v.to(ScalarType.Float64)).to(Output.dtype).MoveToOuterDisposeScope();
    }

    private static SiteContribution Contribution(BiasSite site, Tensor adjoint, Tensor offset)
    {
        using DisposeScope scope = NewDisposeScope();
        Tensor product = adjoint.to(ScalarType.Float64) * offset;
        Tensor perSample = product.sum([0L]);
        Tensor byChannel = perSample.dim() == 0 ? perSample.reshape(1, 1) : perSample.reshape(perSample.shape[0], -1);
        return new(
            site,
            product.sum().ToDouble(),
            byChannel.sum([1L]).data<double>().ToArray(),
            byChannel.sum([0L]).data<double>().ToArray(),
            perSample.dim() <= 1 ? [1] : perSample.shape[1..]);
    }
}
