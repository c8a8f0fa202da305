using Hinge.Core.Randomness;
using Hinge.Scattering.Frames;
using Hinge.Scattering.Networks;
using Hinge.Scattering.NonLinearities;

namespace Hinge.Scattering.Tests;

/// <summary>Networks and signals of tests.</summary>
internal static class TestNetworks
{
    /// <summary>A network of as many equal modules.</summary>
    public static Network Deep(
        string frame, string size, int depth = 2, string nonLinearity = "modulus", string pooling = "none",
        NetworkOptions? options = null)
    {
        FrameSettings settings = FrameText.Parse(frame);
        Module module = new(settings, NonLinearity.Parse(nonLinearity), Pooling.Parse(pooling));
        return new(GridSize.Parse(size), [.. Enumerable.Repeat(module, depth)], settings, options);
    }

    /// <summary>Gaussian numbers.</summary>
    public static double[] Noise(int count, ulong seed)
    {
        double[] values = new double[count];
        new RandomStream(seed).FillGaussian(values);
        return values;
    }
}
