using Hinge.Core;
using Hinge.Scope.Units;
using static TorchSharp.torch;

namespace Hinge.Scope.Replay;

/// <summary>
/// Plan 3: the Jacobian of a network by libtorch's automatic differentiation, without any rule. Slower than a replay
/// and heavier (it keeps every activation), but independent of the rules, so it is what they are checked against.
/// </summary>
public sealed class AutogradMap : ILinearMap
{
    private readonly nn.Module<Tensor, Tensor> _net;
    private readonly Tensor _input;
    private readonly long[] _output;

    /// <summary>The Jacobian of <paramref name="net"/> at <paramref name="x"/>.</summary>
    /// <param name="net">A network in evaluation mode.</param>
    /// <param name="x">[1, …]; must outlive this object.</param>
    public AutogradMap(nn.Module<Tensor, Tensor> net, Tensor x)
    {
        if (x.shape[0] != 1)
            throw new InputException($"one sample is differentiated at a time; the input is {LinearScope.Shape(x)}");
        _net = net;
        _input = x;
        ColumnObstacle = DoubleBackward.Obstacle(net);
        using IDisposable constant = no_grad();
        using Tensor copy = x.clone();
        using Tensor y = net.call(copy);
        _output = y.shape;
    }

    /// <inheritdoc/>
    public long Rows => _output.Aggregate(1L, (product, size) => product * size);

    /// <inheritdoc/>
    public long Columns => _input.numel();

    /// <inheritdoc/>
    public IReadOnlyList<long> InputShape => _input.shape[1..];

    /// <inheritdoc/>
    public IReadOnlyList<long> OutputShape => _output[1..];

    /// <inheritdoc/>
    public ScalarType Type => _input.dtype;

    /// <summary>
    /// The module that keeps <see cref="Apply"/> from working: columns need a second derivative (spec §5), which
    /// libtorch lacks for the hard sigmoid. Null when there is none.
    /// </summary>
    public string? ColumnObstacle { get; }

    /// <inheritdoc/>
    /// <exception cref="InputException">There is a <see cref="ColumnObstacle"/>.</exception>
    public Tensor Apply(Tensor v)
    {
        if (ColumnObstacle is not null)
        {
            throw new InputException(
                $"{ColumnObstacle} has no second derivative in libtorch, which columns by automatic differentiation "
                + "need; expected a plan that replays");
        }
        using Tensor at = Repeat(v.shape[0]);
        return Differentiation.Jvp(Call, at, v);
    }

    /// <inheritdoc/>
    public Tensor ApplyTransposed(Tensor u)
    {
        using Tensor at = Repeat(u.shape[0]);
        return Differentiation.Vjp(Call, at, u);
    }

    // A module that works in place may not write on the variable itself.
    private Tensor Call(Tensor x) => _net.call(x.clone());

    private Tensor Repeat(long lanes) =>
        _input.expand([lanes, .. _input.shape[1..]]).contiguous();
}
