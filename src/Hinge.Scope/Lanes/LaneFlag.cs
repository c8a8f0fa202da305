using Hinge.Scope.Units;

namespace Hinge.Scope.Lanes;

/// <summary>What a lane group does with constants at each call.</summary>
/// <param name="Kind">Affine, linear or one site.</param>
/// <param name="Site">Ordinal of the call whose offset is on, for <see cref="LaneKind.Site"/>.</param>
/// <param name="Sites">Or the kind of all the sites that are on.</param>
internal readonly record struct LaneFlag(LaneKind Kind, int Site = -1, SiteKind? Sites = null)
{
    /// <summary>Whether the offset of a call is on.</summary>
    public bool Admits(int ordinal, SiteKind kind) =>
        Kind == LaneKind.Site && (Sites is { } admitted ? admitted == kind : Site == ordinal);

    public static LaneFlag Affine => new(LaneKind.Affine);

    public static LaneFlag Linear => new(LaneKind.Linear);
}
