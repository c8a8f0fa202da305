namespace Hinge.Torch.Graphs.Shapes;

/// <summary>Layers with windows, and what else changes rows and columns.</summary>
internal static class WindowShapes
{
    public static Extent[] Convolution(ShapeNode node)
    {
        IReadOnlyList<long> weight = node.Builder.Weight("weight", 4).Shape;
        node.Require(4);
        node.RequireChannels(weight[1] * node.Builder.Integer("groups", 1, 1));
        WindowSettings window = new(node.Builder, [weight[2], weight[3]]);
        return [node.Input[0], weight[0], After(node, window, 0), After(node, window, 1)];
    }

    public static Extent[] Transposed(ShapeNode node)
    {
        IReadOnlyList<long> weight = node.Builder.Weight("weight", 4).Shape;
        node.Require(4);
        node.RequireChannels(weight[0]);
        WindowSettings window = new(node.Builder, [weight[2], weight[3]], mayBeSame: false);
        long[] extra = node.Builder.Integers("output-padding", 2, 0, 0);
        Extent[] shape = [node.Input[0], weight[1] * node.Builder.Integer("groups", 1, 1), 0, 0];
        for (int axis = 0; axis < 2; axis++)
        {
            long more = (window.Dilation[axis] * (window.Kernel[axis] - 1)) + 1 + extra[axis]
                - window.Stride[axis] - window.Begin[axis] - window.End[axis];
            Extent steps = node.Input[axis + 2] * window.Stride[axis];
            shape[axis + 2] = steps.Number is { } number ? node.Positive(number + more)
                : more == 0 ? steps : node.Fresh();
        }
        return shape;
    }

    public static Extent[] Linear(ShapeNode node)
    {
        IReadOnlyList<long> weight = node.Builder.Weight("weight", 2).Shape;
        node.RequireChannels(weight[1], node.Input.Length - 1);
        return node.With(node.Input.Length - 1, weight[0]);
    }

    public static Extent[] Pool(ShapeNode node)
    {
        long[] kernel = node.Builder.Integers("kernel", 2, 1);
        node.Require(4);
        WindowSettings window = new(node.Builder, kernel, kernel);
        bool up = node.Builder.Flag("ceil");
        return [node.Input[0], node.Input[1], After(node, window, 0, up), After(node, window, 1, up)];
    }

    public static Extent[] Resize(ShapeNode node)
    {
        Extent[] input = node.Require(4);
        if (node.Builder.HasAttribute("size"))
        {
            long[] size = node.Builder.Integers("size", 2, 1);
            return [input[0], input[1], size[0], size[1]];
        }
        double[] scale = node.Builder.Numbers("scale", 2);
        Extent[] shape = [input[0], input[1], 0, 0];
        for (int axis = 2; axis < 4; axis++)
        {
            double factor = scale[axis - 2];
            shape[axis] = input[axis].Number is { } number ? node.Positive((long)Math.Floor(number * factor))
                : factor == Math.Floor(factor) && factor is > 0 and < int.MaxValue ? input[axis] * (long)factor
                : node.Fresh();
        }
        return shape;
    }

    public static Extent[] Pad(ShapeNode node)
    {
        Extent[] input = node.Require(4);
        long[] amounts = node.Builder.Integers("amounts", 4, 0, 0);
        long[] channels = node.Builder.Integers("channels", 2, 0, 0);
        return
        [
            input[0], Longer(node, input[1], channels[0] + channels[1]),
            Longer(node, input[2], amounts[0] + amounts[2]), Longer(node, input[3], amounts[1] + amounts[3]),
        ];
    }

    private static Extent Longer(ShapeNode node, Extent extent, long more) =>
        more == 0 ? extent : extent.Number is { } number ? number + more : node.Fresh();

    private static Extent After(ShapeNode node, WindowSettings window, int axis, bool roundUp = false)
    {
        Extent before = node.Input[axis + 2];
        long stride = window.Stride[axis], reach = window.Dilation[axis] * (window.Kernel[axis] - 1);
        if (window.DependsOnSize)
        {
            return before.Number is { } size ? (size + stride - 1) / stride : before.Over(stride) ?? node.Fresh();
        }
        long padding = window.Begin[axis] + window.End[axis];
        if (before.Number is { } number)
        {
            long room = number + padding - reach - 1;
            if (room < 0)
                return node.Positive(0);
            long steps = (roundUp ? room + stride - 1 : room) / stride;

            // The last window of those that rounding up adds must begin within the picture or before it.
            return roundUp && steps * stride >= number + window.Begin[axis] ? steps : steps + 1;
        }
        if (stride == 1)
            return padding == reach ? before : node.Fresh();

        // (s·n + p − r − 1) / s + 1 = n + ⌊(p − r − 1) / s⌋ + 1 for an extent of s·n.
        long rest = padding - reach - 1;
        bool same = roundUp ? rest is <= 0 && rest > -stride - stride && Ceiling(rest, stride) == -1
            : Math.Floor((double)rest / stride) == -1;
        return same ? before.Over(stride) ?? node.Fresh() : node.Fresh();
    }

    private static long Ceiling(long value, long by) => (long)Math.Ceiling((double)value / by);
}
