namespace Hinge.Scope.Training;

/// <summary>The <c>settings.json</c> of a run that trains sample networks.</summary>
/// <param name="Networks">One entry a network, in the order of training.</param>
public sealed record SampleRunSettings(IReadOnlyList<SampleTrainingSettings> Networks);
