namespace Hinge.Torch.Checkpoints;

/// <summary>A tensor of a kind that has no dense array form; refused by its name once that is known.</summary>
/// <param name="Kind">What it is, for example <c>a sparse tensor</c>.</param>
internal sealed record RefusedTensor(string Kind);
