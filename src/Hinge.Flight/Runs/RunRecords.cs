using Hinge.Core.Runs;
using Hinge.Flight.Learning;
using Hinge.Flight.Tasks;

namespace Hinge.Flight.Runs;

/// <summary>The lines of a training in <c>metrics.jsonl</c> (specification §11); times are not among them.</summary>
internal static class RunRecords
{
    /// <summary>What happens while it runs.</summary>
    public static void Append(MetricsLog log, FlightEvent value)
    {
        switch (value)
        {
            case TrainingProgress at:
                log.AppendTyped(
                    at.Step, "progress", ("episodes", at.Episodes), ("return", at.MeanReturn),
                    ("length", at.MeanLength), ("criticLoss", at.CriticLoss), ("meanQ", at.MeanValue),
                    ("weightPosition", at.Weights.Position), ("weightVelocity", at.Weights.Velocity),
                    ("weightAction", at.Weights.Action));
                break;
            case CurriculumRaised raised:
                RewardWeights weights = raised.Weights;
                log.AppendTyped(
                    raised.Step, "curriculum", ("weightPosition", weights.Position),
                    ("weightVelocity", weights.Velocity), ("weightAction", weights.Action));
                break;
            case CandidateValidated validated:
                CandidateScore score = validated.Candidate.First;
                log.AppendTyped(
                    validated.Step, "validation", ("network", (int)validated.Candidate.Kind),
                    ("return", score.Return), ("survival", score.Survival), ("settled", score.Settled),
                    ("length", score.Length), ("best", validated.IsBest ? 1 : 0));
                break;
        }
    }

    /// <summary>What it came to.</summary>
    /// <param name="log">The log.</param>
    /// <param name="steps">Steps of the training.</param>
    /// <param name="result">What it found.</param>
    public static void AppendEnd(MetricsLog log, int steps, FlightResult result)
    {
        if (result.Chosen is { } place)
        {
            Candidate chosen = result.Candidates[place];
            CandidateScore score = chosen.Second ?? chosen.First;
            log.AppendTyped(
                steps, "selected", ("at", chosen.Step), ("network", (int)chosen.Kind), ("return", score.Return),
                ("survival", score.Survival), ("settled", score.Settled), ("length", score.Length),
                ("eligible", result.IsEligible ? 1 : 0));
        }
        if (result.Test is { } test)
        {
            log.AppendTyped(
                steps, "test", ("return", test.Return), ("survival", test.Survival), ("settled", test.Settled),
                ("length", test.Length));
        }
        if (result.Track is { } track)
        {
            log.AppendTyped(
                steps, "track", ("rmse", track.Rmse ?? double.NaN), ("maximum", track.Maximum ?? double.NaN),
                ("lag", track.Lag ?? double.NaN), ("seconds", track.Seconds), ("lost", track.IsLost ? 1 : 0));
        }
        log.AppendTyped(
            steps, "end", ("episodes", result.Episodes), ("criticUpdates", result.CriticUpdates),
            ("actorUpdates", result.ActorUpdates));
    }
}
