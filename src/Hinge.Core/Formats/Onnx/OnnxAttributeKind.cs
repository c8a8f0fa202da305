namespace Hinge.Core.Formats.Onnx;

/// <summary>What an attribute of a node is.</summary>
public enum OnnxAttributeKind
{
    /// <summary>Something that is not kept: a graph, a sparse tensor, a type.</summary>
    Other = 0,

    /// <summary>A number in single precision.</summary>
    Float = 1,

    /// <summary>A whole number.</summary>
    Int = 2,

    /// <summary>Text.</summary>
    Text = 3,

    /// <summary>A tensor.</summary>
    Tensor = 4,

    /// <summary>Numbers in single precision.</summary>
    Floats = 6,

    /// <summary>Whole numbers.</summary>
    Ints = 7,
}
