using static TorchSharp.torch;
using static TorchSharp.torch.autograd;

namespace Hinge.Scope.Replay;

/// <summary>A unit in a wiring: zeros forward, Aᵀ backward.</summary>
internal sealed class WiredUnit : SingleTensorFunction<WiredUnit>
{
    private const string CallKey = "call";

    public override string Name => nameof(WiredUnit);

    public override Tensor forward(AutogradContext ctx, params object[] vars)
    {
        WiredCall call = (WiredCall)vars[1];
        ctx.save_data(CallKey, call);
        long[] shape = call.Frozen.Map.Shapes.OutputBatch(call.Lanes);
        return Wiring.Placeholder(shape, call.Frozen.Map.Shapes.Type, call.Materialise);
    }

    public override List<Tensor> backward(AutogradContext ctx, Tensor grad_output)
    {
        WiredCall call = (WiredCall)ctx.get_data(CallKey);
        call.Arrived?.Invoke(call.Frozen.Call.Ordinal, grad_output);
        return [call.Frozen.Map.ApplyTransposed(grad_output), null!];
    }
}
