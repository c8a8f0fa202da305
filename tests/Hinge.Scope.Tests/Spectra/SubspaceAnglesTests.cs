using Hinge.Core;
using Hinge.Core.Randomness;
using Hinge.Scope.Spectra;
using static TorchSharp.torch;

namespace Hinge.Scope.Tests.Spectra;

[NoLeak]
public class SubspaceAnglesTests
{
    [Fact]
    public void A_plane_turned_by_known_angles_is_that_far_away()
    {
        double[] angles = [0, 1e-9, 1e-4, 0.3, 1.2, Math.PI / 2];
        using DisposeScope scope = NewDisposeScope();
        Tensor q = SpectrumMatrix.Orthonormal(40, 12, new RandomStream(3));
        Tensor a = q.narrow(1, 0, 6), beside = q.narrow(1, 6, 6);
        Tensor b = a * tensor(angles).cos() + beside * tensor(angles).sin();
        // Any basis of the same space will do.
        Tensor mixed = b.matmul(RandomTensors.Gaussian([6, 6], ScalarType.Float64, new RandomStream(4)));
        double[] measured = SubspaceAngles.Between(Vectors(a * 3), Vectors(mixed));
        for (int i = 0; i < angles.Length; i++)
            Assert.Equal(angles[i], measured[i], 1e-12);
        Assert.Equal(measured, SubspaceAngles.Between(Vectors(mixed), Vectors(a)), (x, y) => Math.Abs(x - y) < 1e-12);
    }

    [Fact]
    public void A_line_in_a_plane_has_one_angle_and_it_is_zero()
    {
        Assert.Equal([0.0], SubspaceAngles.Between([[1, 1, 0]], [[1, 0, 0], [0, 2, 0]]), (x, y) => Math.Abs(x - y) < 1e-15);
        Assert.Equal(
            [Math.PI / 4], SubspaceAngles.Between([[1, 0, 0], [0, 2, 0]], [[1, 0, 1]]), (x, y) => Math.Abs(x - y) < 1e-15);
    }

    [Fact]
    public void Spaces_that_do_not_compare_are_refused()
    {
        Assert.Throws<InputException>(() => SubspaceAngles.Between([], [[1.0]]));
        Assert.Throws<InputException>(() => SubspaceAngles.Between([[1.0, 0]], [[1.0]]));
        Assert.Throws<InputException>(() => SubspaceAngles.Between([[1.0], [2.0]], [[1.0]]));
    }

    private static double[][] Vectors(Tensor columns) =>
        [.. Enumerable.Range(0, (int)columns.shape[1]).Select(i => columns.narrow(1, i, 1).contiguous().data<double>().ToArray())];
}
