using System.Runtime.Intrinsics;

namespace Hinge.Flight.Networks;

/// <summary>
/// Adam with the reference's constants (specification §4.1): rate 1e-3, β 0.9 and 0.999, bias-corrected, ε 1e-8 outside
/// the root; every weight, but no bias, also loses 1e-4/2 of itself an update, not times the rate.
/// </summary>
internal sealed class Adam(MlpLayout layout)
{
    /// <summary>The step of a weight whose gradient does not change.</summary>
    public const float Rate = 1e-3f;

    private const double Beta1 = 0.9, Beta2 = 0.999;
    private const float Epsilon = 1e-8f, Decay = 1e-4f / 2;

    private readonly float[] _mean = new float[layout.Count];
    private readonly float[] _square = new float[layout.Count];
    private int _age;

    /// <summary>Updates so far.</summary>
    public int Age => _age;

    /// <summary>The running mean of the gradient, as laid out.</summary>
    public Span<float> Mean => _mean;

    /// <summary>The running mean of its square, as laid out.</summary>
    public Span<float> Square => _square;

    /// <summary>Goes on from an earlier state, whose means are put in place by the caller.</summary>
    /// <param name="age">Updates that led to it.</param>
    public void Continue(int age) => _age = age;

    /// <summary>One update.</summary>
    /// <param name="weights">Changed in place.</param>
    /// <param name="gradient">Of the loss, laid out alike.</param>
    public void Update(Span<float> weights, ReadOnlySpan<float> gradient)
    {
        _age++;
        float rate = (float)(Rate / (1 - Math.Pow(Beta1, _age))), root = (float)(1 / (1 - Math.Pow(Beta2, _age)));

        // The parts in their order: weights decay, biases do not.
        Part(weights, gradient, 0, layout.Bias1, rate, root, Decay);
        Part(weights, gradient, layout.Bias1, layout.Weights2, rate, root, 0);
        Part(weights, gradient, layout.Weights2, layout.Bias2, rate, root, Decay);
        Part(weights, gradient, layout.Bias2, layout.Weights3, rate, root, 0);
        Part(weights, gradient, layout.Weights3, layout.Bias3, rate, root, Decay);
        Part(weights, gradient, layout.Bias3, layout.Count, rate, root, 0);
    }

    private void Part(
        Span<float> weights, ReadOnlySpan<float> gradient, int first, int end, float rate, float root, float decay)
    {
        for (int i = first; i < end; i += Vector512<float>.Count)
        {
            Vector512<float> g = Vector512.Create(gradient[i..]), w = Vector512.Create<float>(weights[i..]);
            Vector512<float> mean = ((float)Beta1 * Vector512.Create(_mean, i)) + ((float)(1 - Beta1) * g);
            Vector512<float> square = ((float)Beta2 * Vector512.Create(_square, i)) + ((float)(1 - Beta2) * g * g);
            mean.CopyTo(_mean, i);
            square.CopyTo(_square, i);
            Vector512<float> change = rate * mean / (Vector512.Sqrt(root * square) + Vector512.Create(Epsilon));
            (w - change - (decay * w)).CopyTo(weights[i..]);
        }
    }
}
