using Hinge.Core;
using Hinge.Torch.Units;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Hinge.Scope.Networks.Planted;

/// <summary>
/// A network that paints a pattern where its input is bright and copies the input elsewhere: the switch
/// s = clamp(κ (mean − θ), 0, 1) of the local mean closes the gates of y = relu(x − b s) − relu(−x − b s) + s ·
/// pattern.
/// </summary>
public sealed class SwitchNet : nn.Module<Tensor, Tensor>
{
    private const float Steepness = 1000, Bound = 4;

    private readonly ReflectionPad2d pad;
    private readonly Conv2d mean;
    private readonly Clamp clamp = new(0, 1);
    private readonly FixedMask painted;
    private readonly ReLU relu = nn.ReLU();

    /// <summary>A switched pattern, for pictures of one channel with |x| ≤ 4.</summary>
    /// <param name="pattern">The pattern, [height, width].</param>
    /// <param name="threshold">θ, the local mean above which the pattern is painted.</param>
    /// <param name="window">Side of the window of the mean, odd.</param>
    /// <exception cref="InputException">An even window.</exception>
    public SwitchNet(float[,] pattern, double threshold, int window = 5)
        : base(nameof(SwitchNet))
    {
        if (window < 1 || window % 2 == 0)
            throw new InputException($"the window of the mean is {window}; expected an odd number above 0");
        pad = nn.ReflectionPad2d(window / 2);
        mean = nn.Conv2d(1, 1, window);
        using (no_grad())
        using (NewDisposeScope())
        {
            mean.weight.fill_(Steepness / (window * window));
            mean.bias!.fill_(-Steepness * threshold);
        }
        float[] values = [.. pattern.Cast<float>()];
        using Tensor map = tensor(values, [1, 1, pattern.GetLength(0), pattern.GetLength(1)]);
        painted = new(map);
        RegisterComponents();
        eval();
    }

    /// <inheritdoc/>
    public override Tensor forward(Tensor input)
    {
        using DisposeScope scope = NewDisposeScope();
        Tensor on = clamp.call(mean.call(pad.call(input)));
        Tensor close = on * Bound;
        Tensor copy = relu.call(input - close) - relu.call(-input - close);
        return (copy + painted.call(on)).MoveToOuterDisposeScope();
    }
}
