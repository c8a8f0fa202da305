using System.Numerics;
using Hinge.Scattering.Networks;

namespace Hinge.Scattering.Transforms;

/// <summary>Sees the maps of a walk.</summary>
internal interface IWalkObserver
{
    /// <summary>U[q]f.</summary>
    void Map(PathNode path, ReadOnlySpan<Complex> map);

    /// <summary>U[q]f before its pooling.</summary>
    void Unpooled(PathNode path, ReadOnlySpan<Complex> map);

    /// <summary>The Fourier transform of U[q]f, which no longer changes.</summary>
    void Spectrum(PathTree tree, int path, ReadOnlySpan<Complex> spectrum);
}
