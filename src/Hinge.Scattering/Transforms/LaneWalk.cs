using Hinge.Scattering.Fourier;
using Hinge.Scattering.Networks;

namespace Hinge.Scattering.Transforms;

/// <summary>Walks the paths for as many signals as a lane is wide, or for one signal.</summary>
internal abstract unsafe class LaneWalk
{
    /// <summary>Signals of a call.</summary>
    public abstract int Signals { get; }

    /// <summary>Transforms signals.</summary>
    /// <param name="signals">One after the other.</param>
    /// <param name="count">How many, 1 … <see cref="Signals"/>.</param>
    /// <param name="features">Receives the features.</param>
    /// <param name="part">Which of the parts: the sub-trees of the first layer take turns.</param>
    /// <param name="parts">In how many parts the work is cut; the first has the empty path too.</param>
    public abstract void Run(float* signals, int count, float* features, int part, int parts);
}

/// <summary>
/// The walk in lanes: depth first, with the spectrum of each depth and one map, so that memory does not grow with the
/// number of paths.
/// </summary>
/// <remarks>One thread at a time; nothing is allocated by a walk.</remarks>
internal sealed unsafe partial class LaneWalk<TLane> : LaneWalk
    where TLane : unmanaged, ILane<TLane>
{
    private readonly LaneProgram _program;
    private readonly LaneFourier<TLane> _fourier;
    private readonly PinnedFloats _room;
    private readonly TLane*[] _spectraR, _spectraI;
    private readonly TLane* _mapR, _mapI, _unpooledR, _unpooledI, _lowPass, _features, _staging;
    private readonly int _inputLength, _featureLength;
    private int _part, _parts;

    public LaneWalk(LaneProgram program)
    {
        _program = program;
        _fourier = new(program.Grids);
        Network network = program.Network;
        bool complexInput = network.Options.Input == InputKind.Complex;
        (_inputLength, _featureLength) = (network.Size.Count * (complexInput ? 2 : 1), network.Tree.Length);
        // A lane may be read past the last one of a plane.
        long plane = program.Grids.Max(grid => grid.Lanes) + 1;
        long lowPass = program.EachStage.Max(stage => stage.LowPass?.ScratchLanes ?? 0);
        long most = program.EachStage.Max(stage => (long)stage.Kept.Count) * program.Components;
        long[] spectra = new long[network.Depth + 1];
        foreach (LaneStage stage in program.EachStage)
            spectra[stage.Stage.Layer] = Math.Max(spectra[stage.Stage.Layer], stage.Grid.Lanes + 1);
        bool pools = program.EachStage.Any(stage => stage.Steps.Any(step => step.Pooling is not null));
        long lanes = (2 * spectra.Sum()) + ((pools ? 4 : 2) * plane) + lowPass + most + _inputLength + TLane.Width;
        _room = new(lanes * TLane.Width);
        TLane* at = (TLane*)_room.At;
        TLane* Take(long count)
        {
            TLane* taken = at;
            at += count;
            return taken;
        }
        (_spectraR, _spectraI) = (new TLane*[spectra.Length], new TLane*[spectra.Length]);
        for (int layer = 0; layer < spectra.Length; layer++)
        {
            _spectraR[layer] = Take(spectra[layer]);
            _spectraI[layer] = Take(spectra[layer]);
        }
        _mapR = Take(plane);
        _mapI = Take(plane);
        _unpooledR = Take(pools ? plane : 0);
        _unpooledI = Take(pools ? plane : 0);
        _lowPass = Take(lowPass);
        _features = Take(most);
        _staging = Take(_inputLength + TLane.Width);
    }

    /// <inheritdoc/>
    public override int Signals => _program.AcrossColumns ? 1 : TLane.Width;

    /// <inheritdoc/>
    public override void Run(float* signals, int count, float* features, int part, int parts)
    {
        (_part, _parts) = (part, parts);
        Load(signals, count);
        Visit(0, features, count);
    }

    private void Visit(int place, float* features, int count)
    {
        PathNode node = _program.Nodes[place];
        LaneStage stage = _program.Stages[place];
        bool isReal = stage.Stage.IsReal, isMine = place > 0 || _part == 0;
        int layer = stage.Stage.Layer;
        TLane* re = _spectraR[layer], im = _spectraI[layer];
        if (stage.LowPass is not null && isMine)
        {
            FromMap(stage, isReal);
            Emit(node.Offset, stage.Kept.Count * _program.Components, features, count);
        }
        if (node.ChildCount > 0 || (stage.Output is not null && isMine))
        {
            if (isReal)
                _fourier.ForwardReal(stage.Grid, _mapR, re, im, stage.LastColumn);
            else
                _fourier.Forward(stage.Grid, _mapR, _mapI, re, im);
        }
        if (stage.Output is { } product && isMine)
        {
            _fourier.Inverse(product, re, im, LaneNonLinearity.Identity, _mapR, product.IsHalf ? null : _mapI);
            FromPlane(stage, product);
            Emit(node.Offset, stage.Kept.Count * _program.Components, features, count);
        }
        for (int child = 0; child < node.ChildCount; child++)
        {
            if (place == 0 && child % _parts != _part)
                continue;
            LaneStep step = _program.Steps[node.FirstChild + child]!;
            bool pools = step.Pooling is not null;
            _fourier.Inverse(
                step.Product, re, im, step.NonLinearity, pools ? _unpooledR : _mapR,
                step.IsReal ? null : pools ? _unpooledI : _mapI);
            if (pools)
                Pool(step);
            else if (step.IsReal && !_program.Stages[node.FirstChild + child].Stage.IsReal)
                new Span<TLane>(_mapI, (int)step.Pooled.Lanes).Clear();
            Visit(node.FirstChild + child, features, count);
        }
    }
}
