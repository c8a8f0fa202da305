namespace Hinge.Scope.Lanes;

/// <summary>What a lane group does with constants at each call.</summary>
/// <param name="Kind">Affine, linear or one site.</param>
/// <param name="Site">Ordinal of the call whose offset is on, for <see cref="LaneKind.Site"/>.</param>
internal readonly record struct LaneFlag(LaneKind Kind, int Site = -1)
{
    public static LaneFlag Affine => new(LaneKind.Affine);

    public static LaneFlag Linear => new(LaneKind.Linear);
}
