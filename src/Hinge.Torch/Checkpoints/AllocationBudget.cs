using Hinge.Core;

namespace Hinge.Torch.Checkpoints;

/// <summary>
/// How many bytes may be made from a file: values, unpacked storages, copies of strided views, names. A hostile
/// file repeats or expands a little data a great many times; an honest one does not.
/// </summary>
/// <param name="name">The file, for messages.</param>
/// <param name="fileLength">Its size in bytes.</param>
internal sealed class AllocationBudget(string name, long fileLength)
{
    private const long Slack = 32 << 20;

    private long _left = (8 * fileLength) + Slack;

    /// <summary>Takes bytes before they are allocated.</summary>
    /// <param name="bytes">How many, not negative.</param>
    /// <param name="what">What they are for.</param>
    /// <exception cref="InputException">They are too many for the size of the file.</exception>
    public void Take(long bytes, string what)
    {
        if (bytes > _left)
            throw new InputException($"{name}: {what} takes more memory than a file of {fileLength} bytes can need");
        _left -= bytes;
    }
}
