using System.Globalization;
using Hinge.Core;

namespace Hinge.Torch.Training;

/// <summary>
/// A factor in [0, 1] for every step of a run. Each parameter group's learning rate is the rate it was created with
/// times this factor, so groups keep their ratios (a new head at ten times the rate of the rest, for example).
/// </summary>
/// <remarks>
/// A pure function of the step number: nothing has to be stored to resume. The length belongs to the schedule and not
/// to the run, so a run can be extended without changing what its past steps did.
/// </remarks>
public sealed record LearningRateSchedule
{
    /// <summary>The shape after the warm-up.</summary>
    public LearningRateShape Shape { get; init; }

    /// <summary>Steps of linear warm-up, ≥ 0: step s &lt; WarmUp has the factor (s + 1)/WarmUp.</summary>
    public long WarmUp { get; init; }

    /// <summary>Cosine and polynomial: the step, counted from 0, at which the floor is reached; &gt; WarmUp.</summary>
    public long Length { get; init; }

    /// <summary>Cosine and polynomial: the factor at and after <see cref="Length"/>, in [0, 1].</summary>
    public double Floor { get; init; }

    /// <summary>Polynomial: the exponent, &gt; 0.</summary>
    public double Power { get; init; } = 1;

    /// <summary>Stepwise: steps between two falls, ≥ 1, counted from the end of the warm-up.</summary>
    public long Every { get; init; } = 1;

    /// <summary>Stepwise: the factor of each fall, in (0, 1].</summary>
    public double Factor { get; init; } = 1;

    /// <summary>The same rate throughout, after an optional warm-up.</summary>
    public static LearningRateSchedule Constant(long warmUp = 0) => new() { WarmUp = warmUp };

    /// <summary>floor + (1 − floor)(1 + cos πp)/2, p the fraction of the way from the warm-up to the end.</summary>
    public static LearningRateSchedule Cosine(long length, long warmUp = 0, double floor = 0) =>
        new() { Shape = LearningRateShape.Cosine, Length = length, WarmUp = warmUp, Floor = floor };

    /// <summary>floor + (1 − floor)(1 − p)^power; power 1 falls in a straight line.</summary>
    public static LearningRateSchedule Polynomial(long length, double power = 1, long warmUp = 0, double floor = 0) =>
        new() { Shape = LearningRateShape.Polynomial, Length = length, Power = power, WarmUp = warmUp, Floor = floor };

    /// <summary>factor^⌊(step − warmUp)/every⌋; with every = 1 an exponential.</summary>
    public static LearningRateSchedule Stepwise(long every, double factor, long warmUp = 0) =>
        new() { Shape = LearningRateShape.Stepwise, Every = every, Factor = factor, WarmUp = warmUp };

    /// <summary>The factor of one step.</summary>
    /// <param name="step">Steps done before this one, ≥ 0.</param>
    public double At(long step)
    {
        if (step < WarmUp)
            return (step + 1) / (double)WarmUp;
        double p = Math.Min(1, (step - WarmUp) / (double)Math.Max(1, Length - WarmUp));
        return Shape switch
        {
            LearningRateShape.Cosine => Floor + (1 - Floor) * 0.5 * (1 + Math.Cos(Math.PI * p)),
            LearningRateShape.Polynomial => Floor + (1 - Floor) * Math.Pow(1 - p, Power),
            LearningRateShape.Stepwise => Math.Pow(Factor, (step - WarmUp) / Every),
            _ => 1,
        };
    }

    /// <summary>Everything that decides the factors, in one line; equal text means equal factors.</summary>
    public override string ToString()
    {
        string shape = Shape switch
        {
            LearningRateShape.Cosine => Invariant($"cosine to {Floor:R} at step {Length}"),
            LearningRateShape.Polynomial => Invariant($"polynomial of power {Power:R} to {Floor:R} at step {Length}"),
            LearningRateShape.Stepwise => Invariant($"times {Factor:R} every {Every} steps"),
            _ => "constant",
        };
        return WarmUp == 0 ? shape : Invariant($"{shape} after {WarmUp} steps of warm-up");
    }

    internal void Check()
    {
        Require(Enum.IsDefined(Shape), $"shape {Shape} is unknown");
        Require(WarmUp >= 0, $"warm-up of {WarmUp} steps, expected 0 or more");
        if (Shape is LearningRateShape.Cosine or LearningRateShape.Polynomial)
        {
            Require(Length > WarmUp, $"length of {Length} steps, expected more than the warm-up of {WarmUp}");
            Require(Floor is >= 0 and <= 1, Invariant($"floor {Floor:R}, expected 0 to 1"));
            Require(Power is > 0 and < double.PositiveInfinity, Invariant($"power {Power:R}, expected more than 0"));
        }
        if (Shape is LearningRateShape.Stepwise)
        {
            Require(Every >= 1, $"a fall every {Every} steps, expected 1 or more");
            Require(Factor is > 0 and <= 1, Invariant($"factor {Factor:R}, expected more than 0 and at most 1"));
        }
    }

    private static void Require(bool holds, string problem)
    {
        if (!holds)
            throw new InputException("learning rate schedule: " + problem);
    }

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
