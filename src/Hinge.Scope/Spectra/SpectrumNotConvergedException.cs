using Hinge.Core;

namespace Hinge.Scope.Spectra;

/// <summary>Not every wanted singular triplet reached the tolerance; those that did are marked in the result.</summary>
public sealed class SpectrumNotConvergedException : RunFailedException
{
    internal SpectrumNotConvergedException(string message, TruncatedSvd partial) : base(message) => Partial = partial;

    /// <summary>Everything found, with <see cref="TruncatedSvd.Converged"/> telling which pairs to trust.</summary>
    public TruncatedSvd Partial { get; }
}
