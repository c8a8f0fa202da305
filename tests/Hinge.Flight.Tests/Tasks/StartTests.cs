using Hinge.Core.Randomness;
using Hinge.Flight.Dynamics;
using Hinge.Flight.Tasks;

namespace Hinge.Flight.Tests.Tasks;

public class StartTests
{
    private const int Draws = 200_000;

    [Fact]
    public void Starts_have_the_moments_of_their_distribution()
    {
        RandomStream random = new(1);
        StartDistribution start = new() { RotorLow = -0.5, RotorHigh = 1 };
        float[] state = new float[StateRow.Count];
        int guided = 0;
        double[] squares = new double[StateRow.Count];
        double tilt = 0, turn = 0, rotor = 0;
        for (int i = 0; i < Draws; i++)
        {
            start.Draw(random, new(0, 100, ""), state);
            double angle = Math.Abs(2 * Math.Acos(state[StateRow.Attitude]));
            tilt = Math.Max(tilt, angle);
            rotor += state[StateRow.Rotors] / Draws;
            Assert.Equal(1, state[3..7].Sum(value => value * value), 1e-5f);
            Assert.All(state[..3], value => Assert.InRange(value, -0.2f, 0.2f));
            for (int row = 0; row < 13; row++)
                squares[row] += state[row] * (double)state[row];
            if (state[0] == 0 && state[1] == 0 && state[2] == 0 && state[3] == 1)
                guided++;
            else
                turn += angle;
        }

        Assert.InRange(guided / (double)Draws, 0.097, 0.103);
        Assert.InRange(tilt, 1.56, 1.57 + 1e-6);
        Assert.Equal(62.5, rotor, 0.2);   // the middle of 25 and 100
        for (int row = 0; row < 3; row++)
            Assert.Equal(0.9 * 0.04 / 3, squares[row] / Draws, 2e-4);
        for (int row = 7; row < 13; row++)
            Assert.Equal(1.0 / 3, squares[row] / Draws, 4e-3);

        // The angle of a uniform rotation has density (1 - cos a) / π; here it is cut off.
        double Mass(double a) => a - Math.Sin(a);
        double Moment(double a) => (a * a / 2) - (a * Math.Sin(a)) - Math.Cos(a) + 1;
        Assert.Equal(Moment(1.57) / Mass(1.57), turn / (Draws - guided), 4e-3);
        Assert.Equal(squares[4], squares[5], 0.02 * squares[4]);
        Assert.Equal(squares[4], squares[6], 0.02 * squares[4]);
    }

    [Theory]
    [InlineData("crazyflie", 1)]
    [InlineData("x500", 6.3135)]   // 0.25 m over 0.039598 m
    public void Disturbances_have_the_deviations_of_the_drone(string name, double lever)
    {
        Drone drone = Drone.Load(name);
        Disturbance disturbance = new();
        double weight = drone.Mass * 9.81;
        Assert.Equal(weight / 20, disturbance.ForceOf(drone), 1e-12);
        Assert.Equal(1, disturbance.TorqueOf(drone) / (weight / 10_000 * lever), 1e-4);

        RandomStream random = new(2);
        float[] state = new float[StateRow.Count];
        double force = 0, torque = 0;
        for (int i = 0; i < Draws; i++)
        {
            Disturbance.Draw(random, 3, 0.5, state);
            force += state[17..20].Sum(value => value * (double)value);
            torque += state[20..23].Sum(value => value * (double)value);
        }
        Assert.Equal(9, force / (3 * Draws), 0.06);
        Assert.Equal(0.25, torque / (3 * Draws), 0.002);
    }
}
