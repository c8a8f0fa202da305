using Hinge.Flight.Dynamics;
using Hinge.Flight.Export;
using Hinge.Flight.Networks;
using Hinge.Flight.Tasks;

namespace Hinge.Flight.Tests.Export;

/// <summary>
/// A policy for the Crazyflie that nobody trained: linear feedback of position, tilt, rates and yaw, and a lead against
/// the lag of the motors, whose state it guesses from the history; the network carries it in its linear range. It
/// catches most throws. The gains were searched for in the simulator.
/// </summary>
internal static class LinearPolicy
{
    private const double Position = 0.6372, Velocity = 0.9362, Tilt = 0.3452, Rate = 0.06666, Height = 2.188;
    private const double Climb = 0.414, Yaw = 0.349, YawRate = 0.1254, Lead = 4.132, Hover = 0.334, Slope = 1.04;

    // So small that fast_tanh is the identity on the way through the hidden layers.
    private const double Small = 0.02;

    /// <summary>The policy, H = 32.</summary>
    public static Policy Create()
    {
        const int history = 32, hidden = MlpLayout.Hidden;
        MlpLayout layout = new(ObservationLayout.Actor(history), Drone.RotorCount);
        float[] weights = new float[layout.Count];
        Drone drone = Drone.Crazyflie;
        double keep = Math.Exp(-0.01 / drone.Rotors[0].Rising);
        for (int rotor = 0; rotor < Drone.RotorCount; rotor++)
        {
            double x = Math.Sign(drone.Rotors[rotor].Position.X), y = Math.Sign(drone.Rotors[rotor].Position.Y);
            double spin = drone.Rotors[rotor].Spin;
            (int Input, double Gain)[] feedback =
            [
                (0, x * Tilt * Position), (12, x * Tilt * Velocity), (5, x * Tilt), (16, x * Rate),
                (1, y * Tilt * Position), (13, y * Tilt * Velocity), (8, y * Tilt), (15, -y * Rate),
                (6, -spin * Yaw), (17, -spin * YawRate), (2, -Height), (14, -Climb),
            ];
            foreach ((int input, double gain) in feedback)
                weights[(input * hidden) + rotor] = (float)(Small * Slope * (1 + Lead) * gain);
            weights[layout.Bias1 + rotor] = (float)(Small * Slope * (1 + Lead) * Hover);
            for (int age = 0; age < history; age++)
            {
                // The oldest action stands for all before it.
                double share = Math.Pow(keep, age) * (age == history - 1 ? 1 : 1 - keep);
                int input = ObservationLayout.Body + (Drone.RotorCount * (history - 1 - age)) + rotor;
                weights[(input * hidden) + rotor] = (float)(-Small * Slope * Lead * share);
            }
            weights[layout.Weights2 + (rotor * hidden) + rotor] = 1;
            weights[layout.Weights3 + (rotor * hidden) + rotor] = (float)(1 / Small);
        }
        return new(weights, history, drone.Name, "hover", 0.01);
    }
}
