using Hinge.Core;
using static TorchSharp.torch;

namespace Hinge.Scope.Lanes;

/// <summary>
/// The last three lane groups carry random u, w and u + w without constants. At every module boundary the third must
/// still be the sum of the first two, or the code in between is not linear and sample-wise (spec §4, probe).
/// </summary>
internal sealed class LinearityProbe(long samples)
{
    private const double Tolerance = 1e-4;

    private readonly Stack<string> _containers = new();

    /// <summary>Number of lane groups that the probe takes.</summary>
    public const int Lanes = 3;

    public void CheckInput(string unit, Tensor lanes)
    {
        if (Departure(lanes) is { } departure)
            throw Guilty(_containers.TryPeek(out string? container) ? container : unit, departure, $"before {unit}");
    }

    public void EnterContainer(string path, Tensor lanes)
    {
        CheckInput(path, lanes);
        _containers.Push(path);
    }

    public void LeaveContainer(string path, Tensor lanes)
    {
        _containers.Pop();
        if (Departure(lanes) is { } departure)
            throw Guilty(path, departure, "in its output");
    }

    private static InputException Guilty(string module, double departure, string where) => new(
        $"{module} is not linear between its units ({where} out(u+w) differs from out(u)+out(w) by {departure:g2}): "
        + "it contains a non-linear operation or a constant that is no module, multiplies two data-dependent branches, "
        + "or couples the samples of a batch");

    private double? Departure(Tensor lanes)
    {
        using DisposeScope scope = NewDisposeScope();
        using IDisposable constant = no_grad();
        long first = lanes.shape[0] - Lanes * samples;
        if (first < 0)
            return null;
        Tensor u = lanes.narrow(0, first, samples);
        Tensor w = lanes.narrow(0, first + samples, samples);
        Tensor sum = lanes.narrow(0, first + 2 * samples, samples);
        double scale = u.norm().ToDouble() + w.norm().ToDouble();
        double departure = (sum - u - w).norm().ToDouble();
        if (departure <= Tolerance * scale)
            return null;
        return scale > 0 ? departure / scale : double.PositiveInfinity;
    }
}
