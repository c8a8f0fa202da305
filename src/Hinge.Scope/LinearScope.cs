using Hinge.Core;
using Hinge.Core.Randomness;
using Hinge.Scope.Lanes;
using Hinge.Scope.Replay;
using Hinge.Scope.Units;
using Hinge.Torch.Tensors;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Hinge.Scope;

/// <summary>
/// A network under observation. Hooks on its modules let it run, for one input, as the exact affine map y = F x + r
/// that it is there, without any change to its code.
/// </summary>
/// <remarks>
/// P. Navarrete Michelini, H. Liu, Y. Lu, X. Jiang, "A Tour of Convolutional Networks Guided by Linear Interpreters",
/// ICCV 2019. Calls on one scope are not thread-safe; scopes of different networks are independent.
/// </remarks>
public sealed partial class LinearScope : IDisposable
{
    // Side of the piece of a large picture on which the code between the modules is probed.
    private const long ProbedSide = 64;

    private readonly LaneHooks _hooks;
    private readonly HashSet<string> _probed = [];
    private int _cutCall = -1;

    private LinearScope(nn.Module<Tensor, Tensor> net, ScopeSettings settings)
    {
        Network = net;
        Settings = settings;
        _hooks = new(net, settings);
    }

    /// <summary>The network; it must outlive the scope.</summary>
    public nn.Module<Tensor, Tensor> Network { get; }

    /// <summary>The settings.</summary>
    public ScopeSettings Settings { get; }

    /// <summary>Paths of the network's units, in the order of the module tree.</summary>
    public IReadOnlyList<string> Units => [.. _hooks.Units.Select(unit => unit.Path)];

    /// <summary>
    /// Path of the final softmax that is cut off, so that the logits are explained; null when there is none.
    /// </summary>
    public string? CutSoftmax { get; private set; }

    internal LaneHooks Hooks => _hooks;

    /// <summary>Hooks a network in evaluation mode. <see cref="Dispose"/> takes the hooks off again.</summary>
    /// <exception cref="InputException">
    /// A module is in training mode, a leaf has no rule, or the network has a scope already.
    /// </exception>
    public static LinearScope Attach(nn.Module<Tensor, Tensor> net, ScopeSettings? settings = null) =>
        new(net, settings ?? new());

    /// <summary>
    /// Plan 1, the doubled batch: runs the network on <paramref name="x"/> and, beside it, the interpreter at x on
    /// every lane.
    /// </summary>
    /// <param name="x">The operating point, [n, …].</param>
    /// <param name="lanes">What to send through the interpreter, each [n, …].</param>
    public LaneOutputs Run(Tensor x, params ReadOnlySpan<Lane> lanes)
    {
        List<LaneFlag> flags = [];
        List<Tensor> batch = [x];
        foreach (Lane lane in lanes)
        {
            if (!lane.Input.shape.AsSpan().SequenceEqual(x.shape))
                throw new InputException($"a lane of shape {Shape(lane.Input)} beside an input of shape {Shape(x)}");
            flags.Add(new(lane.Kind));
            batch.Add(lane.Input);
        }
        using DisposeScope scope = NewDisposeScope();
        using IDisposable constant = no_grad();
        CheckFinite(x);
        DoubledBatch pass = new(Settings, x.shape[0], flags) { CutCall = FindCut(x) };
        Tensor all = _hooks.Run(pass, cat(batch, 0));
        Tensor[] parts = all.split(x.shape[0]);
        // Each part owns its memory, so that keeping one does not keep all.
        Tensor[] outputs = [.. parts.Select(part => part.clone().MoveToOuterDisposeScope())];
        return new(outputs[0], outputs[1..]);
    }

    /// <summary>Records every decision of the network at <paramref name="x"/> (plan 2, the default).</summary>
    /// <param name="x">The operating point, [n, …]; usually n = 1.</param>
    /// <returns>The interpreter at x, which answers without running the network again.</returns>
    /// <exception cref="InputException">The network cannot be interpreted; the message names the module.</exception>
    public Interpreter Freeze(Tensor x) => Freeze(x, null, Settings.Probe && !_probed.Contains(Shape(x)));

