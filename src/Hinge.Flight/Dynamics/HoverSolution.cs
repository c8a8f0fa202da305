namespace Hinge.Flight.Dynamics;

/// <summary>
/// The thrusts that hold a level drone still: least squares on the six equations Σ Fᵢ zᵢ = -m g and Σ Fᵢ lᵢ = 0
/// (torques divided by the arm), of least norm where several solve them.
/// </summary>
public sealed class HoverSolution
{
    private static readonly string[] s_rows =
        ["sideways thrust (x)", "sideways thrust (y)", "lift", "roll torque", "pitch torque", "yaw torque"];

    private HoverSolution(double[] thrusts, double[] commands, double[] actions, double residual, string worst)
    {
        Thrusts = thrusts;
        Commands = commands;
        Actions = actions;
        Residual = residual;
        WorstEquation = worst;
    }

    /// <summary>Thrust of each rotor in N.</summary>
    public IReadOnlyList<double> Thrusts { get; }

    /// <summary>Command of each rotor, in the drone's unit; NaN where none gives the thrust.</summary>
    public IReadOnlyList<double> Commands { get; }

    /// <summary>Action of each rotor; in (-1, 1) for a drone that can hover.</summary>
    public IReadOnlyList<double> Actions { get; }

    /// <summary>Norm of what the six equations are missed by, in N.</summary>
    public double Residual { get; }

    /// <summary>The equation that is missed by most, in words.</summary>
    public string WorstEquation { get; }

    /// <summary>Solves the equations of a drone.</summary>
    /// <param name="drone">With finite numbers and an arm above zero.</param>
    public static HoverSolution Of(Drone drone)
    {
        ArgumentNullException.ThrowIfNull(drone);
        const int n = Drone.RotorCount;
        double arm = drone.Arm;
        double[][] columns = [.. drone.Rotors.Select(rotor => Column(rotor, arm))];
        Vector3D need = -drone.Mass * drone.Gravity;
        double[] target = [need.X, need.Y, need.Z, 0, 0, 0];
        double[] normal = new double[n * n], right = new double[n];
        for (int i = 0; i < n; i++)
        {
            right[i] = Dot(columns[i], target);
            for (int j = 0; j < n; j++)
                normal[(n * i) + j] = Dot(columns[i], columns[j]);
        }
        double[] thrusts = PseudoSolve(n, normal, right);
        double[] miss = [.. target.Select((value, row) => value - columns.Select((c, i) => c[row] * thrusts[i]).Sum())];
        double[] commands = [.. thrusts.Select((f, i) => CommandOf(drone.Rotors[i], drone.Command, f))];
        int worst = Array.IndexOf(miss, miss.MaxBy(Math.Abs));
        return new(
            thrusts, commands, [.. commands.Select(drone.Command.ActionOf)], Math.Sqrt(Dot(miss, miss)), s_rows[worst]);
    }

    private static double[] Column(Rotor rotor, double arm)
    {
        Vector3D z = rotor.Axis, l = 1 / arm * rotor.Lever;
        return [z.X, z.Y, z.Z, l.X, l.Y, l.Z];
    }

    private static double[] PseudoSolve(int n, double[] matrix, double[] right)
    {
        (double[] values, double[,] vectors) = SymmetricEigen.Of(n, matrix);
        double least = 1e-12 * values.Max(), weight;
        double[] solution = new double[n];
        for (int k = 0; k < n; k++)
        {
            if (values[k] <= least)
                continue;
            weight = 0;
            for (int i = 0; i < n; i++)
                weight += vectors[i, k] * right[i] / values[k];
            for (int i = 0; i < n; i++)
                solution[i] += weight * vectors[i, k];
        }
        return solution;
    }

    // The thrust rises over the whole range, so halving finds the command.
    private static double CommandOf(Rotor rotor, CommandRange range, double thrust)
    {
        (double low, double high) = (range.Min, range.Max);
        if (!(thrust >= rotor.ThrustAt(low) && thrust <= rotor.ThrustAt(high)))
            return double.NaN;
        for (int i = 0; i < 100; i++)
        {
            double middle = (0.5 * low) + (0.5 * high);
            if (rotor.ThrustAt(middle) < thrust)
                low = middle;
            else
                high = middle;
        }
        return (0.5 * low) + (0.5 * high);
    }

    private static double Dot(double[] a, double[] b) => a.Zip(b, (x, y) => x * y).Sum();
}
