namespace Hinge.Scope.Lanes;

/// <summary>One call of a unit during a pass.</summary>
/// <param name="Unit">The unit.</param>
/// <param name="Occurrence">How often it was called before in this pass, plus one.</param>
/// <param name="Ordinal">Position among all calls of the pass.</param>
internal sealed record UnitCall(HookedUnit Unit, int Occurrence, int Ordinal)
{
    /// <summary>Path, and the occurrence when the unit is reused: <c>relu#3</c>.</summary>
    public string Name => Occurrence == 1 ? Unit.Path : $"{Unit.Path}#{Occurrence}";
}
