using Hinge.Torch.Units;
using static TorchSharp.torch;

namespace Hinge.Torch.Graphs;

/// <summary>Padding, on its own and before windows.</summary>
internal static class PaddingNodes
{
    /// <summary>Padding by [top, left, bottom, right], and of the channels by [before, after].</summary>
    public static nn.Module<Tensor, Tensor> Pad(NodeBuilder node)
    {
        long[] amounts = node.Integers("amounts", 4, 0, node.HasAttribute("channels") ? 0 : null);
        (long, long, long, long) sides = (amounts[1], amounts[3], amounts[0], amounts[2]);
        double value = node.Number("value", 0);
        long[] channels = node.Integers("channels", 2, 0, 0);
        if (channels is not [0, 0])
        {
            node.Word("mode", "constant");
            (long left, long right, long top, long bottom) = sides;
            return nn.ConstantPad3d((left, right, top, bottom, channels[0], channels[1]), value);
        }
        return node.Word("mode", "constant", "reflect", "replicate") switch
        {
            "reflect" => nn.ReflectionPad2d(sides),
            "replicate" => nn.ReplicationPad2d(sides),
            _ when value == 0 => nn.ZeroPad2d(sides),
            _ => nn.ConstantPad2d(sides, value),
        };
    }

    /// <summary>A module after the padding that its window asks for and that it does not do itself.</summary>
    public static Func<IReadOnlyList<Tensor>, Tensor[]> Before(
        NodeBuilder node, WindowSettings window, nn.Module<Tensor, Tensor> module, bool replicate)
    {
        if (window.IsEven)
            return GraphOperation.Call(module);
        nn.Module<Tensor, Tensor> pad = node.Register(Explicit(window, replicate), "pad");
        return inputs =>
        {
            using Tensor padded = pad.call(inputs[0]);
            return [module.call(padded)];
        };
    }

    private static nn.Module<Tensor, Tensor> Explicit(WindowSettings window, bool replicate)
    {
        if (window.DependsOnSize)
            return new SamePad(window.Kernel, window.Stride, window.Dilation, window.IsUpper, replicate);
        return replicate ? nn.ReplicationPad2d(window.Sides) : nn.ZeroPad2d(window.Sides);
    }
}
