using static TorchSharp.torch;

namespace Hinge.Torch.Graphs;

/// <summary>Pooling and resizing.</summary>
internal static class PoolingNodes
{
    /// <summary>Maximum over windows.</summary>
    public static Func<IReadOnlyList<Tensor>, Tensor[]> Maximum(NodeBuilder node)
    {
        long[] kernel = node.Integers("kernel", 2, 1);
        WindowSettings window = new(node, kernel, kernel);
        bool native = IsNative(window);
        if (!native && window.Dilation is not [1, 1])
            throw node.Wrong("uneven padding of a dilated window is not supported");
        for (int axis = 0; axis < 2 && !window.DependsOnSize; axis++)
        {
            if (window.Begin[axis] >= kernel[axis] || window.End[axis] >= kernel[axis])
                throw node.Wrong("padding is not smaller than the kernel");
        }
        nn.Module<Tensor, Tensor> pool = node.Register(nn.MaxPool2d(
            (kernel[0], kernel[1]),
            (window.Stride[0], window.Stride[1]),
            native ? (window.Begin[0], window.Begin[1]) : (0, 0),
            (window.Dilation[0], window.Dilation[1]),
            node.Flag("ceil")));

        // A window that reaches over the border holds the border too: repeating it changes no maximum.
        return native ? GraphOperation.Call(pool) : PaddingNodes.Before(node, window, pool, replicate: true);
    }

    /// <summary>Mean over windows.</summary>
    public static Func<IReadOnlyList<Tensor>, Tensor[]> Average(NodeBuilder node)
    {
        long[] kernel = node.Integers("kernel", 2, 1);
        WindowSettings window = new(node, kernel, kernel);
        bool counted = node.Flag("count-padding");
        bool native = IsNative(window);
        if (window.Dilation is not [1, 1])
            throw node.Wrong("a dilated mean is not supported");
        if (!native && !counted)
            throw node.Wrong("uneven padding that is not counted in the mean is not supported");
        nn.Module<Tensor, Tensor> pool = node.Register(nn.AvgPool2d(
            (kernel[0], kernel[1]),
            (window.Stride[0], window.Stride[1]),
            native ? (window.Begin[0], window.Begin[1]) : (0, 0),
            node.Flag("ceil"),
            counted));
        return native ? GraphOperation.Call(pool) : PaddingNodes.Before(node, window, pool, replicate: false);
    }

    /// <summary>Mean over all rows and columns: [B, C, 1, 1].</summary>
    public static nn.Module<Tensor, Tensor> Mean(NodeBuilder node) => nn.AdaptiveAvgPool2d(1);

    /// <summary>Resizing by a scale or to a size, [rows, columns].</summary>
    public static nn.Module<Tensor, Tensor> Resize(NodeBuilder node)
    {
        bool corners = node.Flag("align-corners");
        UpsampleMode mode = node.Word("mode", "nearest", "bilinear", "bicubic") switch
        {
            "bilinear" => UpsampleMode.Bilinear,
            "bicubic" => UpsampleMode.Bicubic,
            _ => UpsampleMode.Nearest,
        };
        bool? alignment = mode == UpsampleMode.Nearest ? null : corners;
        if (node.HasAttribute("size"))
            return nn.Upsample(node.Integers("size", 2, 1), null, mode, alignment);
        double[] scale = node.Numbers("scale", 2);
        if (scale.Any(factor => !(factor > 0)))
            throw node.Wrong("scale is not positive");
        return nn.Upsample(null, scale, mode, alignment);
    }

    // The pooling modules pad evenly, and by no more than half a kernel.
    private static bool IsNative(WindowSettings window) =>
        window.IsEven && window.Begin[0] <= window.Kernel[0] / 2 && window.Begin[1] <= window.Kernel[1] / 2;
}
