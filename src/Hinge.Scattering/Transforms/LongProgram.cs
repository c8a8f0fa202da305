using Hinge.Scattering.Fourier;
using Hinge.Scattering.Networks;

namespace Hinge.Scattering.Transforms;

/// <summary>A network of long signals of one dimension made ready for <see cref="LongWalk{TLane}"/>.
/// Immutable.</summary>
/// <remarks>
/// A signal of N = R C samples lies as R rows of C samples, its frequencies as C rows of R, with the same R on every
/// grid: the aliases of a frequency then lie in its own column.
/// </remarks>
internal sealed class LongProgram
{
    /// <summary>Rows of every grid.</summary>
    public const int Rows = 128;

    private const int Shortest = 8192;

    private readonly Dictionary<int, LongGrid> _grids = [];
    private readonly Dictionary<int, LanePlan> _plans = [];

    public LongProgram(Network network, int width)
    {
        (Network, Width) = (network, width);
        Dictionary<Stage, LongStage> stages = [];
        foreach (Stage stage in network.Stages)
            stages.Add(stage, Prepare(stage));
        EachStage = stages.Values;
        Nodes = [.. network.Tree.Nodes];
        Stages = [.. Nodes.Select(node => stages[node.Stage])];
        Steps = [.. Nodes.Select(node => node.Parent < 0 ? null : stages[Nodes[node.Parent].Stage].Steps[node.Atom])];
    }

    public Network Network { get; }

    public int Width { get; }

    public PathNode[] Nodes { get; }

    public LongStage[] Stages { get; }

    public LongStep?[] Steps { get; }

    public IEnumerable<LongStage> EachStage { get; }

    public IEnumerable<LongGrid> Grids => _grids.Values;

    /// <summary>Whether a network is of that kind: long real signals, real maps throughout, real low-passes.</summary>
    public static bool Suits(Network network, int width) =>
        width > 1 && network.Size.Dimensions == 1 && network.Boundary.Grid.Count >= Shortest
        && !network.HasComplexFeatures && network.Options.Input == InputKind.Real
        && network.Modules.All(module => module.NonLinearity.IsRealValued
            && module.Pooling.Kind is PoolingKind.None or PoolingKind.SubSample)
        && network.Stages.All(stage => stage.Grid.Count % Rows == 0
            && FourierPlan.LargestPrimeFactor(stage.Grid.Count) <= FourierPlan.LargestButterfly);

    private LongStage Prepare(Stage stage)
    {
        LongGrid grid = GridOf(stage.Grid.Count);
        LongStep[] steps = [.. stage.Next.Select((next, atom) => new LongStep(
            new(stage.Frame.Propagated[atom].Spectrum, grid.Spectrum, GridOf(next.Grid.Count).Spectrum, half: false),
            GridOf(next.Grid.Count), new(stage.Module!.NonLinearity)))];
        LowPassAxis low = new(
            stage.Frame.Generator.Spectrum.ToArray(), Network.OutputStride(stage), Network.Options.OutputCrop);
        bool[] used = new bool[grid.Spectrum.Rows];
        foreach (LongStep step in steps)
            step.Product.MarkRows(used);
        return new(stage, grid, steps, low, Network.OutputGrid(stage).Count, used);
    }

    private LongGrid GridOf(int length)
    {
        if (!_grids.TryGetValue(length, out LongGrid? known))
        {
            GridSize size = new(Rows, length / Rows);
            _grids[length] = known = new(length, Width, new(size, Width, true, PlanOf(size.Columns), PlanOf(Rows)),
                new(new(size.Columns, Rows), Width, true, PlanOf(Rows), PlanOf(size.Columns)));
        }
        return known;
    }

    private LanePlan PlanOf(int length)
    {
        if (!_plans.TryGetValue(length, out LanePlan? known))
            _plans[length] = known = new(length);
        return known;
    }
}

/// <summary>A stage of long signals.</summary>
internal sealed record LongStage(
    Stage Stage, LongGrid Grid, LongStep[] Steps, LowPassAxis LowPass, int Kept, bool[] UsedRows);

/// <summary>From a map to one of the next layer.</summary>
internal sealed record LongStep(LaneProduct Product, LongGrid To, LaneNonLinearity NonLinearity);
