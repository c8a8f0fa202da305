using Hinge.Core;
using Hinge.Scope.Lanes;
using Hinge.Scope.Replay;
using Hinge.Scope.Units;
using static TorchSharp.torch;

namespace Hinge.Scope;

/// <summary>
/// A network frozen at one input: the affine map v ↦ F v + r with F x + r = y. It answers by replaying the recorded
/// decisions and never runs the network's arithmetic again.
/// </summary>
/// <remarks>
/// With n samples at the operating point F is the block-diagonal of their n maps, and every batch of B lanes holds B·n
/// samples. Spec §2 (definitions), §5 (plan 2).
/// </remarks>
public sealed partial class Interpreter : ILinearMap, IDisposable
{
    private readonly LinearScope _scope;
    private readonly MaskCache _cache;
    private Tensor? _residual;
    private readonly bool _ownsScope;
    private bool _materialise;

    internal Interpreter(
        LinearScope scope, MaskCache cache, Tensor input, Tensor output, Tensor? savedResidual = null)
    {
        _scope = scope;
        _cache = cache;
        Input = input;
        Output = output;
        _residual = savedResidual;
        _ownsScope = savedResidual is not null;
        _materialise = cache.Calls.Any(call => call.Call.Unit.InPlace);
    }

    /// <summary>The operating point x, [n, …]. Owned by the interpreter.</summary>
    public Tensor Input { get; }

    /// <summary>y = f(x), [n, …]; the logits when a final softmax was cut off. Owned by the interpreter.</summary>
    public Tensor Output { get; }

    /// <summary>n, the samples frozen together.</summary>
    public long Samples => Input.shape[0];

    /// <inheritdoc/>
    public long Rows => Output.numel() / Samples;

    /// <inheritdoc/>
    public long Columns => Input.numel() / Samples;

    /// <inheritdoc/>
    public IReadOnlyList<long> InputShape => Input.shape[1..];

    /// <inheritdoc/>
    public IReadOnlyList<long> OutputShape => Output.shape[1..];

    /// <inheritdoc/>
    public ScalarType Type => Output.dtype;

    /// <summary>Names of the frozen calls in order; a reused unit appears as <c>relu#2</c>.</summary>
    public IReadOnlyList<string> Calls => [.. _cache.Calls.Select(call => call.Call.Name)];

    /// <summary>
    /// r = interp(0), [n, …]: the part of y that comes from constants alone. Owned by the interpreter.
    /// </summary>
    public Tensor Residual => _residual ??= ComputeResidual();

    /// <summary>Whether every unit is frozen by its Jacobian, so that F is the network's.</summary>
    public bool IsJacobian => OtherThanJacobian is null;

    /// <summary>The first call that is frozen by something else than its Jacobian; null when there is none.</summary>
    public string? OtherThanJacobian => _cache.Calls.FirstOrDefault(
        call => !call.Cut && !call.Call.Unit.Rule.IsJacobian(call.Call.Unit.Module, _scope.Settings.Modes))?.Call.Name;

    /// <summary>The freezing modes.</summary>
    public FreezingModes Modes => _scope.Settings.Modes;

    /// <summary>Gates, ties and conditioning of all units together.</summary>
    public UnitHealth Health => _cache.Calls
        .Aggregate(UnitHealth.None, (sum, call) => sum.And(call.Record.Health));

    internal MaskCache Cache => _cache;

    internal LinearScope Scope => _scope;

    /// <inheritdoc/>
    public Tensor Apply(Tensor v) => Replay(v, [LaneFlag.Linear]);

    /// <summary>F v + r for B vectors at once.</summary>
    public Tensor ApplyAffine(Tensor v) => Replay(v, [LaneFlag.Affine]);

    /// <inheritdoc/>
    public Tensor ApplyTransposed(Tensor u) => Transpose(u, null);

    /// <summary>Row of F: with which weight each input enters one output ("receptive filter").</summary>
    /// <param name="output">Index of the output in a sample, one number an axis.</param>
    /// <returns>[1, …input].</returns>
    public Tensor Row(params ReadOnlySpan<long> output) => RowsAt(FlatIndex(Output, output, "output"));

    /// <summary>Column of F: what one input does to every output ("projective filter").</summary>
    /// <param name="input">Index of the input in a sample, one number an axis.</param>
    /// <returns>[1, …output].</returns>
    public Tensor Column(params ReadOnlySpan<long> input) => ColumnsAt(FlatIndex(Input, input, "input"));

    /// <summary>Several rows of F, in batches that fit the memory budget.</summary>
    /// <param name="outputs">Flat indices of outputs in a sample.</param>
    /// <returns>[count·n, …input].</returns>
    public Tensor RowsAt(params ReadOnlySpan<long> outputs) => Probe(outputs, Output, ApplyTransposed);

    /// <summary>Several columns of F, in batches that fit the memory budget.</summary>
    /// <param name="inputs">Flat indices of inputs in a sample.</param>
    /// <returns>[count·n, …output].</returns>
    public Tensor ColumnsAt(params ReadOnlySpan<long> inputs) => Probe(inputs, Input, Apply);

    /// <inheritdoc/>
    public void Dispose()
    {
        _cache.Dispose();
        _residual?.Dispose();
        Input.Dispose();
        Output.Dispose();
        if (_ownsScope)
            _scope.Dispose();
    }

