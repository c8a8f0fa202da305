namespace Hinge.Scope.Analyses;

/// <summary>
/// The best least-squares fit of one form: with x′ along <paramref name="Angle"/> and y′ across, both from the centre,
/// and q = ½ (x′²/σ₁² + y′²/σ₂²), a Gabor function is e^(−q) (a cos 2πf x′ + b sin 2πf x′), a Mexican hat
/// a (1 − q) e^(−q), a Gaussian a e^(−q).
/// </summary>
/// <param name="Form">The form.</param>
/// <param name="X">Column of the centre, pixels.</param>
/// <param name="Y">Row of the centre, pixels.</param>
/// <param name="SigmaAlong">σ₁, pixels.</param>
/// <param name="SigmaAcross">σ₂, pixels.</param>
/// <param name="Angle">From the x axis towards the y axis, radians, 0 … π.</param>
/// <param name="Frequency">f, cycles a pixel; 0 for the other forms.</param>
/// <param name="Even">a.</param>
/// <param name="Odd">b; 0 for the other forms.</param>
/// <param name="Determination">R² = 1 − Σ(v − fit)² / Σv².</param>
public sealed record WaveletFit(
    WaveletForm Form, double X, double Y, double SigmaAlong, double SigmaAcross, double Angle, double Frequency,
    double Even, double Odd, double Determination)
{
    /// <summary>Fits a form to a picture from several starts and keeps the best.</summary>
    /// <param name="form">The form.</param>
    /// <param name="picture">Values row by row.</param>
    /// <param name="width">Columns.</param>
    /// <param name="starts">Where to start.</param>
    internal static WaveletFit Best(
        WaveletForm form, double[] picture, int width, IReadOnlyList<WaveletStart> starts)
    {
        double energy = picture.Sum(value => value * value);
        double[]? best = null;
        double least = double.PositiveInfinity;
        foreach (WaveletStart start in starts)
        {
            WaveletModel model = new(form, picture, width);
            double[] parameters = model.Start(start);
            double sum = LevenbergMarquardt.Minimise(model.Evaluate, parameters);
            if (sum < least)
                (best, least) = (parameters, sum);
        }
        if (best is null || energy == 0)
            return new(form, 0, 0, 0, 0, 0, 0, 0, 0, 0);
        bool gabor = form == WaveletForm.Gabor;
        // The other forms do not tell along from across: along is the longer.
        if (!gabor && best[3] > best[2])
            (best[2], best[3], best[4]) = (best[3], best[2], best[4] + Math.PI / 2);
        double angle = best[4], frequency = gabor ? best[7] : 0, odd = gabor ? best[6] : 0;
        // f and −f are one wave, its odd part reversed; the axis has no direction.
        if (frequency < 0)
            (frequency, odd) = (-frequency, -odd);
        double turns = Math.Floor(angle / Math.PI);
        angle -= turns * Math.PI;
        // Half a turn reverses x′.
        if (turns % 2 != 0)
            odd = -odd;
        return new(
            form, best[0], best[1], Math.Exp(best[2]), Math.Exp(best[3]), angle, frequency, best[5], odd,
            1 - least / energy);
    }
}
