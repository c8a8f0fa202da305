using Hinge.Scattering.Certificates;
using Hinge.Scattering.Frames;

namespace Hinge.Scattering.Networks;

/// <summary>Builds the stages of a network, each frame once.</summary>
internal sealed class StageBuilder(Network network)
{
    private readonly Dictionary<(int Layer, GridSize Grid, bool IsReal), Stage> _stages = [];
    private readonly Dictionary<(FrameSettings Settings, GridSize Grid), Frame> _frames = [];

    /// <summary>The stage of the input.</summary>
    public Stage Build() => At(0, network.Boundary.Grid, 1, network.Options.Input == InputKind.Real);

    private Stage At(int layer, GridSize grid, int reduction, bool isReal)
    {
        if (_stages.TryGetValue((layer, grid, isReal), out Stage? known))
            return known;
        Module? module = layer < network.Depth ? network.Modules[layer] : null;
        FrameSettings settings = module?.Frame ?? network.Output;
        if (!_frames.TryGetValue((settings, grid), out Frame? frame))
            _frames[(settings, grid)] = frame = settings.Build(grid);
        double gain = module is null ? 1 : Bounds.Gain(module, grid, network.Options.Lipschitz);
        (Frame repaired, double scaling) = Repaired(frame, gain, isReal);
        Stage[] next = [];
        if (module is not null)
        {
            int pooling = module.Pooling.Factor;
            bool stays = module.NonLinearity.IsRealValued || module.Pooling.Kind == PoolingKind.Maximum
                || (isReal && repaired.Propagated.All(atom => atom.IsRealFilter));
            next = [.. repaired.Propagated.Select(atom =>
            {
                int factor = pooling * atom.Label.Factor;
                return At(layer + 1, Divide(layer, grid, factor), reduction * factor, stays);
            })];
        }
        return _stages[(layer, grid, isReal)] = new()
        {
            Layer = layer, Reduction = reduction, Frame = repaired, Scaling = scaling, IsReal = isReal,
            Module = module, Next = next,
        };
    }

    private (Frame Frame, double Scaling) Repaired(Frame frame, double gain, bool isReal)
    {
        if (network.RepairedBy == Repair.None || Bounds.Constant(frame, gain, isReal) <= 1 + Bounds.Rounding)
            return (frame, 1);
        Frame changed = network.RepairedBy switch
        {
            Repair.Tight => frame.Tight(isReal),
            Repair.Complete => frame.Completed(isReal),
            _ => frame,
        };
        double constant = Bounds.Constant(changed, gain, isReal);
        double scaling = constant > 1 + Bounds.Rounding ? 1 / Math.Sqrt(constant) : 1;
        return (scaling == 1 ? changed : changed.Scaled(scaling), scaling);
    }

    private static GridSize Divide(int layer, GridSize grid, int factor)
    {
        if (grid.IsDivisibleBy(factor))
            return grid.Divide(factor);
        int axis = grid.Columns % factor != 0 ? grid.Columns : grid.Rows;
        throw new NetworkException(
            $"layer {layer + 1}: grid {grid} is not divisible by {factor}; "
            + $"pad to {(axis + factor - 1) / factor * factor} or use none");
    }
}
