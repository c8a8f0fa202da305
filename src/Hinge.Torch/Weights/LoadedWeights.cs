namespace Hinge.Torch.Weights;

/// <summary>What <see cref="ModuleWeights"/> took from a file.</summary>
/// <param name="Tensors">Tensors in the file, all of them used.</param>
/// <param name="Widened">Names of tensors stored in a narrower floating-point type than the module's; widening is
/// exact.</param>
public sealed record LoadedWeights(int Tensors, IReadOnlyList<string> Widened);
