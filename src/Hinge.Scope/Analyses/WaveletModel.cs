namespace Hinge.Scope.Analyses;

/// <summary>
/// Values and derivatives of one form over a picture. Parameters: centre x and y, ln σ₁, ln σ₂, angle, even amplitude
/// and, for a Gabor function, odd amplitude and frequency.
/// </summary>
internal sealed class WaveletModel(WaveletForm form, double[] picture, int width)
{
    private const int Gabor = 8, Others = 6;

    // e^(−20) of the amplitude is 2e-9 of it: nothing next to a fit that explains half a picture.
    private const double Negligible = 20;

    /// <summary>Parameters at a start, with the amplitudes that fit best there.</summary>
    public double[] Start(WaveletStart start)
    {
        double[] parameters = new double[form == WaveletForm.Gabor ? Gabor : Others];
        (parameters[0], parameters[1]) = (start.X, start.Y);
        parameters[2] = parameters[3] = Math.Log(start.Sigma);
        parameters[4] = start.Angle;
        if (form == WaveletForm.Gabor)
            parameters[7] = start.Frequency;
        // The model is linear in its amplitudes: with both at 0 the derivatives are the two waves themselves.
        int n = parameters.Length;
        double[] gradient = new double[n], normal = new double[n * n];
        Evaluate(parameters, gradient, normal);
        double aa = normal[5 * n + 5];
        if (form != WaveletForm.Gabor)
        {
            parameters[5] = aa > 0 ? gradient[5] / aa : 0;
            return parameters;
        }
        double ab = normal[6 * n + 5], bb = normal[6 * n + 6], determinant = aa * bb - ab * ab;
        if (determinant > 1e-9 * aa * bb)
        {
            parameters[5] = (gradient[5] * bb - gradient[6] * ab) / determinant;
            parameters[6] = (gradient[6] * aa - gradient[5] * ab) / determinant;
        }
        else if (aa > 0)
        {
            parameters[5] = gradient[5] / aa;
        }
        return parameters;
    }

    /// <summary>See <see cref="LevenbergMarquardt.Model"/>.</summary>
    public double Evaluate(ReadOnlySpan<double> parameters, Span<double> gradient, Span<double> normal)
    {
        int n = parameters.Length;
        gradient.Clear();
        normal.Clear();
        double inverse1 = Math.Exp(-2 * parameters[2]), inverse2 = Math.Exp(-2 * parameters[3]);
        (double sine, double cosine) = Math.SinCos(parameters[4]);
        Span<double> derivative = stackalloc double[Gabor];
        double sum = 0;
        for (int i = 0; i < picture.Length; i++)
        {
            double dx = i % width - parameters[0], dy = i / width - parameters[1];
            double along = cosine * dx + sine * dy, across = cosine * dy - sine * dx;
            double q = 0.5 * (along * along * inverse1 + across * across * inverse2);
            if (q > Negligible)
            {
                sum += picture[i] * picture[i];
                continue;
            }
            double envelope = Math.Exp(-q);
            double model = form == WaveletForm.Gabor
                ? Wave(parameters, along, envelope, derivative, out double byAlong)
                : Bell(parameters, q, envelope, derivative, out byAlong);
            // byAlong is what x′ does beyond q; byQ, left in [2], is what q does.
            double byQ = derivative[2];
            double alongSlope = byAlong + byQ * along * inverse1, acrossSlope = byQ * across * inverse2;
            derivative[0] = sine * acrossSlope - cosine * alongSlope;
            derivative[1] = -sine * alongSlope - cosine * acrossSlope;
            derivative[2] = -byQ * along * along * inverse1;
            derivative[3] = -byQ * across * across * inverse2;
            derivative[4] = alongSlope * across - acrossSlope * along;
            double error = picture[i] - model;
            sum += error * error;
            for (int a = 0; a < n; a++)
            {
                gradient[a] += derivative[a] * error;
                for (int b = 0; b <= a; b++)
                    normal[a * n + b] += derivative[a] * derivative[b];
            }
        }
        return sum;
    }

    // e^(−q) (a cos φ + b sin φ), φ = 2πf x′.
    private static double Wave(
        ReadOnlySpan<double> parameters, double along, double envelope, Span<double> derivative, out double byAlong)
    {
        double turn = 2 * Math.PI * parameters[7];
        (double sine, double cosine) = Math.SinCos(turn * along);
        double value = envelope * (parameters[5] * cosine + parameters[6] * sine);
        double byPhase = envelope * (parameters[6] * cosine - parameters[5] * sine);
        byAlong = byPhase * turn;
        derivative[2] = -value;
        derivative[5] = envelope * cosine;
        derivative[6] = envelope * sine;
        derivative[7] = byPhase * 2 * Math.PI * along;
        return value;
    }

    private double Bell(
        ReadOnlySpan<double> parameters, double q, double envelope, Span<double> derivative, out double byAlong)
    {
        byAlong = 0;
        bool hat = form == WaveletForm.MexicanHat;
        derivative[5] = hat ? (1 - q) * envelope : envelope;
        derivative[2] = parameters[5] * (hat ? (q - 2) * envelope : -envelope);
        return parameters[5] * derivative[5];
    }
}
