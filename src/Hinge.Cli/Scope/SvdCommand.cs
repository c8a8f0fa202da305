using System.CommandLine;
using Hinge.Cli.Scope.Inputs;
using Hinge.Cli.Shell;
using Hinge.Core;
using Hinge.Core.Formats;
using Hinge.Scope;
using Hinge.Scope.Analyses;
using Hinge.Scope.Spectra;

namespace Hinge.Cli.Scope;

/// <summary><c>hinge scope svd</c>: what the network really does to pictures, strongest first.</summary>
internal static class SvdCommand
{
    private const int Fitted = 24;

    private static readonly Option<int> s_count = CommonOptions.Integer("-k", "Singular triplets", 16, 1, 100_000);

    private static readonly Option<int> s_block =
        CommonOptions.Integer("--block", "Vectors that go through the map together; 0: as it pays", 0, 0, 64);

    private static readonly Option<bool> s_implicit = new("--implicit")
    {
        Description = "Replay the network for every product instead of computing the sparse matrix first",
    };

    /// <summary>The command.</summary>
    public static Command Create() => ScopeCommand.Create(
        "svd", "The largest singular values of F with their pictures and residuals", Run,
        s_count, s_block, s_implicit, ScopeOptions.Plan);

    private static void Run(ScopeRun run)
    {
        int k = run.Context.Arguments.GetValue(s_count);
        Interpreter at = run.Subject.At;
        long most = Math.Min(at.Rows, at.Columns);
        if (k > most)
        {
            throw new InputException(
                $"-k {k}: F is {at.Rows} x {at.Columns}, so there are 1 to {most} singular values");
        }
        LanczosSettings settings =
            new() { Seed = run.Context.Seed, BlockSize = run.Context.Arguments.GetValue(s_block) };
        TruncatedSvd svd;
        try
        {
            svd = Lanczos.Compute(MapOf(run), k, settings, run.Context.Progress, run.Context.Cancellation);
        }
        catch (SpectrumNotConvergedException e)
        {
            // What converged is worth keeping.
            svd = e.Partial;
            run.FailWith(e.Message);
        }
        SingularVectorFit[] fits = svd.InputShape.Count == 3
            ? SingularVectorFit.OfInputs(svd, Fitted, run.Context.Cancellation)
            : [];
        foreach (string line in SpectrumReport.Lines(svd, fits))
            run.WriteLine(line);
        NpzFile.Write(run.File("svd.npz"), Arrays(svd));
        run.WritePicture("singular.png", SpectrumReport.Montage(svd));
        SpectrumReport.Add(run.Report, run.Subject.Network.Name, svd, fits, settings.Tolerance);
        run.Document.Add(SpectrumReport.Document(svd, fits));
    }

    private static ILinearMap MapOf(ScopeRun run)
    {
        bool planned = run.Context.Arguments.GetResult(ScopeOptions.Plan) is { Implicit: false };
        if (planned || run.Context.Arguments.GetValue(s_implicit))
            return run.Subject.Map(run.Context.Arguments.GetValue(ScopeOptions.Plan));
        return MatrixCommand.SparseOrReplayed(run);
    }

    private static KeyValuePair<string, NdArray>[] Arrays(TruncatedSvd svd) =>
    [
        new("s", NdArray.From<double>(svd.Values, svd.Count)),
        new("u", Stack(svd.Left, svd.OutputShape)),
        new("v", Stack(svd.Right, svd.InputShape)),
        new("converged", NdArray.From<bool>(svd.Converged, svd.Count)),
        new("residual_forward", NdArray.From<double>(svd.ForwardResiduals, svd.Count)),
        new("residual_transposed", NdArray.From<double>(svd.TransposedResiduals, svd.Count)),
    ];

    private static NdArray Stack(double[][] vectors, IReadOnlyList<long> shape)
    {
        double[] all = new double[vectors.Sum(vector => (long)vector.Length)];
        for (int i = 0, at = 0; i < vectors.Length; at += vectors[i++].Length)
            vectors[i].CopyTo(all, at);
        return NdArray.From<double>(all, [vectors.Length, .. shape]);
    }
}
