using System.Globalization;
using Hinge.Core.Runs;
using Hinge.Flight.Learning;

namespace Hinge.Cli.Flight;

/// <summary>Events of a training as progress on the screen.</summary>
internal sealed class FlightProgress(IProgress<RunProgress> next, string stage, int steps) : IProgress<FlightEvent>
{
    private string _best = "";

    public void Report(FlightEvent value)
    {
        switch (value)
        {
            case TrainingProgress at:
                next.Report(new(stage, at.Step, steps, string.Create(CultureInfo.InvariantCulture, $"episodes {at.Episodes:N0}, mean length {at.MeanLength:0}{_best}")));
                break;
            case CandidateValidated { IsBest: true } best:
                CandidateScore score = best.Candidate.First;
                _best = string.Create(CultureInfo.InvariantCulture, $", best {score.Return:0} (survival {score.Survival:0.00})");
                break;
        }
    }
}
