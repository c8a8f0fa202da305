using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Hinge.Scattering.Fourier;

/// <summary>Numbers at an address that stays, on the boundary of a cache line; zero at first.</summary>
internal sealed unsafe class PinnedFloats
{
    private const int Line = 64;

    private readonly float[] _values;

    /// <summary>Room for numbers.</summary>
    /// <exception cref="NetworkException">More than an array holds.</exception>
    public PinnedFloats(long count)
    {
        if (count > Array.MaxLength - Line)
            throw new NetworkException($"{count} numbers of scratch; expected at most {Array.MaxLength - Line}");
        _values = GC.AllocateArray<float>((int)count + Line, pinned: true);
        nint start = (nint)Unsafe.AsPointer(ref MemoryMarshal.GetArrayDataReference(_values));
        At = (float*)((start + Line - 1) & -Line);
    }

    /// <summary>Numbers that are copied.</summary>
    public PinnedFloats(ReadOnlySpan<float> values) : this(values.Length) => values.CopyTo(new(At, values.Length));

    /// <summary>The first number; valid as long as this object is.</summary>
    public float* At { get; }
}
