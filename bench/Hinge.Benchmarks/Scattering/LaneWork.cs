using Hinge.Scattering.Fourier;
using Hinge.Scattering.Networks;
using Hinge.Scattering.Transforms;

namespace Hinge.Benchmarks.Scattering;

/// <summary>Operations and bytes of a transform of one signal in lanes, counted path by path.</summary>
/// <param name="Operations">Additions and products; a transform of n counts 5 n log2 n, half of it where it is
/// real.</param>
/// <param name="Bytes">Read and written between the passes.</param>
internal readonly record struct LaneWork(double Operations, double Bytes)
{
    public static LaneWork Of(Network network)
    {
        LaneProgram program = new(network, 16, acrossColumns: false);
        double operations = 0, bytes = 0;
        for (int i = 0; i < program.Nodes.Length; i++)
        {
            double count = program.Stages[i].Grid.Grid.Count;
            if (program.Nodes[i].ChildCount > 0)
                (operations, bytes) = (operations + (2.5 * count * Math.Log2(count)), bytes + (4 * 5 * count));
            if (program.Stages[i].LowPass is { } low)
                (operations, bytes) = (operations + (2 * low.Products), bytes + (4 * low.Products));
            if (program.Steps[i] is { } step)
            {
                double small = step.Product.To.Grid.Count;
                operations += (5 * small * Math.Log2(small)) + (4 * step.Product.Count) + (4 * small);
                bytes += 4 * ((2 * step.Product.Count) + (5 * small));
            }
        }
        return new(operations, bytes);
    }

    /// <summary>Operations a second of lines of 40 samples that stay in the first cache: what the passes could
    /// reach.</summary>
    public static unsafe double LineRate()
    {
        const int length = 40, times = 2000;
        LanePlan plan = new(length);
        PinnedFloats room = new(4 * length * 16);
        Lane16* at = (Lane16*)room.At;
        double seconds = CpuTime.Best(9, () =>
        {
            for (int i = 0; i < times; i++)
                plan.Run(at, at + length, at + (2 * length), at + (3 * length), null);
        })[0];
        GC.KeepAlive(room);
        return 16.0 * times * 5 * length * Math.Log2(length) / seconds;
    }
}
