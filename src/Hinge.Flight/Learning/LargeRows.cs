using System.Runtime.InteropServices;

namespace Hinge.Flight.Learning;

/// <summary>
/// Many floats outside the managed heap, undefined until written, in large pages where the system has them: whoever
/// reads here and there in a hundred megabytes of small pages waits for the addresses as long as for the numbers. What
/// is never written takes no memory.
/// </summary>
internal sealed unsafe partial class LargeRows : IDisposable
{
    private const nuint PageSize = 2 << 20;
    private const int UseLargePages = 14;   // MADV_HUGEPAGE of Linux

    private long _length;

    /// <summary>Room for floats.</summary>
    /// <param name="length">How many.</param>
    public LargeRows(long length) => Pointer = Allocate(_length = length);

    /// <summary>The first float, at a multiple of 64 bytes; moves when it grows.</summary>
    public float* Pointer { get; private set; }

    /// <summary>Makes room for so many floats, twice the room where there is not enough.</summary>
    /// <param name="length">How many.</param>
    public void Grow(long length)
    {
        if (length <= _length)
            return;
        float* larger = Allocate(Math.Max(length, 2 * _length));
        Buffer.MemoryCopy(Pointer, larger, length * sizeof(float), _length * sizeof(float));
        NativeMemory.AlignedFree(Pointer);
        Pointer = larger;
        _length = Math.Max(length, 2 * _length);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        NativeMemory.AlignedFree(Pointer);
        Pointer = null;
        GC.SuppressFinalize(this);
    }

    /// <summary>Frees what nobody disposed of.</summary>
    ~LargeRows() => NativeMemory.AlignedFree(Pointer);

    private static float* Allocate(long length)
    {
        nuint bytes = (nuint)length * sizeof(float);
        float* memory = (float*)NativeMemory.AlignedAlloc(bytes, PageSize);
        // Where the system refuses, the pages stay small.
        if (OperatingSystem.IsLinux())
            _ = Advise(memory, bytes, UseLargePages);
        return memory;
    }

    [LibraryImport("libc", EntryPoint = "madvise")]
    private static partial int Advise(void* address, nuint length, int advice);
}
