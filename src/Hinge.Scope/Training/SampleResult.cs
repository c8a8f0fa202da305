namespace Hinge.Scope.Training;

/// <summary>What came of training one sample network.</summary>
/// <param name="Network">Its name.</param>
/// <param name="Steps">Steps done.</param>
/// <param name="Quality">What it does on data it was not trained on.</param>
/// <param name="Sha256">Of its weights as a safetensors file without metadata, in lower-case hexadecimal.</param>
public sealed record SampleResult(string Network, long Steps, SampleQuality Quality, string Sha256);
