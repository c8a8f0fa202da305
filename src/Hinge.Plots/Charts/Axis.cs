namespace Hinge.Plots.Charts;

/// <summary>What an axis shows. A figure says what is measured and in which unit, so both are asked for.</summary>
/// <param name="Quantity">What is measured, for example <c>position error</c>.</param>
/// <param name="Unit">Its unit, for example <c>m</c> or <c>%</c>; <see cref="PureNumber"/> for none.</param>
/// <param name="Scale">How values are laid along the axis.</param>
/// <param name="Low">The lower end; null takes it from the data.</param>
/// <param name="High">The upper end; null takes it from the data.</param>
public sealed record Axis(
    string Quantity, string Unit, AxisScale Scale = AxisScale.Linear, double? Low = null, double? High = null)
{
    /// <summary>The unit of counts, ratios and other numbers without one.</summary>
    public const string PureNumber = "";

    /// <summary>The text beside the axis: <c>position error [m]</c>.</summary>
    public string Label => Unit.Length == 0 ? Quantity : $"{Quantity} [{Unit}]";

    internal bool IsLogarithmic => Scale == AxisScale.Logarithmic;

    /// <summary>Where a value stands on the axis; NaN when it cannot be shown.</summary>
    internal double Place(double value)
    {
        double place = !IsLogarithmic ? value : value > 0 ? Math.Log10(value) : double.NaN;
        return double.IsFinite(place) ? place : double.NaN;
    }
}
