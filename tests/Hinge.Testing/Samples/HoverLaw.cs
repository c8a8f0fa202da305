using System.Buffers.Binary;

namespace Hinge.Testing.Samples;

/// <summary>
/// A law of control as a policy: hover by proportional and differential feedback, for a Crazyflie whose motors follow
/// within 0.02 s. Small numbers go through the network's hidden layers, where its activation is linear.
/// </summary>
public static class HoverLaw
{
    private const int Hidden = 64, Body = 18, Rotors = 4, Signals = 4;
    private const double Small = 0.02;

    // Angular acceleration, and acceleration upwards, that an action gives at hover; thrust rises by 0.0993 N.
    private const double Tilting = 2889, Yawing = 397, Lifting = 14.7;
    private const double HoverAction = 0.33405;

    // The rotors' places and spins, in the order of the drone's file.
    private static readonly (int X, int Y, int Spin)[] s_rotors = [(1, -1, -1), (-1, -1, 1), (-1, 1, -1), (1, 1, 1)];

    /// <summary>The bytes of <c>actor.bin</c>.</summary>
    /// <param name="history">Past actions in an observation, which the law does not use.</param>
    public static byte[] ToBytes(int history)
    {
        int inputs = Body + (Rotors * history);
        double[,] first = new double[Hidden, inputs], second = new double[Hidden, Hidden];
        double[,] last = new double[Rotors, Hidden];
        double[,] law = Law();
        for (int signal = 0; signal < Signals; signal++)
        {
            for (int i = 0; i < Body; i++)
                first[signal, i] = Small * law[signal, i];
            second[signal, signal] = 1;
        }
        // The output is squashed, too: its slope at hover is undone, and its bias is what gives the hover action.
        double bias = Inverse(HoverAction), slope = 1 - (HoverAction * HoverAction);
        for (int rotor = 0; rotor < Rotors; rotor++)
        {
            (int x, int y, int spin) = s_rotors[rotor];
            double[] mix = [1, y, -x, spin];
            for (int signal = 0; signal < Signals; signal++)
                last[rotor, signal] = mix[signal] / (Small * slope);
        }
        double[] zeros = new double[Hidden];
        return Floats([
            .. first.Cast<double>(), .. zeros, .. second.Cast<double>(), .. zeros, .. last.Cast<double>(),
            bias, bias, bias, bias,
        ]);
    }

    // Lift, roll, pitch and yaw as shares of an action, from p 0..2, R 3..11, v 12..14, w 15..17.
    private static double[,] Law()
    {
        const double g = 9.81;
        const double tilt = 75, tiltRate = 15.4, place = 9, speed = 5.4;
        double[,] law = new double[Signals, Body];
        (law[0, 2], law[0, 14]) = (-12 / Lifting, -6 / Lifting);
        // Roll is R32, and moves the drone to -y; pitch is R13, and moves it to +x.
        (law[1, 10], law[1, 15]) = (-tilt / Tilting, -tiltRate / Tilting);
        (law[1, 1], law[1, 13]) = (tilt * place / g / Tilting, tilt * speed / g / Tilting);
        (law[2, 5], law[2, 16]) = (-tilt / Tilting, -tiltRate / Tilting);
        (law[2, 0], law[2, 12]) = (-tilt * place / g / Tilting, -tilt * speed / g / Tilting);
        (law[3, 6], law[3, 17]) = (-20 / Yawing, -8 / Yawing);
        return law;
    }

    // x with x (27 + x²) / (27 + 9 x²) = y, by halving.
    private static double Inverse(double y)
    {
        (double low, double high) = (-3, 3);
        for (int i = 0; i < 60; i++)
        {
            double x = (low + high) / 2;
            if (x * (27 + (x * x)) / (27 + (9 * x * x)) < y)
                low = x;
            else
                high = x;
        }
        return low;
    }

    private static byte[] Floats(double[] values)
    {
        byte[] bytes = new byte[sizeof(float) * values.Length];
        for (int i = 0; i < values.Length; i++)
            BinaryPrimitives.WriteSingleLittleEndian(bytes.AsSpan(sizeof(float) * i), (float)values[i]);
        return bytes;
    }
}
