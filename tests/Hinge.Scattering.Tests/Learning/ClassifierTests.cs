using Hinge.Core;
using Hinge.Core.Randomness;
using Hinge.Scattering.Learning;
using Hinge.Testing;

namespace Hinge.Scattering.Tests.Learning;

public class ClassifierTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public void Affine_spaces_are_told_apart_where_means_are_the_same()
    {
        // Three planes through the origin in ten dimensions: no linear rule separates them.
        RandomStream random = new(11);
        (FeatureMatrix features, int[] labels) = Make(600, 10, 3, (row, c) =>
        {
            random.FillGaussian(row);
            for (int j = 0; j < row.Length; j++)
                row[j] *= j / 2 == c ? 3 : 0.05f;
        });
        AffinePca model = AffinePca.Fit(features, labels, 3, new() { Dimension = 2, Threads = 2 }, cancel: Cancel);
        Assert.InRange(Labels.Errors(model.Predict(features), labels), 0, 6);   // near the origin all planes meet
        Assert.Equal(model.Predict(features), model.Predict(features, 3));

        AffinePca means = AffinePca.Fit(features, labels, 3, new() { Dimension = 0 }, cancel: Cancel);
        Assert.InRange(Labels.Errors(means.Predict(features), labels), 100, 600);
    }

    [Fact]
    public void Directions_are_the_same_from_features_and_from_samples()
    {
        // 30 samples a class in 40 dimensions against the same in 20 with 20 more that are 0.
        RandomStream random = new(12);
        (FeatureMatrix wide, int[] labels) = Make(60, 40, 2, (row, c) =>
        {
            random.FillGaussian(row[..20]);
            row[0] += 4 * c;
        });
        float[] narrow = new float[60 * 20];
        for (int i = 0; i < 60; i++)
            wide.Row(i)[..20].CopyTo(narrow.AsSpan(i * 20));
        AffinePca dual = AffinePca.Fit(wide, labels, 2, new() { Dimension = 3 }, cancel: Cancel);
        AffinePca primal = AffinePca.Fit(new(narrow, 60, 20), labels, 2, new() { Dimension = 3 }, cancel: Cancel);
        Assert.Equal(primal.Predict(new(narrow, 60, 20)), dual.Predict(wide));
        float[] a = primal.Arrays()[1].Value.ToSingles(), b = dual.Arrays()[1].Value.ToSingles();
        for (int d = 0; d < 6; d++)
            Assert.Equal(1, Math.Abs(RowOperations.Dot<float>(a.AsSpan(d * 20, 20), b.AsSpan(d * 40, 20))), 1e-4f);
    }

    [Fact]
    public void Ridge_solves_its_normal_equations_both_ways()
    {
        RandomStream random = new(13);
        (FeatureMatrix features, int[] labels) = Make(80, 12, 3, (row, c) =>
        {
            random.FillGaussian(row);
            row[c] += 2;
        });
        const double lambda = 7;
        Ridge primal = Ridge.Fit(features, labels, 3, new() { Lambda = lambda }, cancel: Cancel);
        // The gradient Σ (score - target) (x - mean) + λ w must vanish, and Σ (score - target) too.
        float[] scores = primal.Scores(features);
        for (int c = 0; c < 3; c++)
        {
            double[] gradient = new double[13];
            for (int i = 0; i < 80; i++)
            {
                double rest = scores[(i * 3) + c] - (labels[i] == c ? 1 : -1);
                gradient[12] += rest;
                for (int j = 0; j < 12; j++)
                    gradient[j] += rest * features.Row(i)[j];
            }
            for (int j = 0; j < 12; j++)
                gradient[j] += lambda * primal.Weights.Span[(c * 12) + j];
            Assert.All(gradient, each => Assert.Equal(0, each, 1e-3));
        }
        // 80 columns of 20 samples take the other way; the scores of the plain solution in the features are the same.
        (FeatureMatrix few, int[] fewLabels) = (features.First(10), labels[..10]);
        Ridge dual = Ridge.Fit(few, fewLabels, 3, new() { Lambda = lambda }, cancel: Cancel);
        RidgeSystem system = RidgeSystem.Create(few, 3, 1);
        system.Add(fewLabels, 10);
        Assert.Equal(system.Solve(lambda).Weights, dual.Weights.ToArray());
        Ridge tall = Ridge.Fit(
            Padded(few, 30), [.. fewLabels, .. fewLabels, .. fewLabels], 3, new() { Lambda = 3 * lambda },
            cancel: Cancel);
        for (int i = 0; i < dual.Weights.Length; i++)
            Assert.Equal(dual.Weights.Span[i], tall.Weights.Span[i], 1e-5f);
    }

    [Fact]
    public void A_ridge_choice_is_made_on_the_last_fifth()
    {
        RandomStream random = new(14);
        (FeatureMatrix features, int[] labels) = Make(200, 6, 2, (row, c) =>
        {
            random.FillGaussian(row);
            row[0] += c == 0 ? 2 : -2;
        });
        Ridge model = Ridge.Fit(features, labels, 2, new() { Threads = 2 }, cancel: Cancel);
        Assert.Equal([1, 10, 100, 1000, 10_000, 100_000], model.Tried.Select(each => each.Lambda));
        Assert.Equal(model.Tried.Min(each => each.Error), model.Tried.First(t => t.Lambda == model.Lambda).Error);
        Assert.InRange(Labels.Errors(model.Predict(features), labels), 0, 20);
    }

    [Fact]
    public void The_linear_machine_meets_the_conditions_of_its_optimum()
    {
        RandomStream random = new(15);
        (FeatureMatrix features, int[] labels) = Make(120, 5, 2, (row, c) =>
        {
            random.FillGaussian(row);
            row[1] += c == 0 ? 1 : -1;
        });
        const double cost = 0.1;
        LinearSvm model = LinearSvm.Fit(features, labels, 2, new() { Cost = cost }, cancel: Cancel);
        float[] w = model.Weights.ToArray();
        // Gradient of ½|w|² + ½b² + C Σ max(0, 1 - y(wx + b))², at most 2C Σ|x| times the tolerance.
        for (int j = 0; j <= 5; j++)
        {
            double gradient = j < 5 ? w[j] : model.Bias[0];
            for (int i = 0; i < 120; i++)
            {
                int y = labels[i] == 0 ? 1 : -1;
                double score = RowOperations.Dot<float>(w.AsSpan(0, 5), features.Row(i)) + model.Bias[0];
                gradient -= 2 * cost * y * Math.Max(0, 1 - (y * score)) * (j < 5 ? features.Row(i)[j] : 1);
            }
            Assert.Equal(0, gradient, 0.05);
        }
        LinearSvm threaded = LinearSvm.Fit(features, labels, 2, new() { Cost = cost, Threads = 2 }, cancel: Cancel);
        Assert.Equal(w, threaded.Weights.ToArray());
    }

    [Fact]
    public void The_gaussian_machine_separates_rings_and_meets_its_conditions()
    {
        RandomStream random = new(16);
        (FeatureMatrix features, int[] labels) = Make(150, 2, 3, (row, c) =>
        {
            double angle = random.NextDouble() * 2 * Math.PI, radius = 1 + c + (0.2 * random.NextDouble());
            (row[0], row[1]) = ((float)(radius * Math.Cos(angle)), (float)(radius * Math.Sin(angle)));
        });
        RbfSvm model = RbfSvm.Fit(features, labels, 3, 1, new() { Cost = 10, Threads = 2 }, cancel: Cancel);
        Assert.Equal(0, Labels.Errors(model.Predict(features), labels));
        RbfSvm rows = RbfSvm.Fit(features, labels, 3, 1, new() { Cost = 10, CacheBytes = 0 }, cancel: Cancel);
        Assert.Equal(model.Predict(features), rows.Predict(features, 2));
        // As libsvm counts them, a few of every ring.
        Assert.InRange(model.VectorCount, 6, 120);
    }

    [Fact]
    public void Minimal_optimisation_solves_a_problem_known_in_closed_form()
    {
        // Two points at distance 2: α = min(C, 1 / (1 - exp(-4γ))), and no bias.
        FeatureMatrix points = new([-1, 1], 2, 1);
        KernelRows kernel = new(points, [0, 1], null, 0.5, 1 << 20);
        (double[] weights, double bias) = MinimalOptimisation.Solve(kernel, [1, -1], 100, 1e-9, Cancel);
        double expected = 1 / (1 - Math.Exp(-2));
        Assert.Equal(expected, weights[0], 1e-6);
        Assert.Equal(-expected, weights[1], 1e-6);
        Assert.Equal(0, bias, 1e-6);
        (weights, _) = MinimalOptimisation.Solve(new(points, [0, 1], null, 0.5, 0), [1, -1], 0.5, 1e-9, Cancel);
        Assert.Equal([0.5, -0.5], weights);
    }

    [Fact]
    public void Minimal_optimisation_leaves_no_violation_above_the_tolerance()
    {
        RandomStream random = new(17);
        (FeatureMatrix features, int[] labels) = Make(90, 3, 2, (row, c) =>
        {
            random.FillGaussian(row);
            row[0] += c;
        });
        int[] signs = [.. labels.Select(label => label == 0 ? 1 : -1)], all = [.. Enumerable.Range(0, 90)];
        KernelRows kernel = new(features, all, null, 0.4, 90 * 4 * 5);
        const double cost = 2;
        (double[] weights, double bias) = MinimalOptimisation.Solve(kernel, signs, cost, 1e-3, Cancel);
        Assert.Equal(0, weights.Sum(), 1e-9);
        for (int i = 0; i < 90; i++)
        {
            double margin = signs[i] * (bias + all.Sum(j => weights[j] * kernel[i][j])), alpha = weights[i] * signs[i];
            Assert.InRange(alpha, 0, cost);
            if (alpha <= 0)
                Assert.InRange(margin, 1 - 2e-3, double.MaxValue);
            else if (alpha >= cost)
                Assert.InRange(margin, double.MinValue, 1 + 2e-3);
            else
                Assert.Equal(1, margin, 2e-3);
        }
        Assert.True(kernel.Computed > 90);
    }

    [Fact]
    public void Selection_equals_the_slow_orthogonalisation()
    {
        RandomStream random = new(18);
        (FeatureMatrix features, int[] labels) = Make(60, 25, 3, (row, c) =>
        {
            random.FillGaussian(row);
            row[3 + c] += 1.5f;
            row[10] = 4;
            row[11] = row[3];
        });
        int[][] chosen = OrthogonalSelection.Choose(features, labels, 3, 8, threads: 2, cancel: Cancel);
        for (int c = 0; c < 3; c++)
        {
            Assert.Equal(SlowSelection(features, labels, c, 8), chosen[c]);
            Assert.DoesNotContain(10, chosen[c]);
            Assert.False(chosen[c].Contains(3) && chosen[c].Contains(11));
        }
    }

    [Theory]
    [InlineData("pca-affine")]
    [InlineData("ridge")]
    [InlineData("linear-svm")]
    [InlineData("rbf-svm")]
    public void A_model_read_back_says_the_same(string kind)
    {
        RandomStream random = new(19);
        (FeatureMatrix features, int[] labels) = Make(90, 8, 3, (row, c) =>
        {
            random.FillGaussian(row);
            row[c] += 3;
        });
        Standardiser standardiser = Standardiser.Fit(features);
        FeatureMatrix ready = features.First(90);
        standardiser.Apply(ready);
        PrincipalComponents? components = kind == "rbf-svm" ? PrincipalComponents.Fit(ready, 5) : null;
        FeatureMatrix last = components?.Apply(ready) ?? ready;
        IClassifier classifier = kind switch
        {
            "pca-affine" => AffinePca.Fit(last, labels, 3, new() { Dimension = 2 }, cancel: Cancel),
            "ridge" => Ridge.Fit(last, labels, 3, new() { Lambda = 1 }, cancel: Cancel),
            "linear-svm" => LinearSvm.Fit(last, labels, 3, cancel: Cancel),
            _ => RbfSvm.Fit(last, labels, 3, 0.1, cancel: Cancel),
        };
        TrainedModel model = new(
            new() { Kind = kind, Classes = 3, Features = 8, Network = new() { Size = "8", Preset = "none" } },
            standardiser, components, classifier);
        using TemporaryFolder folder = new();
        string path = folder.File("model.npz");
        ModelFile.Write(path, model);
        TrainedModel read = ModelFile.Read(path);
        int[] expected = model.Predict(features.First(90));
        Assert.Equal(expected, read.Predict(features.First(90), 2));
        Assert.InRange(Labels.Errors(expected, labels), 0, 10);

        string text = File.ReadAllText(path + ".json");
        File.WriteAllText(path + ".json", text.Replace("\"features\": 8", "\"features\": 9", StringComparison.Ordinal));
        InputException error = Assert.Throws<InputException>(() => ModelFile.Read(path));
        Assert.Contains("8 numbers; expected 9", error.Message, StringComparison.Ordinal);
    }

    private static int[] SlowSelection(FeatureMatrix features, int[] labels, int wanted, int count)
    {
        (int n, int columns) = (features.Rows, features.Columns);
        double[][] parts = [.. Enumerable.Range(0, columns).Select(j => Centred(
            [.. Enumerable.Range(0, n).Select(i => (double)features.Row(i)[j])]))];
        double[] target = Centred([.. labels.Select(label => label == wanted ? 1.0 : 0)]);
        double[] whole = [.. parts.Select(part => part.Sum(x => x * x))];
        List<int> chosen = [];
        for (int step = 0; step < count; step++)
        {
            int best = Enumerable.Range(0, columns).MaxBy(j =>
            {
                double square = parts[j].Sum(x => x * x);
                return square <= 1e-8 * whole[j] || chosen.Contains(j) || whole[j] == 0
                    ? -1 : Math.Abs(parts[j].Zip(target, (x, y) => x * y).Sum()) / Math.Sqrt(square);
            });
            chosen.Add(best);
            double norm = Math.Sqrt(parts[best].Sum(x => x * x));
            double[] q = [.. parts[best].Select(x => x / norm)];
            target = Without(target, q);
            parts = [.. parts.Select(part => Without(part, q))];
        }
        return [.. chosen];
    }

    private static double[] Without(double[] x, double[] q)
    {
        double along = x.Zip(q, (a, b) => a * b).Sum();
        return [.. x.Zip(q, (a, b) => a - (along * b))];
    }

    private static double[] Centred(double[] values)
    {
        double mean = values.Average();
        return [.. values.Select(value => value - mean)];
    }

    private static FeatureMatrix Padded(FeatureMatrix few, int rows)
    {
        float[] values = new float[rows * few.Columns];
        for (int i = 0; i < rows; i++)
            few.Row(i % few.Rows).CopyTo(values.AsSpan(i * few.Columns));
        return new(values, rows, few.Columns);
    }

    private delegate void Fill(Span<float> row, int label);

    private static (FeatureMatrix Features, int[] Labels) Make(int rows, int columns, int classes, Fill fill)
    {
        FeatureMatrix features = new(new float[rows * columns], rows, columns);
        int[] labels = [.. Enumerable.Range(0, rows).Select(i => i % classes)];
        for (int i = 0; i < rows; i++)
            fill(features.Row(i), labels[i]);
        return (features, labels);
    }
}
