using System.Globalization;

namespace Hinge.Plots.Reports;

/// <summary>Counts figures and tables through one page.</summary>
internal sealed class Numbering
{
    private int _figures;
    private int _tables;

    public string NextFigure() => string.Create(CultureInfo.InvariantCulture, $"{++_figures}");

    public string NextTable() => string.Create(CultureInfo.InvariantCulture, $"{++_tables}");
}
