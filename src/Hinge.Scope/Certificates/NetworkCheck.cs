using Hinge.Core.Randomness;
using Hinge.Scope.Bias;
using Hinge.Scope.Lanes;
using Hinge.Scope.Replay;
using static TorchSharp.torch;

namespace Hinge.Scope.Certificates;

/// <summary>The measurements behind <see cref="ScopeCheck.Network"/>, one method a row of §18.</summary>
internal sealed class NetworkCheck(
    nn.Module<Tensor, Tensor> net, Tensor x, ScopeSettings settings, int pairs, int batch)
{
    private const int Tried = 16;

    private readonly bool _double = x.dtype == ScalarType.Float64;
    private readonly RandomStream _stream = new RandomStream(settings.Seed).Split("check");

    public IReadOnlyList<CheckResult> Measure()
    {
        List<CheckResult> rows = [];
        using Tensor plain = Plain(x);
        using (LinearScope scope = LinearScope.Attach(net, settings))
        using (Interpreter at = scope.Freeze(x))
        {
            Certificate certificate = at.Certify(pairs);
            CertificateLimits limits = certificate.Limits;
            rows.Add(new("E1", "y = F x + r", certificate.Completeness, limits.Completeness));
            rows.Add(AffineLane(scope, at));
            rows.Add(new("E3", $"rows and columns adjoint, {pairs} pairs", certificate.Adjoint, limits.Adjoint));
            rows.Add(RowsAgainstColumns(at));
            rows.Add(new("E6", "the sites add up to r", certificate.Sites, _double ? 1e-12 : 5e-6));
            rows.Add(BackwardBias(at));
            if (at.BiasSites.Count == 0)
                rows.Add(new("E7", "no biases: r = 0", Largest(at.Residual), 0));
            if (at.BiasSites.Count == 0 && at.IsJacobian)
                rows.Add(Homogeneous(scope));
            rows.Add(PlanOneAgainstTwo(scope, at));
            rows.Add(InABatch(scope, at));
            if (scope.CutSoftmax is null)
                rows.Add(new("E11", "output with hooks = without", Differing(at.Output, plain), 0));
        }
        rows.Add(AgainstAutograd());
        using Tensor after = Plain(x);
        rows.Add(new("E11", "output after the hooks are off", Differing(after, plain), 0));
        return [.. rows.OrderBy(row => int.Parse(row.Id[1..], System.Globalization.CultureInfo.InvariantCulture))];
    }

    private CheckResult AffineLane(LinearScope scope, Interpreter at)
    {
        using LaneOutputs lanes = scope.Run(x, Lane.Affine(x));
        using Tensor replayed = at.ApplyAffine(x);
        double error = Math.Max(
            RelativeError.Between(lanes[0], lanes.Output), RelativeError.Between(replayed, at.Output));
        bool exact = scope.Hooks.Units.All(unit => unit.Rule.ReproducesExactly);
        return new("E2", "affine lane fed with x = y", error, exact ? 0 : _double ? 1e-13 : 2e-6);
    }

    private CheckResult RowsAgainstColumns(Interpreter at)
    {
        long[] rows = Pick(at.Rows), columns = Pick(at.Columns);
        using DisposeScope scope = NewDisposeScope();
        Tensor fromRows = at.RowsAt(rows).flatten(1).index_select(1, tensor(columns));
        Tensor fromColumns = at.ColumnsAt(columns).flatten(1).index_select(1, tensor(rows)).t();
        // The picked entries can vanish, or be the few that hold a row's energy: the larger scale of the two counts.
        double even = at.RowsAt(rows).norm().ToDouble() / Math.Sqrt(at.Columns) * Math.Sqrt(columns.Length);
        double scale = Math.Max(even, fromColumns.norm().ToDouble());
        double error = (fromRows - fromColumns).norm().ToDouble();
        return new("E4", "rows from the transpose = columns", Over(error, scale), _double ? 1e-12 : 5e-6);
    }

    private CheckResult BackwardBias(Interpreter at)
    {
        using BiasContributions forward = at.Bias();
        using Tensor byOutput = forward.Contributions.to(ScalarType.Float64).flatten(1);
        double worst = 0;
        foreach (long output in Pick(at.Rows))
        {
            OutputBias backward = at.BiasOf(Unravel(output, at.Output.shape));
            double[] split = [.. backward.Parts.Select(part => part.Value)];
            double error = 0, scale = 0;
            for (int site = 0; site < split.Length; site++)
            {
                double expected = byOutput[site, output].ToDouble();
                double byChannel = backward.Parts[site].Channels.Sum();
                double byPosition = backward.Parts[site].Positions.Sum();
                error += Math.Abs(split[site] - expected) + Math.Abs(byChannel - split[site])
                    + Math.Abs(byPosition - split[site]);
                scale += Math.Abs(expected);
            }
            worst = Math.Max(worst, Over(error, scale));
        }
        return new("E6", "backward split = forward split, by channel too", worst, _double ? 1e-12 : 5e-6);
    }

    private CheckResult Homogeneous(LinearScope scope)
    {
        double worst = 0;
        using DisposeScope disposal = NewDisposeScope();
        Tensor y = Plain(x);
        foreach (double factor in (double[])[0.1, 10])
            worst = Math.Max(worst, RelativeError.Between(Plain(x * factor), y * factor));
        return new("E7", "no biases: f(ax) = a f(x)", worst, _double ? 1e-13 : 1e-6);
    }

    private CheckResult PlanOneAgainstTwo(LinearScope scope, Interpreter at)
    {
        using Tensor v = RandomTensors.Gaussian(x.shape, x.dtype, _stream);
        using LaneOutputs lanes = scope.Run(x, Lane.Linear(v), Lane.Affine(v));
        using DisposeScope disposal = NewDisposeScope();
        double linear = RelativeError.Between(at.Apply(v), lanes[0]);
        double affine = RelativeError.Between(at.ApplyAffine(v), lanes[1]);
        return new("E10", "plan 1 = plan 2", Math.Max(linear, affine), _double ? 1e-12 : 2e-6);
    }

    private CheckResult InABatch(LinearScope scope, Interpreter alone)
    {
        using DisposeScope disposal = NewDisposeScope();
        double spread = x.abs().max().ToDouble();
        Tensor others = RandomTensors.Gaussian([batch - 1, .. x.shape[1..]], x.dtype, _stream) * spread;
        using Interpreter together = scope.Freeze(cat([others, x], 0));
        Tensor v = RandomTensors.Gaussian(x.shape, x.dtype, _stream);
        Tensor u = RandomTensors.Gaussian(alone.Output.shape, x.dtype, _stream);
        Tensor vs = v.expand([batch, .. v.shape[1..]]).contiguous();
        Tensor us = u.expand([batch, .. u.shape[1..]]).contiguous();
        double forward = RelativeError.Between(together.Apply(vs).narrow(0, batch - 1, 1), alone.Apply(v));
        double backward = RelativeError.Between(
            together.ApplyTransposed(us).narrow(0, batch - 1, 1), alone.ApplyTransposed(u));
        return new("E10", $"F alone = F in a batch of {batch}", Math.Max(forward, backward), _double ? 1e-12 : 2e-6);
    }

    private CheckResult AgainstAutograd()
    {
        using DisposeScope disposal = NewDisposeScope();
        AutogradMap jacobian = new(net, x);
        Tensor v = RandomTensors.Gaussian([4, .. x.shape[1..]], x.dtype, _stream);
        Tensor? columns = jacobian.ColumnObstacle is null ? jacobian.Apply(v) : null;
        Tensor u = RandomTensors.Gaussian([4, .. jacobian.OutputShape], x.dtype, _stream);
        Tensor rows = jacobian.ApplyTransposed(u);
        using LinearScope scope = LinearScope.Attach(
            net, settings with { Modes = FreezingModes.Jacobian, CutFinalSoftmax = false });
        using Interpreter at = scope.Freeze(x);
        double error = RelativeError.Between(at.ApplyTransposed(u), rows);
        if (columns is not null)
            error = Math.Max(error, RelativeError.Between(at.Apply(v), columns));
        string claim = "F = autograd's Jacobian in tangent modes" + (columns is null ? ", rows only" : "");
        return new("E5", claim, error, _double ? 1e-12 : 5e-6);
    }

    private Tensor Plain(Tensor input)
    {
        using IDisposable constant = no_grad();
        using Tensor copy = input.clone();
        return net.call(copy);
    }

    private long[] Pick(long count) => count <= Tried
        ? [.. Enumerable.Range(0, (int)count).Select(i => (long)i)]
        : [.. Enumerable.Range(0, Tried).Select(_ => (long)(_stream.NextDouble() * count)).Distinct()];

    private static long[] Unravel(long flat, long[] shape)
    {
        long[] index = new long[shape.Length - 1];
        for (int axis = index.Length - 1; axis >= 0; axis--)
        {
            index[axis] = flat % shape[axis + 1];
            flat /= shape[axis + 1];
        }
        return index;
    }

    private static double Largest(Tensor tensor)
    {
        using DisposeScope scope = NewDisposeScope();
        return tensor.abs().max().ToDouble();
    }

    // NaN differs from everything, itself included.
    private static double Differing(Tensor a, Tensor b)
    {
        using DisposeScope scope = NewDisposeScope();
        return a.ne(b).count_nonzero().ToInt64();
    }

    private static double Over(double error, double scale) => error == 0 ? 0 : error / scale;
}
