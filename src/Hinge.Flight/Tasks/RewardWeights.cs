namespace Hinge.Flight.Tasks;

/// <summary>The weights of <see cref="RewardCosts"/>, in the same order and the inverse units.</summary>
/// <param name="Position">Wp.</param>
/// <param name="Tilt">Wo.</param>
/// <param name="Velocity">Wv.</param>
/// <param name="Action">Wu.</param>
/// <param name="AngularVelocity">Ww.</param>
/// <param name="Acceleration">Wl.</param>
/// <param name="AngularAcceleration">Wa.</param>
public readonly record struct RewardWeights(
    float Position,
    float Tilt,
    float Velocity,
    float Action,
    float AngularVelocity = 0,
    float Acceleration = 0,
    float AngularAcceleration = 0)
{
    /// <summary>Those a training begins with.</summary>
    public static RewardWeights Start { get; } = new(5, 5, 0.01f, 0.01f);

    /// <summary>Those of the metric, everywhere.</summary>
    public static RewardWeights Evaluation { get; } = new(40, 5, 1, 1);

    /// <summary>The weighted sum.</summary>
    /// <param name="costs">The squares of a step.</param>
    public float Cost(in RewardCosts costs) =>
        (Position * costs.Position) + (Tilt * costs.Tilt) + (Velocity * costs.Velocity) + (Action * costs.Action)
        + (AngularVelocity * costs.AngularVelocity) + (Acceleration * costs.Acceleration)
        + (AngularAcceleration * costs.AngularAcceleration);

    internal IEnumerable<(string Name, float Value)> Named() =>
    [
        ("position", Position), ("tilt", Tilt), ("velocity", Velocity), ("action", Action),
        ("angularVelocity", AngularVelocity), ("acceleration", Acceleration),
        ("angularAcceleration", AngularAcceleration),
    ];
}
