using Hinge.Core.Formats;
using Hinge.Scattering.Networks;

namespace Hinge.Cli.Scattering;

/// <summary>The paths of a network as arrays beside its features.</summary>
internal static class PathTable
{
    /// <summary>
    /// Layer, atoms (-1 behind the last), scale, angle, centre frequency, offset and size of each path.
    /// </summary>
    public static IEnumerable<KeyValuePair<string, NdArray>> Arrays(IReadOnlyList<ScatteringPath> paths, int depth)
    {
        int[] atoms = [.. paths.SelectMany(path => path.Atoms.Concat(Enumerable.Repeat(-1, depth - path.Layer)))];
        yield return Column("path_layer", paths, path => path.Layer);
        yield return new("path_atoms", NdArray.From<int>(atoms, paths.Count, depth));
        yield return Column("path_scale", paths, path => path.Scale);
        yield return Column("path_angle", paths, path => path.Angle ?? double.NaN);
        yield return Column("path_centre_frequency", paths, path => path.CentreFrequency);
        yield return Column("path_offset", paths, path => path.Offset);
        yield return Column("path_rows", paths, path => path.Size.Rows);
        yield return Column("path_columns", paths, path => path.Size.Columns);
    }

    private static KeyValuePair<string, NdArray> Column<T>(
        string name, IReadOnlyList<ScatteringPath> paths, Func<ScatteringPath, T> value) where T : unmanaged =>
        new(name, NdArray.From<T>([.. paths.Select(value)], paths.Count));
}
