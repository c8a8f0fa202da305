using System.Globalization;
using System.Text;
using Hinge.Flight.Dynamics;

namespace Hinge.Flight.Tracking;

/// <summary>A flight, moment by moment.</summary>
/// <param name="points">The moments, a step apart, the first at time 0.</param>
/// <param name="step">In s.</param>
public sealed class Trace(IReadOnlyList<TracePoint> points, double step)
{
    private const string Header =
        "t,x,y,z,qw,qx,qy,qz,vx,vy,vz,wx,wy,wz,u1,u2,u3,u4,a1,a2,a3,a4,"
        + "ref_x,ref_y,ref_z,ref_vx,ref_vy,ref_vz\n";

    /// <summary>The moments.</summary>
    public IReadOnlyList<TracePoint> Points { get; } = points;

    /// <summary>Time between moments, in s.</summary>
    public double Step { get; } = step;

    /// <summary>
    /// The flight as a table (specification §11): time, position, attitude, velocity, angular velocity, rotors,
    /// actions, reference; SI units, rotors in the drone's own. The last row has no actions.
    /// </summary>
    public string ToCsv()
    {
        StringBuilder text = new(Header);
        foreach (TracePoint point in Points)
        {
            text.Append(CultureInfo.InvariantCulture, $"{Math.Round(point.Time, 9)}");
            for (int i = 0; i < StateRow.Moving; i++)
                text.Append(CultureInfo.InvariantCulture, $",{point.State[i]}");
            for (int i = 0; i < Drone.RotorCount; i++)
                text.Append(CultureInfo.InvariantCulture, $",{(i < point.Action.Count ? point.Action[i] : "")}");
            (Vector3D p, Vector3D v) = (point.ReferencePosition, point.ReferenceVelocity);
            foreach (double value in (double[])[p.X, p.Y, p.Z, v.X, v.Y, v.Z])
                text.Append(CultureInfo.InvariantCulture, $",{(float)value}");
            text.Append('\n');
        }
        return text.ToString();
    }
}
