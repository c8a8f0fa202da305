namespace Hinge.Scope.Certificates;

/// <summary>One row of the acceptance table, measured.</summary>
/// <param name="Id">E1 … E12, the row of the specification's §18.</param>
/// <param name="Claim">What is claimed.</param>
/// <param name="Measured">The largest error seen; 0 means equal to the bit where the bound is 0.</param>
/// <param name="Bound">The largest error allowed.</param>
public sealed record CheckResult(string Id, string Claim, double Measured, double Bound)
{
    /// <summary>Whether the claim holds. NaN does not.</summary>
    public bool Passed => Measured <= Bound;

    /// <summary>The row as one line.</summary>
    public override string ToString() =>
        $"{Id,-4} {Claim,-58} {ErrorText.Of(Measured)}  (bound {ErrorText.Of(Bound)})  {(Passed ? "ok" : "FAIL")}";
}
