namespace Hinge.Core.Runs;

/// <summary>One step of a long piece of work, as a library reports it through <see cref="IProgress{T}"/>.</summary>
/// <param name="Stage">What is being done, in a few words; a new name starts a new bar.</param>
/// <param name="Done">Units finished, 0 … <paramref name="Total"/>.</param>
/// <param name="Total">Units in all; 0 when unknown.</param>
/// <param name="Detail">A measured value worth seeing now, for example <c>loss 0.41</c>.</param>
public readonly record struct RunProgress(string Stage, long Done, long Total, string? Detail = null);
