using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Hinge.Scope.Networks.Planted;

/// <summary>
/// The identity with gates: h± = relu(±x), y = h₊ − h₋. Which half of a value is open depends on its sign, so what
/// follows from a planted network holds for every pattern of gates.
/// </summary>
internal sealed class SignedHalves : nn.Module<Tensor, Tensor>
{
    private readonly Conv2d split, join;
    private readonly ReLU relu = nn.ReLU();

    public SignedHalves(long channels)
        : base(nameof(SignedHalves))
    {
        split = nn.Conv2d(channels, 2 * channels, 1, groups: channels, bias: false);
        join = nn.Conv2d(2 * channels, channels, 1, groups: channels, bias: false);
        Set(split, 0, 1, -1);
        Set(join, 1, 1, -1);
        RegisterComponents();
    }

    public override Tensor forward(Tensor input)
    {
        using DisposeScope scope = NewDisposeScope();
        return join.call(relu.call(split.call(input))).MoveToOuterDisposeScope();
    }

    // The two numbers alternate along an axis of the weights.
    private static void Set(Conv2d convolution, int axis, float first, float second)
    {
        using DisposeScope scope = NewDisposeScope();
        using IDisposable constant = no_grad();
        Tensor weight = convolution.weight;
        long[] shape = [1, 1, 1, 1];
        shape[axis] = weight.shape[axis];
        float[] values = new float[shape[axis]];
        for (int i = 0; i < values.Length; i++)
            values[i] = i % 2 == 0 ? first : second;
        weight.copy_(tensor(values, shape));
    }
}
