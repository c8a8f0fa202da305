using static TorchSharp.torch;
using static TorchSharp.torch.autograd;

namespace Hinge.Scope.Replay;

/// <summary>A unit in a wiring: zeros forward, Aᵀ backward.</summary>
internal sealed class WiredUnit : SingleTensorFunction<WiredUnit>
{
    private const string CallKey = "call";

    [ThreadStatic]
    private static Tensor? s_returned;

    public override string Name => nameof(WiredUnit);

    public override Tensor forward(AutogradContext ctx, params object[] vars)
    {
        WiredCall call = (WiredCall)vars[1];
        ctx.save_data(CallKey, call);
        long[] shape = call.Frozen.Map.Shapes.OutputBatch(call.Lanes);
        return Wiring.Placeholder(shape, call.Frozen.Map.Shapes.Type, call.Materialise);
    }

    /// <summary>Lets go of the last adjoint, when a replay on this thread is over.</summary>
    public static void Release()
    {
        s_returned?.Dispose();
        s_returned = null;
    }

    public override List<Tensor> backward(AutogradContext ctx, Tensor grad_output)
    {
        WiredCall call = (WiredCall)ctx.get_data(CallKey);
        call.Arrived?.Invoke(call.Frozen.Call.Ordinal, grad_output);
        // This runs within the scope of the whole replay, which would keep every adjoint of the network to its end.
        // libtorch has a reference of its own to what an earlier unit returned.
        s_returned?.Dispose();
        s_returned = call.Frozen.Map.ApplyTransposed(grad_output);
        if (call.Arrived is null)
            grad_output.Dispose();
        return [s_returned, null!];
    }
}
