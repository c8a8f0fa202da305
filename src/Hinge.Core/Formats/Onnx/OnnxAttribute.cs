namespace Hinge.Core.Formats.Onnx;

/// <summary>A setting of a node.</summary>
public sealed class OnnxAttribute
{
    /// <summary>What it is; only that member is filled.</summary>
    public OnnxAttributeKind Kind { get; private init; }

    /// <summary>The number, or the numbers, in single precision.</summary>
    public IReadOnlyList<float> Floats { get; private init; } = [];

    /// <summary>The whole number, or numbers.</summary>
    public IReadOnlyList<long> Ints { get; private init; } = [];

    /// <summary>The text.</summary>
    public string Text { get; private init; } = "";

    /// <summary>The tensor.</summary>
    public NdArray? Tensor { get; private init; }

    /// <summary>One that is not kept.</summary>
    public static OnnxAttribute Other { get; } = new();

    /// <summary>A number.</summary>
    /// <param name="value">The number.</param>
    public static implicit operator OnnxAttribute(float value) =>
        new() { Kind = OnnxAttributeKind.Float, Floats = [value] };

    /// <summary>A whole number.</summary>
    /// <param name="value">The number.</param>
    public static implicit operator OnnxAttribute(long value) => new() { Kind = OnnxAttributeKind.Int, Ints = [value] };

    /// <summary>Text.</summary>
    /// <param name="value">The text.</param>
    public static implicit operator OnnxAttribute(string value) =>
        new() { Kind = OnnxAttributeKind.Text, Text = value };

    /// <summary>A tensor.</summary>
    /// <param name="value">The tensor.</param>
    public static implicit operator OnnxAttribute(NdArray value) =>
        new() { Kind = OnnxAttributeKind.Tensor, Tensor = value };

    /// <summary>Numbers.</summary>
    /// <param name="values">The numbers.</param>
    public static implicit operator OnnxAttribute(float[] values) =>
        new() { Kind = OnnxAttributeKind.Floats, Floats = values };

    /// <summary>Whole numbers.</summary>
    /// <param name="values">The numbers.</param>
    public static implicit operator OnnxAttribute(long[] values) =>
        new() { Kind = OnnxAttributeKind.Ints, Ints = values };

    /// <summary>For example <c>[1, 2]</c>.</summary>
    public override string ToString() => Kind switch
    {
        OnnxAttributeKind.Float => $"{Floats[0]}",
        OnnxAttributeKind.Int => $"{Ints[0]}",
        OnnxAttributeKind.Text => Printable.Text(Text),
        OnnxAttributeKind.Tensor => $"{Tensor}",
        OnnxAttributeKind.Floats => $"[{string.Join(", ", Floats)}]",
        OnnxAttributeKind.Ints => $"[{string.Join(", ", Ints)}]",
        _ => "a graph, a list of texts or tensors, or a type",
    };
}
