namespace Hinge.Flight.Networks;

/// <summary>
/// Where the weights of a network inputs-64-64-outputs lie in one block of numbers (specification §8): W1 and W2 by
/// input, W3 by output, so that the 64 hidden numbers are always next to each other.
/// </summary>
/// <param name="Inputs">Numbers in.</param>
/// <param name="Outputs">Numbers out, at most 16.</param>
internal readonly record struct MlpLayout(int Inputs, int Outputs)
{
    /// <summary>Width of both hidden layers.</summary>
    public const int Hidden = 64;

    /// <summary>Room for the output biases, so that every part begins at a multiple of 64 bytes.</summary>
    public const int Padding = 16;

    /// <summary>First number of b1; W1 begins at 0.</summary>
    public int Bias1 => Inputs * Hidden;

    /// <summary>First number of W2.</summary>
    public int Weights2 => Bias1 + Hidden;

    /// <summary>First number of b2.</summary>
    public int Bias2 => Weights2 + (Hidden * Hidden);

    /// <summary>First number of W3.</summary>
    public int Weights3 => Bias2 + Hidden;

    /// <summary>First number of b3.</summary>
    public int Bias3 => Weights3 + (Outputs * Hidden);

    /// <summary>All numbers.</summary>
    public int Count => Bias3 + Padding;

    /// <summary>Whether a number is a weight, not a bias; for the decay of weights.</summary>
    public bool IsWeight(int index) =>
        index < Bias1 || (index >= Weights2 && index < Bias2) || (index >= Weights3 && index < Bias3);
}