    private Interpreter Freeze(Tensor x, IReadOnlyDictionary<int, UnitRecord>? imposed, bool probe)
    {
        using DisposeScope scope = NewDisposeScope();
        using IDisposable constant = no_grad();
        CheckFinite(x);
        long samples = x.shape[0];
        bool probed = probe && IsLinearOnPiece(x);
        MaskCache cache = new();
        try
        {
            (Tensor output, bool cut) = Record(x, cache, probe && !probed, imposed);
            if (cut)
            {
                // The logits are the output now: record once more with the softmax as the identity.
                cache.Dispose();
                cache = new();
                (output, _) = Record(x, cache, probe: false, imposed);
            }
            _probed.Add(Shape(x));
            Tensor y = output.narrow(0, 0, samples).clone();
            return new(this, cache, x.clone().DetachFromDisposeScope(), y.DetachFromDisposeScope());
        }
        catch
        {
            cache.Dispose();
            throw;
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _hooks.Dispose();

    internal static string Shape(Tensor tensor) => $"[{string.Join(", ", tensor.shape)}]";

    // The probe's lanes make a pass four times as large, so a large picture is probed on a piece of it. A network that
    // does not run on a piece, or fails there, is probed on the whole: false leaves the verdict to that.
    private bool IsLinearOnPiece(Tensor x)
    {
        if (x.dim() != 4 || Math.Min(x.shape[2], x.shape[3]) < ProbedSide
            || x.shape[2] * x.shape[3] < (1 + LinearityProbe.Lanes) * ProbedSide * ProbedSide)
        {
            return false;
        }
        using DisposeScope scope = NewDisposeScope();
        Tensor piece = x;
        for (int axis = 2; axis < 4; axis++)
            piece = piece.narrow(axis, x.shape[axis] / ProbedSide / 2 * ProbedSide, ProbedSide);
        try
        {
            Record(piece.contiguous(), null, probe: true);
            return true;
        }
        catch (Exception refused) when (refused is not OutOfMemoryException)
        {
            return false;
        }
    }

    private (Tensor Output, bool CutFound) Record(
        Tensor x, MaskCache? cache, bool probe, IReadOnlyDictionary<int, UnitRecord>? imposed = null)
    {
        long samples = x.shape[0];
        List<Tensor> batch = [x];
        LaneFlag[] flags = [];
        if (probe)
        {
            Tensor u = RandomTensors.Gaussian(x.shape, x.dtype, new RandomStream(Settings.Seed).Split("probe u"));
            Tensor w = RandomTensors.Gaussian(x.shape, x.dtype, new RandomStream(Settings.Seed).Split("probe w"));
            batch.AddRange([u, w, u + w]);
            flags = [.. Enumerable.Repeat(LaneFlag.Linear, LinearityProbe.Lanes)];
        }
        DoubledBatch pass = new(Settings, samples, flags)
        {
            Cache = cache,
            Probe = probe ? new(samples) : null,
            CutCall = _cutCall,
            Imposed = imposed,
            WatchSoftmax = Settings.CutFinalSoftmax && _cutCall < 0,
        };
        try
        {
            Tensor output = _hooks.Run(pass, batch.Count == 1 ? x.alias() : cat(batch, 0));
            if (_hooks.Units.FirstOrDefault(unit => !_hooks.WasCalled(unit)) is { } silent && !Settings.AllowUncalled)
                throw new InputException($"{silent.Path} was never called: its owner uses forward(); use call()");
            return (output, FindCut(pass, output, samples));
        }
        finally
        {
            pass.LastSoftmax?.Output.Dispose();
        }
    }

    // A softmax is final when its output is the network's output.
    private bool FindCut(DoubledBatch pass, Tensor output, long samples)
    {
        if (pass.LastSoftmax is not { } last)
            return false;
        using Tensor own = output.narrow(0, 0, samples);
        if (!last.Output.shape.AsSpan().SequenceEqual(own.shape))
            return false;
        using Tensor same = last.Output.eq(own).all();
        if (!same.ToBoolean())
            return false;
        _cutCall = last.Call.Ordinal;
        CutSoftmax = last.Call.Name;
        return true;
    }

    private int FindCut(Tensor x)
    {
        if (_cutCall < 0 && Settings.CutFinalSoftmax
            && _hooks.Units.Any(unit => unit.Module is Softmax or LogSoftmax or Softmax2d))
        {
            using MaskCache cache = new();
            Record(x, cache, probe: false);
        }
        return _cutCall;
    }

    private static void CheckFinite(Tensor x)
    {
        if (FiniteValues.FirstOther(x) is { } other)
            throw new InputException($"the input holds {other}; expected finite values");
    }
}
