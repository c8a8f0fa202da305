using System.CommandLine;
using System.Globalization;
using System.Text.Json.Nodes;
using Hinge.Cli.Scope.Inputs;
using Hinge.Cli.Shell;
using Hinge.Core;
using Hinge.Plots.Reports;
using Hinge.Scope;
using Hinge.Scope.Colouring;

namespace Hinge.Cli.Scope;

/// <summary><c>hinge scope matrix</c>: the whole F, exact and sparse, in a file.</summary>
internal static class MatrixCommand
{
    private static readonly Option<bool> s_trim = new("--trim")
    {
        Description = "Leave coefficients that are zero out of a .npz file",
    };

    /// <summary>The command.</summary>
    public static Command Create() => ScopeCommand.Create(
        "matrix", "The whole matrix F as a sparse file: --out F.npz for SciPy, F.safetensors for Hinge", Run,
        s_trim, CommonOptions.Overwrite);

    private static void Run(ScopeRun run)
    {
        string? wanted = FileOf(run.Context.RunsFolder);
        if (wanted is not null)
        {
            OutputFile.Check(run.Context, wanted);
            run.RunsFolder = CommonOptions.DefaultOut;
        }
        SparseExtraction found = Extract(run);
        SparseMap map = found.Map;
        string path = wanted ?? run.File("F.npz");
        foreach (string line in Lines(found))
            run.WriteLine(line);
        if (Path.GetExtension(path) == ".safetensors")
            map.Save(path);
        else
            map.ExportCsr(path, run.Context.Arguments.GetValue(s_trim));
        run.WriteLine(string.Create(
            CultureInfo.InvariantCulture, $"saved {path}, {new FileInfo(path).Length:N0} bytes"));
        Report(run.Report, found);
        run.Document.Add(Document(found));
        run.Document["file"] = path;
    }

    // --out names the file where it ends like one of arrays, else a folder as in every command.
    private static string? FileOf(string path) => Path.GetExtension(path) is ".npz" or ".safetensors" ? path : null;

    /// <summary>The matrix within the user's memory budget.</summary>
    public static SparseExtraction Extract(ScopeRun run) => run.Subject.At.ToSparse(
        new()
        {
            MemoryBudget = ScopeOptions.MemoryBudget(run.Context),
            Lanes = run.Subject.Settings.Lanes,
        },
        run.Context.Progress,
        run.Context.Cancellation);

    /// <summary>The sparse map where it fits and gains anything: it answers faster. Else replays.</summary>
    public static ILinearMap SparseOrReplayed(ScopeRun run)
    {
        Interpreter at = run.Subject.At;
        if (!at.Footprint.IsLocal)
        {
            run.WriteLine($"no sparse matrix ({at.Footprint.Obstacle}): every product is a replay");
            return at;
        }
        try
        {
            SparseExtraction found = Extract(run);
            foreach (string line in Lines(found))
                run.WriteLine(line);
            Report(run.Report, found);
            run.Document["matrix"] = Document(found);
            return found.Map;
        }
        catch (InputException e)
        {
            run.WriteLine($"{e.Message}: every product is a replay");
            return at;
        }
    }

    /// <summary>What was found, in lines.</summary>
    public static IEnumerable<string> Lines(SparseExtraction found)
    {
        SparseMap map = found.Map;
        const double mebi = 1 << 20;
        string passes = map.Lattice.ByColumns
            ? $"{found.Passes} forward passes (reverse {found.ReversePasses})"
            : $"{found.Passes} reverse passes (forward {found.ForwardPasses})";
        yield return found.Note
            ?? $"footprint {found.Footprint}, period {found.Period.X} x {found.Period.Y}: {passes}";
        yield return string.Create(CultureInfo.InvariantCulture,
            $"F {map.Rows:N0} x {map.Columns:N0}, {map.Entries:N0} entries, {map.Bytes / mebi:0.0} MiB   "
            + $"{found.Seconds:0.0} s");
        yield return $"certificate  {found.Certificate}";
    }

    /// <summary>The certificate of a matrix as a section.</summary>
    public static ReportSection Report(Report report, SparseExtraction found)
    {
        SparseMap map = found.Map;
        SparseCertificate certificate = found.Certificate;
        string size = string.Create(
            CultureInfo.InvariantCulture, $"F has {map.Rows:N0} rows and {map.Columns:N0} columns. ");
        string how = found.Note is { } note
            ? $"{char.ToUpperInvariant(note[0])}{note[1..]}."
            : $"One input pixel reaches a box of {found.Footprint} outputs, so columns (or rows) whose boxes do not "
                + $"touch are computed in one pass: {found.Passes} passes, however large the picture is.";
        return report.AddSection("The whole matrix F").Text(size + how)
            .Certificate(
                certificate.Passed,
                "The sparse map is the interpreter's matrix",
                ScopeReport.Check("F x + r against y", certificate.Completeness, certificate.Limit),
                ScopeReport.Check(
                    $"{certificate.LineCount} random lines against replays", certificate.Lines, certificate.Limit),
                ScopeReport.Check("F v against the replay of a random v", certificate.RandomVector, certificate.Limit),
                ScopeReport.Check("outside the predicted boxes", certificate.OutsideBoxes, certificate.Limit));
    }

    /// <summary>What was found, as JSON; without times.</summary>
    public static JsonObject Document(SparseExtraction found) => new()
    {
        ["rows"] = found.Map.Rows,
        ["columns"] = found.Map.Columns,
        ["entries"] = found.Map.Entries,
        ["bytes"] = found.Map.Bytes,
        ["footprint"] = found.Note is null ? found.Footprint.ToString() : null,
        ["note"] = found.Note,
        ["passes"] = found.Passes,
        ["forwardPasses"] = found.ForwardPasses,
        ["reversePasses"] = found.ReversePasses,
        ["certificate"] = new JsonObject
        {
            ["passed"] = found.Certificate.Passed,
            ["completeness"] = found.Certificate.Completeness,
            ["lines"] = found.Certificate.Lines,
            ["randomVector"] = found.Certificate.RandomVector,
            ["outsideBoxes"] = found.Certificate.OutsideBoxes,
        },
    };
}
