using Hinge.Core.Formats;

namespace Hinge.Torch.Checkpoints;

/// <summary>PyTorch's storage types and element types by name.</summary>
internal static class StorageTypes
{
    /// <summary>The name of the storage type that leaves its elements to the tensors.</summary>
    public const string Untyped = "UntypedStorage";

    /// <summary>Elements of <c>torch.FloatStorage</c> and its like, or null when they have no array type.</summary>
    public static ElementType? OfStorage(string name) => name switch
    {
        "FloatStorage" => ElementType.Float32,
        "DoubleStorage" => ElementType.Float64,
        "HalfStorage" => ElementType.Float16,
        "BFloat16Storage" => ElementType.BFloat16,
        "LongStorage" => ElementType.Int64,
        "IntStorage" => ElementType.Int32,
        "ShortStorage" => ElementType.Int16,
        "CharStorage" => ElementType.Int8,
        "ByteStorage" => ElementType.UInt8,
        "BoolStorage" => ElementType.Boolean,
        _ => null,
    };

    /// <summary>Bytes of an element of the types that have no array type.</summary>
    public static int SizeOfOther(string name) => name switch
    {
        "QInt32Storage" => 4,
        "ComplexFloatStorage" => 8,
        "ComplexDoubleStorage" => 16,
        _ => 1,
    };

    /// <summary>Elements of <c>torch.float32</c> and its like, or null when they have no array type.</summary>
    public static ElementType? OfDtype(string name) => name switch
    {
        "float32" => ElementType.Float32,
        "float64" => ElementType.Float64,
        "float16" => ElementType.Float16,
        "bfloat16" => ElementType.BFloat16,
        "int64" => ElementType.Int64,
        "int32" => ElementType.Int32,
        "int16" => ElementType.Int16,
        "int8" => ElementType.Int8,
        "uint8" => ElementType.UInt8,
        "uint16" => ElementType.UInt16,
        "uint32" => ElementType.UInt32,
        "uint64" => ElementType.UInt64,
        "bool" => ElementType.Boolean,
        _ => null,
    };
}
