using Hinge.Core.Formats;

namespace Hinge.Torch.Checkpoints;

/// <summary>A tensor as a pickle describes it: a strided view of a storage, nothing of it checked.</summary>
/// <param name="Storage">The storage.</param>
/// <param name="Type">What its elements are.</param>
/// <param name="Offset">First element in the storage.</param>
/// <param name="Sizes">Extent of each dimension.</param>
/// <param name="Strides">Elements between neighbours along each dimension.</param>
internal sealed record TensorReference(
    StorageReference Storage, ElementType Type, long Offset, long[] Sizes, long[] Strides);
