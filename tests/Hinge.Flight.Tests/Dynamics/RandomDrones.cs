using Hinge.Core.Randomness;
using Hinge.Flight.Dynamics;

namespace Hinge.Flight.Tests.Dynamics;

/// <summary>Drones that pass all checks and resemble none of the built-in ones.</summary>
internal static class RandomDrones
{
    /// <summary>A drone for each seed.</summary>
    /// <param name="seed">Decides everything.</param>
    /// <param name="level">Rotors along z and principal axes, or neither.</param>
    /// <param name="lightest">In kg.</param>
    /// <param name="heaviest">In kg.</param>
    public static Drone Draw(ulong seed, bool level, double lightest = 0.1, double heaviest = 20)
    {
        RandomStream random = new(seed);
        double Between(double low, double high) => low + ((high - low) * random.NextDouble());
        double mass = Math.Exp(Between(Math.Log(lightest), Math.Log(heaviest))), arm = 0.13 * Math.Cbrt(mass);
        double unit = mass * arm * arm, full = mass * 9.81 * Between(0.45, 0.8), curve = Between(0.2, 1);
        double max = Between(1, 1000), torque = Between(0.05, 0.15) * arm, twist = Between(0.2, 1.2);
        double tilt = level ? 0 : Between(0.02, 0.2);
        double xx = Between(0.1, 0.14), yy = Between(0.1, 0.14), zz = Between(0.15, 0.18);
        InertiaTensor inertia = level ? new(xx * unit, yy * unit, zz * unit)
            : new(xx * unit, yy * unit, zz * unit, 0.006 * unit, -0.01 * unit, 0.005 * unit);
        Rotor[] rotors = new Rotor[4];
        for (int i = 0; i < 4; i++)
        {
            double angle = twist + (i * Math.PI / 2);
            int spin = i % 2 == 0 ? 1 : -1;
            (double sin, double cos) = Math.SinCos(angle);
            rotors[i] = new()
            {
                Position = new(arm * cos, arm * sin, level ? 0 : 0.1 * arm),
                // Leaning inwards, alike on all sides: lift loses, and nothing else changes at hover.
                Axis = new(-Math.Sin(tilt) * cos, -Math.Sin(tilt) * sin, Math.Cos(tilt)),
                Spin = spin,
                Thrust = new(0.01 * full, (1 - curve) * full / max, curve * full / max / max),
                Torque = torque,
                Rising = Between(0.02, 0.2),
                Falling = Between(0.02, 0.3),
            };
        }
        return new()
        {
            Name = $"drawn {seed}",
            Mass = mass,
            Inertia = inertia,
            Command = new(0, max, "units"),
            Rotors = rotors,
        };
    }
}
