using Hinge.Core.Pictures;
using Hinge.Scattering.Networks;

namespace Hinge.Cli.Scattering;

/// <summary>
/// The scattering disc: rings are scales, the finest outside, sectors are directions; half a turn holds all of them.
/// Light is energy. In the second order the sector of a first atom is cut into those of the second.
/// </summary>
internal static class ScatteringDisc
{
    private const int Side = 240;

    /// <summary>Draws an order; null where no atom has a direction.</summary>
    /// <param name="paths">The paths of the features.</param>
    /// <param name="energies">The energy of each path's features.</param>
    /// <param name="layer">1 or 2.</param>
    public static Picture? Draw(IReadOnlyList<ScatteringPath> paths, double[] energies, int layer)
    {
        Dictionary<int, ScatteringPath> first = [];
        foreach (ScatteringPath path in paths)
        {
            if (path.Layer == 1 && path.Angle is not null)
                first[path.Atoms[0]] = path;
        }
        if (first.Count == 0)
            return null;
        int scales = first.Values.Max(path => path.Scale) + 1;
        double[] angles = [.. first.Values.Select(Turn).Distinct().Order()];
        int cells = layer == 1 ? 1 : angles.Length;
        double[,] shares = new double[scales, angles.Length * cells];
        for (int i = 0; i < paths.Count; i++)
        {
            if (paths[i].Layer != layer || !first.TryGetValue(paths[i].Atoms[0], out ScatteringPath? own))
                continue;
            int inner = layer == 1 || paths[i].Angle is null ? 0 : Nearest(angles, Turn(paths[i]));
            shares[own.Scale, (Nearest(angles, Turn(own)) * cells) + inner] += energies[i];
        }
        return Paint(shares);
    }

    private static Picture Paint(double[,] shares)
    {
        double most = Math.Max(1e-300, shares.Cast<double>().Max());
        (int scales, int sectors) = (shares.GetLength(0), shares.GetLength(1));
        Picture picture = new(Side, Side, 1);
        for (int y = 0; y < Side; y++)
        {
            for (int x = 0; x < Side; x++)
            {
                double u = (x + 0.5 - (Side / 2.0)) / (Side / 2.0), v = ((Side / 2.0) - y - 0.5) / (Side / 2.0);
                double radius = Math.Sqrt((u * u) + (v * v)), turn = Math.Atan2(v, u) / Math.PI;
                if (radius >= 1)
                {
                    picture[x, y, 0] = 255;
                    continue;
                }
                int ring = (int)(scales * (1 - radius)), sector = (int)((turn < 0 ? turn + 1 : turn) * sectors);
                double share = shares[Math.Min(ring, scales - 1), Math.Min(sector, sectors - 1)] / most;
                picture[x, y, 0] = (byte)(20 + (235 * Math.Sqrt(share)));
            }
        }
        return picture;
    }

    private static double Turn(ScatteringPath path)
    {
        double turn = path.Angle!.Value / Math.PI;
        turn -= Math.Floor(turn);
        return Math.Round(turn, 9) >= 1 ? 0 : Math.Round(turn, 9);
    }

    private static int Nearest(double[] angles, double angle)
    {
        int best = 0;
        for (int i = 1; i < angles.Length; i++)
            best = Math.Abs(angles[i] - angle) < Math.Abs(angles[best] - angle) ? i : best;
        return best;
    }
}
