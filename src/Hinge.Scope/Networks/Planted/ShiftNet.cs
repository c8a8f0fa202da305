using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Hinge.Scope.Networks.Planted;

/// <summary>
/// A network that moves its input through gates: y(row, column) = x(row − dy, column − dx), 0 where that is outside.
/// </summary>
public sealed class ShiftNet : nn.Module<Tensor, Tensor>
{
    private readonly Conv2d shift;
    private readonly SignedHalves halves;

    /// <summary>A shift.</summary>
    /// <param name="dx">Pixels to the right.</param>
    /// <param name="dy">Pixels downwards.</param>
    /// <param name="channels">Channels of the picture.</param>
    public ShiftNet(int dx, int dy, long channels = 1)
        : base(nameof(ShiftNet))
    {
        int reachX = Math.Abs(dx), reachY = Math.Abs(dy);
        shift = nn.Conv2d(
            channels, channels, (2 * reachY + 1, 2 * reachX + 1), (1, 1), (reachY, reachX), (1, 1),
            groups: channels, bias: false);
        using (no_grad())
        using (NewDisposeScope())
        {
            shift.weight.zero_();
            shift.weight.narrow(2, reachY - dy, 1).narrow(3, reachX - dx, 1).fill_(1);
        }
        halves = new(channels);
        RegisterComponents();
        eval();
    }

    /// <inheritdoc/>
    public override Tensor forward(Tensor input)
    {
        using Tensor shifted = shift.call(input);
        return halves.call(shifted);
    }
}