    /// <summary>Sends groups of n samples through the replay, each with its own flag, or one flag for all.</summary>
    internal Tensor Replay(Tensor v, IReadOnlyList<LaneFlag> flags)
    {
        CheckBatch(v, Input, "input");
        using DisposeScope scope = NewDisposeScope();
        using IDisposable constant = no_grad();
        // The network's code may write in place on what it is given.
        Tensor lanes = _materialise ? v.clone() : v.alias();
        return _scope.Hooks.Run(new ForwardReplay(_cache, flags), lanes).MoveToOuterDisposeScope();
    }

    /// <summary>Fᵀ u, with the adjoint at every unit's output on the way.</summary>
    internal Tensor Transpose(Tensor u, Action<int, Tensor>? arrived)
    {
        CheckBatch(u, Output, "output");
        try
        {
            return Wire(u, arrived);
        }
        catch (System.Runtime.InteropServices.ExternalException) when (!_materialise)
        {
            // The network's code writes in place on a placeholder: give the placeholders memory of their own.
            _materialise = true;
            return Wire(u, arrived);
        }
    }

    private Tensor Wire(Tensor u, Action<int, Tensor>? arrived)
    {
        using DisposeScope scope = NewDisposeScope();
        using IDisposable recording = enable_grad();
        long[] shape = [u.shape[0], .. Input.shape[1..]];
        Tensor input = Wiring.Placeholder(shape, u.dtype, _materialise).requires_grad_();
        // An in-place unit at the very front may not write on a leaf of the graph.
        Tensor front = _materialise ? input.clone() : input;
        Tensor output = _scope.Hooks.Run(new Wiring(_cache, _materialise, arrived), front);
        if (!output.requires_grad)
            return zeros(shape, dtype: u.dtype).MoveToOuterDisposeScope();
        try
        {
            Tensor row = autograd.grad([output], [input], [u], allow_unused: true)[0];
            return row.MoveToOuterDisposeScope();
        }
        finally
        {
            WiredUnit.Release();
        }
    }

    private Tensor ComputeResidual()
    {
        using Tensor nothing = zeros_like(Input);
        return ApplyAffineInDouble(nothing).DetachFromDisposeScope();
    }

    private Tensor Probe(ReadOnlySpan<long> indices, Tensor side, Func<Tensor, Tensor> apply)
    {
        using DisposeScope scope = NewDisposeScope();
        long size = side.numel() / Samples;
        int lanes = LanesPerReplay();
        List<Tensor> parts = [];
        for (int first = 0; first < indices.Length; first += lanes)
        {
            int count = Math.Min(lanes, indices.Length - first);
            Tensor seeds = zeros([count, Samples, size], dtype: side.dtype);
            for (int i = 0; i < count; i++)
            {
                ArgumentOutOfRangeException.ThrowIfNegative(indices[first + i]);
                ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(indices[first + i], size);
                seeds[i, TensorIndex.Colon, indices[first + i]] = 1;
            }
            parts.Add(apply(seeds.reshape([count * Samples, .. side.shape[1..]])));
            seeds.Dispose();
        }
        return (parts.Count == 1 ? parts[0].alias() : cat(parts, 0)).MoveToOuterDisposeScope();
    }

    /// <summary>Questions that one replay may carry within the memory budget.</summary>
    internal int LanesPerReplay()
    {
        if (_scope.Settings.Lanes > 0)
            return _scope.Settings.Lanes;
        const int residentTensors = 2;
        long largest = _cache.Calls.Count == 0 ? 1 : _cache.Calls.Max(
            call => UnitShapes.Elements(call.Map.Shapes.Input) + UnitShapes.Elements(call.Map.Shapes.Output));
        long bytes = Math.Max(1, largest * Samples * Output.ElementSize * residentTensors);
        const int enough = 64;
        // Beyond what caches hold, more lanes cost more each: large tensors are fresh pages of memory every time.
        const long cached = 32L << 20;
        return (int)Math.Clamp(Math.Min(_scope.Settings.MemoryBudget, cached) / bytes, 1, enough);
    }

    /// <summary>Flat index of an output, or an error that names the axis.</summary>
    internal long FlatOutput(params ReadOnlySpan<long> output) => FlatIndex(Output, output, "output");

    private static long FlatIndex(Tensor side, ReadOnlySpan<long> index, string name)
    {
        ReadOnlySpan<long> shape = side.shape.AsSpan(1);
        if (index.Length != shape.Length)
        {
            throw new InputException(
                $"an {name} index has {shape.Length} numbers here, shape [{string.Join(", ", shape.ToArray())}]");
        }
        long flat = 0;
        for (int axis = 0; axis < shape.Length; axis++)
        {
            if (index[axis] < 0 || index[axis] >= shape[axis])
            {
                throw new InputException(
                    $"{name} index {index[axis]} on axis {axis} is outside 0 … {shape[axis] - 1}");
            }
            flat = flat * shape[axis] + index[axis];
        }
        return flat;
    }

    private void CheckBatch(Tensor batch, Tensor side, string name)
    {
        bool fits = batch.dim() == side.dim() && batch.shape[0] % Samples == 0
            && batch.shape.AsSpan(1).SequenceEqual(side.shape.AsSpan(1));
        if (!fits)
        {
            throw new InputException(
                $"a batch of shape {LinearScope.Shape(batch)} where {name}s of shape "
                + $"[B, {string.Join(", ", side.shape[1..])}] are expected");
        }
    }
}
