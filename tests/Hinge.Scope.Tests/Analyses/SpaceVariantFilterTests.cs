using Hinge.Core;
using Hinge.Scope.Analyses;
using Hinge.Scope.Networks;
using Hinge.Scope.Spectra;
using static TorchSharp.torch;

namespace Hinge.Scope.Tests.Analyses;

[NoLeak]
public class SpaceVariantFilterTests
{
    [Theory]
    [InlineData(0.0)]
    [InlineData(0.6)]
    [InlineData(2.4)]
    public void A_planted_filter_is_measured(double angle)
    {
        const int height = 31, width = 37;
        double[] row = new double[2 * height * width];
        for (int i = 0; i < height * width; i++)
        {
            double dx = i % width - 20, dy = i / width - 14;
            double along = Math.Cos(angle) * dx + Math.Sin(angle) * dy;
            double across = Math.Cos(angle) * dy - Math.Sin(angle) * dx;
            // F² is a Gaussian of widths 3 and 1.5.
            row[i] = row[i + height * width] = Math.Exp(-along * along / 36 - across * across / 9);
        }
        FilterMoments moments = FilterMoments.Of(row, height, width, 18.5, 14);
        Assert.Equal(row.Sum(), moments.Gain, 1e-9);
        Assert.Equal(1.5, moments.OffsetX, 1e-6);
        Assert.Equal(0, moments.OffsetY, 1e-6);
        Assert.Equal(3, moments.Length, 1e-3);
        Assert.Equal(1.5, moments.Breadth, 1e-3);
        Assert.Equal(0.75, moments.Anisotropy, 1e-3);
        Assert.Equal(angle, moments.Orientation, 1e-6);
    }

    [Fact]
    public void Bandwidth_is_the_frequency_of_a_wave_and_the_half_of_a_single_tap()
    {
        const int size = 64;
        double[] wave = [.. Enumerable.Range(0, size * size).Select(i => Math.Cos(2 * Math.PI * 0.125 * (i % size)))];
        double[] row = [.. wave.Select((value, i) => value * Math.Exp(-Math.Pow((i / size - 32) / 12.0, 2)))];
        Assert.Equal(0.125, FilterMoments.Of(row, size, size, 32, 32).Bandwidth, 0.01);
        double[] tap = new double[size * size];
        tap[32 * size + 32] = -3;
        Assert.Equal(Math.Sqrt(0.125), FilterMoments.Of(tap, size, size, 32, 32).Bandwidth, 1e-12);
        Assert.Equal(-3, FilterMoments.Of(tap, size, size, 32, 32).Gain);
        Assert.True(double.IsNaN(FilterMoments.Of(new double[size * size], size, size, 0, 0).OffsetX));
    }

    [Theory]
    [InlineData(0.3)]
    [InlineData(1.5707963267948966)]
    [InlineData(2.9)]
    public void Edges_of_a_grating_run_along_its_lines(double normal)
    {
        const int size = 40;
        double[] picture = [.. Enumerable.Range(0, size * size).Select(
            i => Math.Sin(0.5 * (i % size * Math.Cos(normal) + i / size * Math.Sin(normal))))];
        StructureTensor edges = StructureTensor.Of(picture, size, size);
        int centre = 20 * size + 20;
        double turn = Math.Abs(edges.EdgeAngle[centre] - (normal + Math.PI / 2) % Math.PI);
        Assert.Equal(0, Math.Min(turn, Math.PI - turn), 0.03);
        Assert.True(edges.Coherence[centre] > 0.95);
        Assert.All(StructureTensor.Of(new double[100], 10, 10).Coherence, coherence => Assert.Equal(0, coherence));
        Assert.Throws<InputException>(() => StructureTensor.Of(picture, size, size + 1));
        Assert.Throws<InputException>(() => StructureTensor.Of(picture, size, size, 0));
    }

    [Fact]
    public void Filters_that_lie_along_the_edges_have_no_error_and_round_ones_half_of_a_right_angle()
    {
        const int size = 24;
        double[] picture = [.. Enumerable.Range(0, size * size).Select(i =>
        {
            double dx = i % size - 11.5, dy = i / size - 11.5;
            return Math.Sin(Math.Sqrt(dx * dx + dy * dy));
        })];
        StructureTensor edges = StructureTensor.Of(picture, size, size);
        FilterMoments[] along = [.. Enumerable.Range(0, 20 * 20).Select(i => new FilterMoments() with
        {
            Orientation = edges.EdgeAngle[(i / 20 + 2) * size + i % 20 + 2],
        })];
        SpaceVariantFilters filters = new(20, 20, 2, along);
        Assert.Equal(0, filters.OrientationError(edges).MeanError, 1e-12);
        SpaceVariantFilters across = filters with
        {
            Filters = [.. along.Select(filter => filter with { Orientation = (filter.Orientation + 2) % Math.PI })],
        };
        Assert.Equal(Math.PI - 2, across.OrientationError(edges).MeanError, 1e-12);
        SpaceVariantFilters round =
            filters with { Filters = [.. along.Select(filter => filter with { Orientation = 0 })] };
        (double error, int pixels) = round.OrientationError(edges);
        Assert.InRange(error, 0.6, 0.97);
        Assert.InRange(pixels, 30, 90);
    }

    [Fact]
    public void Bicubic_interpolation_has_round_filters_of_gain_one()
    {
        using DisposeScope scope = NewDisposeScope();
        using BicubicUpsampling net = new();
        using LinearScope linear = LinearScope.Attach(net);
        using Interpreter at = linear.Freeze(zeros(1, 1, 14, 15));
        CancellationToken cancel = TestContext.Current.CancellationToken;
        SpaceVariantFilters filters = SpaceVariantFilters.Of(at, 6, cancellation: cancel);
        Assert.Equal((16, 18), (filters.Height, filters.Width));
        Assert.All(filters.Filters, filter =>
        {
            Assert.Equal(1, filter.Gain, 1e-6);
            Assert.Equal(0, filter.Anisotropy, 1e-6);
        });
        // The same filters come from the matrix.
        using DenseMap matrix = DenseMap.Of(at, cancellation: cancel);
        Assert.Equal(filters.Filters, SpaceVariantFilters.Of(matrix, 6, cancellation: cancel).Filters);
        Assert.Throws<InputException>(() => SpaceVariantFilters.Of(at, 14, cancellation: cancel));
        Assert.Throws<InputException>(() => SpaceVariantFilters.Of(at, 0, channel: 1, cancellation: cancel));
    }
}
