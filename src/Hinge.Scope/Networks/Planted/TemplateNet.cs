using Hinge.Core;
using Hinge.Torch.Units;
using static TorchSharp.torch;

namespace Hinge.Scope.Networks.Planted;

/// <summary>A network that paints a fixed pattern inside a mask and copies its input, through gates, outside.</summary>
public sealed class TemplateNet : nn.Module<Tensor, Tensor>
{
    private readonly SignedHalves halves = new(1);
    private readonly FixedMask outside;
    private readonly ConstantAdd inside;

    /// <summary>A template.</summary>
    /// <param name="mask">Where the pattern is painted, [height, width].</param>
    /// <param name="pattern">The pattern, [height, width]; only its values inside the mask count.</param>
    /// <exception cref="InputException">The two differ in size.</exception>
    public TemplateNet(bool[,] mask, float[,] pattern)
        : base(nameof(TemplateNet))
    {
        int height = mask.GetLength(0), width = mask.GetLength(1);
        if (pattern.GetLength(0) != height || pattern.GetLength(1) != width)
            throw new InputException($"the mask has {height} × {width} pixels; the pattern must have as many");
        float[] keep = new float[height * width], paint = new float[height * width];
        for (int i = 0; i < keep.Length; i++)
        {
            (int row, int column) = Math.DivRem(i, width);
            (keep[i], paint[i]) = mask[row, column] ? (0f, pattern[row, column]) : (1f, 0f);
        }
        using Tensor keepMap = tensor(keep, [1, 1, height, width]);
        using Tensor paintMap = tensor(paint, [1, 1, height, width]);
        outside = new(keepMap);
        inside = new(paintMap);
        RegisterComponents();
        eval();
    }

    /// <inheritdoc/>
    public override Tensor forward(Tensor input)
    {
        using DisposeScope scope = NewDisposeScope();
        return inside.call(outside.call(halves.call(input))).MoveToOuterDisposeScope();
    }
}
