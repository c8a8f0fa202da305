using System.Runtime.CompilerServices;

namespace Hinge.Flight.Simulation;

/// <summary>Rows of floats that begin at an address divisible by 64 and never move.</summary>
internal sealed unsafe class AlignedRows
{
    private const int Alignment = 64;

    private readonly float[] _memory;
    private readonly int _length;

    /// <summary>Zeros.</summary>
    /// <param name="length">In floats.</param>
    public AlignedRows(int length)
    {
        _memory = GC.AllocateArray<float>(length + (Alignment / sizeof(float)), pinned: true);
        _length = length;
        nint start = (nint)Unsafe.AsPointer(ref _memory[0]);
        Pointer = (float*)((start + Alignment - 1) & ~(nint)(Alignment - 1));
    }

    /// <summary>The first float; valid while this object is reachable.</summary>
    public float* Pointer { get; }

    /// <summary>All floats.</summary>
    public Span<float> Span => new(Pointer, _length);
}
