using Hinge.Core.Randomness;
using Hinge.Flight.Networks;

namespace Hinge.Flight.Tests.Networks;

public class MlpTests
{
    private const int Hidden = MlpLayout.Hidden;

    // The shapes of the actor and of the critics, and odd ones; batches that fill no tile among them.
    public static TheoryData<int, int, bool, int> Shapes => new()
    {
        { 146, 4, true, 256 }, { 32, 1, false, 256 }, { 146, 4, true, 1 }, { 5, 3, true, 7 }, { 1, 16, false, 6 },
    };

    [Theory]
    [MemberData(nameof(Shapes))]
    public void A_batch_gives_what_plain_loops_give_in_double(int inputs, int outputs, bool tanh, int rows)
    {
        (Mlp mlp, float[] x, float[] y, float[] d) = Draw(inputs, outputs, tanh, rows);
        mlp.Forward(x, y);
        mlp.Backward(x, y, d);
        float[] byInput = new float[rows * inputs];
        mlp.InputGradient(0, inputs, byInput);

        double[] weights = Wide(mlp.Weights), gradient = new double[mlp.Layout.Count];
        double[] hidden = new double[2 * Hidden], output = new double[outputs], back = new double[inputs];
        for (int row = 0; row < rows; row++)
        {
            double[] input = Wide(x.AsSpan(row * inputs, inputs));
            ScalarMlp.Forward<double>(mlp.Layout, weights, tanh, input, hidden, output);
            AssertNear(output, y.AsSpan(row * outputs, outputs), 1e-5, least: 0.1);
            ScalarMlp.Backward<double>(
                mlp.Layout, weights, tanh, input, hidden, output, Wide(d.AsSpan(row * outputs, outputs)), gradient,
                back);
            AssertNear(back, byInput.AsSpan(row * inputs, inputs), 1e-5);
        }
        AssertNear(gradient, mlp.Gradient, 1e-4);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Gradients_are_those_of_central_differences(bool tanh)
    {
        // Training takes 1 - y² for the slope. Where hidden sums are small that is the true slope to a few parts in a
        // million; the weights are made small, so that the loss itself can be the judge.
        MlpLayout layout = new(6, 3);
        RandomStream random = new(4);
        double[] weights = new double[layout.Count], x = new double[6], target = new double[3];
        random.FillUniform(weights.AsSpan(0, layout.Bias3 + 3), -0.02, 0.02);
        random.FillUniform(x, -1, 1);
        random.FillUniform(target, -1, 1);
        double[] hidden = new double[2 * Hidden], y = new double[3], gradient = new double[layout.Count];
        double[] byInput = new double[6];
        ScalarMlp.Forward<double>(layout, weights, tanh, x, hidden, y);
        double[] d = [.. y.Zip(target, (a, b) => 2 * (a - b))];
        ScalarMlp.Backward<double>(layout, weights, tanh, x, hidden, y, d, gradient, byInput);

        double Loss()
        {
            double[] h = new double[2 * Hidden], o = new double[3];
            ScalarMlp.Forward<double>(layout, weights, tanh, x, h, o);
            return o.Zip(target, (a, b) => (a - b) * (a - b)).Sum();
        }
        double largest = gradient.Max(Math.Abs);
        for (int i = 0; i < layout.Bias3 + 3; i++)
            Judge(weights, i, gradient[i], largest);
        for (int i = 0; i < 6; i++)
            Judge(x, i, byInput[i], byInput.Max(Math.Abs));

        void Judge(double[] numbers, int i, double claimed, double scale)
        {
            const double h = 1e-4;
            double at = numbers[i];
            numbers[i] = at + h;
            double above = Loss();
            numbers[i] = at - h;
            double below = Loss();
            numbers[i] = at;
            Assert.Equal((above - below) / (2 * h), claimed, 1e-4 * scale);
        }
    }

    [Theory]
    [InlineData(1, 146)]
    [InlineData(6, 32)]
    [InlineData(64, 256)]
    [InlineData(256, 146)]
    [InlineData(11, 1)]
    public unsafe void The_product_gives_the_bits_of_the_plain_loops(int rows, int depth)
    {
        RandomStream random = new(2);
        float[] a = new float[rows * depth], b = new float[depth * Hidden], bias = new float[Hidden];
        random.FillUniform(a, -1, 1);
        random.FillUniform(b, -1, 1);
        random.FillUniform(bias, -1, 1);
        float[] zero = new float[Hidden], fast = new float[rows * Hidden], plain = new float[rows * Hidden];
        fixed (float* pa = a, pb = b, pbias = bias, pfast = fast, pplain = plain, zeros = zero)
        {
            foreach ((int row, int column) in new[] { (depth, 1), (1, rows) })
            {
                foreach (bool tanh in new[] { false, true })
                {
                    float* begin = tanh ? pbias : null;
                    SmallProduct.Run(rows, depth, pa, row, column, pb, begin, pfast, tanh);
                    SmallProduct.RunScalar(
                        rows, depth, pa, row, column, pb, begin is null ? zeros : begin, pplain, tanh);
                    Assert.Equal(plain, fast);
                }
            }
        }
    }

    [Fact]
    public void The_tangent_is_odd_flat_beyond_three_and_near_the_true_one()
    {
        for (double x = -6; x <= 6; x += 0.01)
        {
            double y = FastTanh.Of(x);
            Assert.Equal(-y, FastTanh.Of(-x));
            Assert.Equal(Math.Tanh(x), y, 0.025);
        }
        Assert.Equal((1f, 1f, -1f), (FastTanh.Of(3f), FastTanh.Of(1e30f), FastTanh.Of(float.NegativeInfinity)));
        Assert.True(float.IsNaN(FastTanh.Of(float.NaN)));
        Assert.Equal(0.75, FastTanh.Slope(0.5));
    }

    [Fact]
    public void Weights_begin_in_the_range_of_their_layer()
    {
        Mlp mlp = new(146, 4, true, 1);
        mlp.Draw(new(3));
        MlpLayout at = mlp.Layout;
        float first = 1 / MathF.Sqrt(146);
        Assert.InRange(mlp.Weights[..at.Weights2].ToArray().Max(Math.Abs), 0.99f * first, first);
        Assert.InRange(mlp.Weights[at.Weights2..].ToArray().Max(Math.Abs), 0.124f, 0.125f);
        Assert.All(mlp.Weights[(at.Bias3 + 4)..].ToArray(), value => Assert.Equal(0, value));
        Assert.Equal(13_828, at.Bias3 + 4);   // the numbers of an actor's file
    }

    [Fact]
    public void Adam_and_Polyak_do_what_their_formulas_say()
    {
        MlpLayout layout = new(3, 2);
        RandomStream random = new(5);
        float[] weights = new float[layout.Count], gradient = new float[layout.Count], target = new float[layout.Count];
        random.FillUniform(weights, -1, 1);
        double[] w = Wide(weights), m = new double[layout.Count], v = new double[layout.Count], t = Wide(target);
        Adam adam = new(layout);
        for (int age = 1; age <= 20; age++)
        {
            random.FillGaussian(gradient);
            adam.Update(weights, gradient);
            Polyak.Update(target, weights);
            for (int i = 0; i < w.Length; i++)
            {
                m[i] = (0.9 * m[i]) + (0.1 * gradient[i]);
                v[i] = (0.999 * v[i]) + (0.001 * gradient[i] * gradient[i]);
                double root = Math.Sqrt(v[i] / (1 - Math.Pow(0.999, age))) + 1e-8;
                double decay = layout.IsWeight(i) ? 5e-5 * w[i] : 0;
                w[i] -= (1e-3 * m[i] / (1 - Math.Pow(0.9, age)) / root) + decay;
                t[i] = (0.995 * t[i]) + (0.005 * w[i]);
            }
        }
        AssertNear(w, weights, 1e-6);
        AssertNear(t, target, 1e-6);
    }

    [Fact]
    public void An_update_allocates_nothing()
    {
        (Mlp mlp, float[] x, float[] y, float[] d) = Draw(32, 1, tanh: false, 64);
        Adam adam = new(mlp.Layout);
        float[] byAction = new float[64 * 4];
        void Once()
        {
            mlp.Forward(x, y);
            mlp.Backward(x, y, d);
            mlp.InputGradient(28, 4, byAction);
            adam.Update(mlp.Weights, mlp.Gradient);
        }
        Once();
        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int i = 0; i < 10; i++)
            Once();
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    [Fact]
    public void Learning_fits_a_function()
    {
        const int rows = 64;
        Mlp mlp = new(2, 1, tanhOutput: false, rows);
        mlp.Draw(new(6));
        Adam adam = new(mlp.Layout);
        RandomStream random = new(7);
        float[] x = new float[2 * rows], y = new float[rows], d = new float[rows];
        double loss = 0;
        for (int update = 0; update < 600; update++)
        {
            random.FillUniform(x, -1, 1);
            mlp.Forward(x, y);
            loss = 0;
            for (int i = 0; i < rows; i++)
            {
                float miss = y[i] - (x[2 * i] * x[(2 * i) + 1]);
                d[i] = 2 * miss / rows;
                loss += miss * miss / rows;
            }
            mlp.Backward(x, y, d);
            adam.Update(mlp.Weights, mlp.Gradient);
        }
        Assert.InRange(loss, 0, 0.01);   // the mean square of the product is 1/9
    }

    [Fact]
    public void Rows_that_do_not_fit_are_refused()
    {
        Mlp mlp = new(3, 2, true, 4);
        Assert.Throws<ArgumentException>(() => mlp.Forward(new float[13], new float[8]));
        Assert.Throws<ArgumentException>(() => mlp.Forward(new float[15], new float[10]));
        Assert.Throws<ArgumentException>(() => mlp.Forward(new float[12], new float[7]));
        Assert.Throws<ArgumentOutOfRangeException>(() => mlp.InputGradient(2, 2, new float[8]));
    }

    private static (Mlp Net, float[] X, float[] Y, float[] D) Draw(int inputs, int outputs, bool tanh, int rows)
    {
        Mlp mlp = new(inputs, outputs, tanh, rows);
        mlp.Draw(new(1));
        RandomStream random = new(2);
        float[] x = new float[rows * inputs], d = new float[rows * outputs];
        random.FillGaussian(x);
        random.FillUniform(d, -1, 1);
        return (mlp, x, new float[rows * outputs], d);
    }

    private static double[] Wide(ReadOnlySpan<float> values)
    {
        double[] wide = new double[values.Length];
        for (int i = 0; i < wide.Length; i++)
            wide[i] = values[i];
        return wide;
    }

    private static void AssertNear(
        ReadOnlySpan<double> expected, ReadOnlySpan<float> actual, double tolerance, double least = 1e-9)
    {
        double scale = least;
        foreach (double value in expected)
            scale = Math.Max(scale, Math.Abs(value));
        for (int i = 0; i < expected.Length; i++)
            Assert.Equal(expected[i], actual[i], tolerance * scale);
    }
}
