using System.Globalization;

namespace Hinge.Flight.Dynamics;

/// <summary>The checks of specification §2.3: errors throw, oddities are listed.</summary>
internal static class DroneChecks
{
    private static readonly char[] s_axes = ['x', 'y', 'z'];

    /// <summary>All checks, in the order of the table.</summary>
    public static IReadOnlyList<string> Run(Drone drone, double step)
    {
        List<string> warnings = [];
        Range("mass", drone.Mass, "kg", 1e-3, 100);
        Range("norm of gravity", drone.Gravity.Length, "m/s²", 1e-3, 100);
        if (drone.Rotors.Count != Drone.RotorCount)
            throw Fault("rotors", $"{drone.Rotors.Count} of them, expected {Drone.RotorCount}");
        CheckCommand(drone.Command);
        for (int i = 0; i < drone.Rotors.Count; i++)
            CheckRotor(drone.Rotors[i], $"rotors[{i}]", drone.Command, step);
        CheckInertia(drone, warnings);
        CheckHover(drone, warnings);
        return warnings;
    }

    private static void CheckCommand(CommandRange range)
    {
        if (!double.IsFinite(range.Min) || !double.IsFinite(range.Max) || !(Math.Abs(range.Min) <= 1e9)
            || !(Math.Abs(range.Max) <= 1e9))
            throw Fault("command", "min and max must lie in [-1e9, 1e9]");
        if (!(range.Max > range.Min))
            throw Fault("command", $"max {Text(range.Max)} is not above min {Text(range.Min)}");
    }

    private static void CheckRotor(Rotor rotor, string where, CommandRange range, double step)
    {
        Range($"{where}.position: distance", rotor.Position.Length, "m", 1e-3, 5);
        if (!(Math.Abs(rotor.Axis.Length - 1) <= 1e-3))
            throw Fault($"{where}.axis", $"its length is {Text(rotor.Axis.Length)}, expected 1");
        if (rotor.Spin is not (1 or -1))
            throw Fault($"{where}.spin", $"{rotor.Spin} is neither 1 nor -1");
        Range($"{where}.torque", rotor.Torque, "m", 0, 1);
        Range($"{where}.rising", rotor.Rising, "s", step, 2);
        Range($"{where}.falling", rotor.Falling, "s", step, 2);

        // A parabola rises strictly on a range where its slope is positive inside and not negative at the ends.
        double low = rotor.ThrustAt(range.Min), high = rotor.ThrustAt(range.Max);
        double first = rotor.Thrust.Y + (2 * rotor.Thrust.Z * range.Min);
        double last = rotor.Thrust.Y + (2 * rotor.Thrust.Z * range.Max);
        if (!double.IsFinite(low) || !double.IsFinite(high) || !(high <= 1e6))
            throw Fault($"{where}.thrust", $"{Text(high)} N at full command is not in [0, 1e6]");
        if (!(low >= 0))
            throw Fault($"{where}.thrust", $"{Text(low)} N at command {Text(range.Min)} is negative");
        if (!(first >= 0 && last >= 0 && high > low))
            throw Fault($"{where}.thrust", "does not rise over the whole command range");
    }

    private static void CheckInertia(Drone drone, List<string> warnings)
    {
        InertiaTensor j = drone.Inertia;
        double[] all = [j.Xx, j.Yy, j.Zz, j.Xy, j.Xz, j.Yz];
        if (!all.All(value => Math.Abs(value) <= 1e6))
            throw Fault("inertia", "a number is not in [-1e6, 1e6] kg m²");
        double[] moments = j.PrincipalMoments();
        if (!(moments[0] > 1e-6 * moments[2]))
            throw Fault("inertia", $"not positive definite: least principal moment {Text(moments[0])} kg m²");
        if (moments[0] + moments[1] < moments[2] * (1 - 1e-6))
        {
            throw Fault("inertia",
                $"no body has principal moments {string.Join(", ", moments.Select(Text))}: the largest exceeds the sum "
                + "of the others");
        }
        double arm = drone.Arm;
        Range("rotors: mean distance from the z axis", arm, "m", 1e-4, 5);
        double unit = drone.Mass * arm * arm;
        for (int axis = 0; axis < 2; axis++)
        {
            double ratio = all[axis] / unit;
            string name = $"J_{s_axes[axis]}{s_axes[axis]}";
            string line = $"{name} is {Text(ratio)} m·arm²; is the inertia in kg m²?";
            if (ratio is not (>= 1e-3 and <= 50))
                throw Fault("inertia", line);
            if (ratio is not (>= 0.02 and <= 2))
                warnings.Add($"inertia: {line}");
        }
    }

    private static void CheckHover(Drone drone, List<string> warnings)
    {
        double weight = drone.Weight;
        DroneFigures figures = DroneFigures.Of(drone);
        HoverSolution hover = figures.Hover;
        if (!(figures.ThrustToWeight >= 1.05))
        {
            throw Fault("cannot hover",
                $"maximum thrust {Text(DroneFigures.LargestLift(drone))} N, weight {Text(weight)} N");
        }
        if (drone.Rotors.All(rotor => rotor.Spin == drone.Rotors[0].Spin))
            throw Fault("cannot hover", $"all rotors have spin {drone.Rotors[0].Spin}, so nothing balances yaw");
        if (!(hover.Residual <= 1e-6 * weight))
            throw Fault("cannot hover", $"{hover.WorstEquation} cannot be balanced, {Text(hover.Residual)} N are left");
        for (int i = 0; i < Drone.RotorCount; i++)
        {
            double idle = drone.Rotors[i].ThrustAt(drone.Command.Min);
            double full = drone.Rotors[i].ThrustAt(drone.Command.Max);
            if (!(hover.Thrusts[i] > idle && hover.Thrusts[i] < full))
            {
                throw Fault("cannot hover", $"rotors[{i}] would need {Text(hover.Thrusts[i])} N, it gives "
                    + $"{Text(idle)} to {Text(full)} N");
            }
        }
        if (figures.ThrustToWeight < 1.4)
            warnings.Add($"thrust/weight is {Text(figures.ThrustToWeight)}: little is left to steer with");
        if (figures.Yaw < 1)
            warnings.Add($"yaw authority is {Text(figures.Yaw)} rad/s²");
    }

    private static void Range(string where, double value, string unit, double least, double most)
    {
        if (!(value >= least && value <= most))
            throw Fault(where, $"{Text(value)} {unit} is not in [{Text(least)}, {Text(most)}]");
    }

    private static DroneFormatException Fault(string where, string what) => new($"{where}: {what}");

    private static string Text(double value) => value.ToString("G4", CultureInfo.InvariantCulture);
}
