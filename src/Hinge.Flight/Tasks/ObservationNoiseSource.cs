using Hinge.Core.Randomness;

namespace Hinge.Flight.Tasks;

/// <summary>
/// The noise on the observations of an episode, one after the other, each as <see cref="ObservationLayout.AddNoise"/>
/// draws it. Drawn several at a time, which takes half as long.
/// </summary>
internal sealed class ObservationNoiseSource
{
    private const int Ahead = 8, Body = ObservationLayout.Body;

    private readonly float[] _normal = new float[Ahead * Body];
    private readonly float[] _deviations = new float[Body];
    private readonly bool _none;
    private RandomStream? _random;
    private int _next;

    public ObservationNoiseSource(ObservationNoise noise)
    {
        _none = noise is { Position: 0, Rotation: 0, Velocity: 0, AngularVelocity: 0 };
        for (int i = 0; i < Body; i++)
            _deviations[i] = (float)ObservationLayout.Deviation(noise, i);
    }

    /// <summary>Begins an episode.</summary>
    /// <param name="random">The stream of its observations.</param>
    public void Begin(RandomStream random)
    {
        _random = random;
        _next = _normal.Length;
    }

    /// <summary>Adds the noise of the next observation.</summary>
    /// <param name="observation">At least <see cref="ObservationLayout.Body"/> numbers, changed in place.</param>
    public void AddTo(Span<float> observation)
    {
        if (_none)
            return;
        if (_next == _normal.Length)
        {
            _random!.FillGaussian(_normal);
            _next = 0;
        }
        ReadOnlySpan<float> normal = _normal.AsSpan(_next, Body), deviations = _deviations.AsSpan(0, Body);
        observation = observation[..Body];
        for (int i = 0; i < Body; i++)
            observation[i] += deviations[i] * normal[i];
        _next += Body;
    }
}
