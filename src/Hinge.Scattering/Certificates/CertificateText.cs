using System.Globalization;

namespace Hinge.Scattering.Certificates;

/// <summary>A certificate as lines to read.</summary>
internal static class CertificateText
{
    /// <summary>The lines.</summary>
    public static IReadOnlyList<string> Of(Certificate certificate)
    {
        List<string> lines = [];
        foreach (CertifiedModule module in certificate.Modules)
            lines.Add(module.NonLinearity is null ? Output(module) : Line(module));
        CertifiedLipschitz whole = certificate.Lipschitz;
        lines.Add(
            $"lipschitz    |F(f)-F(h)| <= {F6(whole.Value)} |f-h|      {whole.Paths} paths: "
            + $"{Whole(whole.Maps)} maps, {Whole(whole.Values)} values");
        if (certificate.Boundary.Kind != "periodic")
        {
            lines.Add(
                $"boundary     {certificate.Boundary.Kind}  rho {F6(certificate.Boundary.Rho)}, in every bound; "
                + "translation is that of the padded signal");
        }
        foreach (CertifiedLayer layer in certificate.Layers)
        {
            string head = layer.N == 0 ? "translation" : "";
            lines.Add(
                $"{head,-11}  layer {layer.N}  K {F6(layer.K)}  <= {F5(layer.ShiftPerSample)} |t| |f|");
        }
        foreach (CertifiedLayer layer in certificate.Layers)
        {
            string head = layer.N == 0 ? "per layer" : "";
            lines.Add(
                $"{head,-11}  layer {layer.N}  |F(f)-F(h)| <= {F6(layer.LOmegaTight)} |f-h|  "
                + $"(paper {F6(layer.LOmegaPaper)})");
        }
        CertifiedClass band = certificate.Deformation.BandLimited;
        lines.Add(
            $"deformation  band-limited R   <= {F6(whole.Value * band.C!.Value)} (R|tau| + |omega|) |f|     "
            + "if d max|Dtau| <= 1/2");
        lines.Add("             cartoon, Lipschitz: exponents 1/2, 1; give --class for numbers");
        lines.Add("theory       " + Theory(certificate));
        return lines;
    }

    private static string Line(CertifiedModule module) => string.Join(
        "  ",
        $"module {module.N}", $"{Grid(module),7}", $"{module.Frame.Split(':')[0]} {module.Atoms} atoms",
        $"A {F6(module.Lower)} at {module.LowerAt}", $"B {F6(module.Upper)} at {module.UpperAt} ({module.Sum})",
        $"{module.NonLinearity} L {G(module.L)}", $"{module.Pooling} R {G(module.R)}", $"C {F6(module.C)}",
        (module.Admissible ? "admissible" : "NOT ADMISSIBLE") + Repair(module));

    private static string Output(CertifiedModule module) =>
        $"output {module.N}  {Grid(module),7}  low-pass of {module.Frame}  max|chi|^2 {F6(module.C)}"
        + (module.Admissible ? "" : "  NOT ADMISSIBLE") + Repair(module);

    private static string Repair(CertifiedModule module) =>
        module.Repair is null ? ""
        : module.Scaling == 1 ? $" ({module.Repair})"
        : $" ({module.Repair}: filters times {F6(module.Scaling)})";

    private static string Theory(Certificate certificate)
    {
        bool maximum = certificate.Modules.Any(
            module => module.Pooling?.StartsWith("max", StringComparison.Ordinal) == true);
        bool perPath = certificate.Modules.GroupBy(module => module.N).Any(group => group.Count() > 1);
        return (maximum ? "discrete alone: max pooling is not in the continuous theory" : "discrete and continuous")
            + (perPath ? "; sub-sampling differs by path" : "");
    }

    private static string Grid(CertifiedModule module) => string.Join("x", module.Grid);

    private static string F6(double value) => value.ToString("F6", CultureInfo.InvariantCulture);

    private static string F5(double value) => value.ToString("F5", CultureInfo.InvariantCulture);

    private static string G(double value) => value.ToString("G6", CultureInfo.InvariantCulture);

    private static string Whole(double value) => value.ToString("F0", CultureInfo.InvariantCulture);
}
