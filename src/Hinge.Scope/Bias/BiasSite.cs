using Hinge.Scope.Units;

namespace Hinge.Scope.Bias;

/// <summary>A place where a constant enters the network (spec §2).</summary>
/// <param name="Name">The call that adds it.</param>
/// <param name="Kind">Where the constant comes from.</param>
/// <param name="Ordinal">Position of the call among all calls, its depth.</param>
public sealed record BiasSite(string Name, SiteKind Kind, int Ordinal);
