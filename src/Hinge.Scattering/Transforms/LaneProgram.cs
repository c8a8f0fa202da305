using Hinge.Scattering.Fourier;
using Hinge.Scattering.Frames;
using Hinge.Scattering.Networks;

namespace Hinge.Scattering.Transforms;

/// <summary>A network made ready for lanes: plans, products and low-passes in single precision. Immutable.</summary>
internal sealed class LaneProgram
{
    private readonly Dictionary<GridSize, LaneGrid> _grids = [];
    private readonly Dictionary<int, LanePlan> _plans = [];
    private readonly Dictionary<Stage, LaneStage> _stages = [];

    /// <summary>Makes a network ready.</summary>
    /// <param name="network">The network.</param>
    /// <param name="width">Numbers of a lane.</param>
    /// <param name="acrossColumns">Whether lanes hold adjacent columns of one signal.</param>
    public LaneProgram(Network network, int width, bool acrossColumns)
    {
        (Network, Width, AcrossColumns) = (network, width, acrossColumns);
        Components = network.HasComplexFeatures ? 2 : 1;
        foreach (Stage stage in network.Stages)
            _stages.Add(stage, Prepare(stage));
        Nodes = [.. network.Tree.Nodes];
        Steps = [.. Nodes.Select(node => node.Parent < 0 ? null : _stages[Nodes[node.Parent].Stage].Steps[node.Atom])];
        Stages = [.. Nodes.Select(node => _stages[node.Stage])];
    }

    public Network Network { get; }

    public int Width { get; }

    public bool AcrossColumns { get; }

    /// <summary>Numbers of a feature.</summary>
    public int Components { get; }

    /// <summary>The paths.</summary>
    public PathNode[] Nodes { get; }

    /// <summary>How each path comes from its parent; null for the empty one.</summary>
    public LaneStep?[] Steps { get; }

    /// <summary>The stage of each path.</summary>
    public LaneStage[] Stages { get; }

    /// <summary>All grids.</summary>
    public IEnumerable<LaneGrid> Grids => _grids.Values;

    /// <summary>All stages.</summary>
    public IEnumerable<LaneStage> EachStage => _stages.Values;

    private LaneStage Prepare(Stage stage)
    {
        LaneGrid grid = GridOf(stage.Grid);
        LaneStep[] steps =
            [.. stage.Next.Select((next, atom) => Step(stage, grid, stage.Frame.Propagated[atom], next))];
        int stride = Network.OutputStride(stage), crop = Network.Options.OutputCrop;
        GridSize kept = Network.OutputGrid(stage);
        LaneGrid whole = GridOf(stage.Grid.Divide(stride));
        Atom generator = stage.Frame.Generator;
        LaneLowPass? products = LaneLowPass.Of(generator, grid, kept, stride, crop);
        // A transform is some 2.5 log2 N products of lanes a sample; a leaf needs the one forth too.
        double transforms = 1.25 * whole.Lanes * Math.Log2(Math.Max(2, whole.Grid.Count));
        if (steps.Length == 0)
            transforms += 1.25 * grid.Lanes * Math.Log2(Math.Max(2, grid.Grid.Count));
        if (products is not null && (stage.IsReal ? 1 : 2) * products.Products > transforms)
            products = null;
        LaneProduct? spectral = products is null
            ? new(generator.Spectrum, grid, whole, half: stage.IsReal && generator.IsRealFilter) : null;
        int last = steps.Select(step => step.Product.LastColumn).Append(spectral?.LastColumn ?? 0).Max();
        return new(stage, grid, steps, products, spectral, kept, crop, last);
    }

    private LaneStep Step(Stage stage, LaneGrid grid, Atom atom, Stage next)
    {
        Pooling pooling = stage.Module!.Pooling;
        // Samples left out after a pointwise non-linearity may as well be left out before it: fewer frequencies then.
        bool ahead = pooling.Kind is PoolingKind.SubSample or PoolingKind.None;
        LaneGrid to = GridOf(stage.Grid.Divide(atom.Label.Factor * (ahead ? pooling.Factor : 1)));
        bool half = stage.IsReal && atom.IsRealFilter && next.IsReal;
        bool isReal = half || stage.Module.NonLinearity.IsRealValued;
        return new(
            new(atom.Spectrum, grid, to, half), new(stage.Module.NonLinearity), isReal, ahead ? null : pooling,
            GridOf(next.Grid));
    }

    private LaneGrid GridOf(GridSize size)
    {
        if (!_grids.TryGetValue(size, out LaneGrid? known))
            _grids[size] = known = new(size, Width, AcrossColumns, PlanOf(size.Columns), PlanOf(size.Rows));
        return known;
    }

    private LanePlan PlanOf(int length)
    {
        if (!_plans.TryGetValue(length, out LanePlan? known))
            _plans[length] = known = new(length);
        return known;
    }
}
