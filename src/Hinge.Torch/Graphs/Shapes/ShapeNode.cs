using Hinge.Core;

namespace Hinge.Torch.Graphs.Shapes;

/// <summary>A node whose results' shapes are asked for.</summary>
/// <param name="builder">Its settings and weights.</param>
/// <param name="inputs">Shapes of its inputs, the batch first.</param>
/// <param name="fresh">Makes an extent about which nothing is known.</param>
internal sealed class ShapeNode(NodeBuilder builder, IReadOnlyList<Extent[]> inputs, Func<Extent> fresh)
{
    /// <summary>Settings and weights.</summary>
    public NodeBuilder Builder => builder;

    /// <summary>Shapes of all inputs.</summary>
    public IReadOnlyList<Extent[]> Inputs => inputs;

    /// <summary>Shape of the first input.</summary>
    public Extent[] Input => inputs[0];

    /// <summary>An extent about which nothing is known.</summary>
    public Extent Fresh() => fresh();

    /// <summary>The first input's shape, which must have so many dimensions.</summary>
    public Extent[] Require(int rank) => Input.Length == rank
        ? Input
        : throw Wrong($"takes {rank} dimensions, batch included; found {Extent.Describe(Input)}");

    /// <summary>An axis of the first input.</summary>
    public int Axis(string name = "axis", long otherwise = 1)
    {
        long axis = builder.Integer(name, 1, otherwise);
        return axis < Input.Length ? (int)axis : throw Wrong($"{name} {axis} of {Extent.Describe(Input)}");
    }

    /// <summary>The first input's shape with one extent replaced.</summary>
    public Extent[] With(int axis, Extent extent)
    {
        Extent[] shape = [.. Input];
        shape[axis] = extent;
        return shape;
    }

    /// <summary>Checks that the channels are as many as the weights say, where they are known.</summary>
    public void RequireChannels(long expected, int axis = 1)
    {
        if (axis >= Input.Length || (Input[axis].Number is { } found && found != expected))
            throw Wrong($"given {Extent.Describe(Input)}; expected {expected} channels");
    }

    /// <summary>An extent that must not be empty.</summary>
    public Extent Positive(Extent extent) => extent.Number is null or > 0
        ? extent
        : throw Wrong($"given {Extent.Describe(Input)}, which is too small: nothing would be left");

    /// <summary>A refusal that names the node.</summary>
    public InputException Wrong(string what) => builder.Wrong(what);
}
