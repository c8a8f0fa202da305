using Hinge.Core.Formats;

namespace Hinge.Torch.Checkpoints;

/// <summary>A storage that a pickle refers to; its bytes lie elsewhere in the file.</summary>
/// <param name="Key">Its name in the file.</param>
/// <param name="TypeName">The name of the storage's type, for messages.</param>
/// <param name="Type">What its elements are; null for a type that has no array form.</param>
/// <param name="Untyped">Whether the pickle counts in bytes and the tensors say what the elements are.</param>
/// <param name="Count">Number of elements, or of bytes when untyped.</param>
/// <param name="Offset">Where a legacy view starts in its storage, in elements.</param>
internal sealed record StorageReference(
    string Key, string TypeName, ElementType? Type, bool Untyped, long Count, long Offset)
{
    /// <summary>Bytes of an element as the file counts them.</summary>
    public int ElementSize => Untyped ? 1 : Type?.SizeInBytes() ?? StorageTypes.SizeOfOther(TypeName);
}
