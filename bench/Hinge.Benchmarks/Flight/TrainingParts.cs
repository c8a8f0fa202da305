using Hinge.Core.Randomness;
using Hinge.Flight.Dynamics;
using Hinge.Flight.Evaluation;
using Hinge.Flight.Learning;
using Hinge.Flight.Networks;
using Hinge.Flight.Simulation;
using Hinge.Flight.Tasks;

namespace Hinge.Benchmarks.Flight;

/// <summary>What the parts of a training take, in processor time of one thread: where the seconds go.</summary>
internal static unsafe class TrainingParts
{
    private const int Rows = 256, Samples = 31;

    /// <summary>Prints a line a part: microseconds, and the arithmetic's speed.</summary>
    public static int Run()
    {
        Drone drone = Drone.Load("crazyflie");
        FlightSettings settings = new() { Drone = drone, Recipe = Recipe.Default with { Selects = false } };
        using Td3Trainer trainer = new(settings), flying = new(settings);
        for (int i = trainer.Step; i < 40_000; i++)
            trainer.Advance(null, default);
        Line("a step of the drone, chosen and remembered", 14_000, () => flying.Advance(null, default));
        float[] level = [0.334f, 0.334f, 0.334f, 0.334f];
        Line("a step of the drone, remembered", 14_000, () => flying.Repeat(level));
        HoverEpisode episode = new(drone, new HoverTask(), 1);
        float[] observation = new float[146];
        Line("a step of the drone", 1000, () =>
        {
            if (episode.Step(level).Ended)
                episode.Begin(episode.Number + 1);
        });
        Line("an observation", 1000, () => episode.Observe(observation));
        Line("beginning an episode", 1000, () => episode.Begin(episode.Number + 1));
        Td3Learner learner = trainer.Learner;
        Line("update of both critics", 100, () => learner.Update(withActor: false), 256 * 118.6e3);
        Line("update of both critics and the actor", 100, () => learner.Update(withActor: true), 256 * 203.3e3);

        Mlp actor = learner.Actor, critic = new(32, 1, tanhOutput: false, Rows);
        critic.Take(learner.Critics[0].Weights);
        float[] seen = Drawn(Rows * 146), criticSees = Drawn(Rows * 32), actions = new float[Rows * 4], q = new float[Rows];
        fixed (float* x = seen, c = criticSees, a = actions, v = q)
        {
            float* px = x, pc = c, pa = a, pv = v;
            Line("actor forward", 100, () => actor.Forward(0, Rows, px, 146, pa, 4), Rows * 27.4e3);
            Line("actor backward", 100, () =>
            {
                actor.Backward(0, Rows, pa);
                actor.GradientByInputs(Rows, px, 146, 0, 146);
                actor.GradientBehindInputs(Rows, pa);
            }, Rows * 36.1e3);
            Line("  sums of layers", 100, () => actor.Backward(0, Rows, pa), Rows * 8.7e3);
            Line("  gradient by inputs", 100, () => actor.GradientByInputs(Rows, px, 146, 0, 146), Rows * 18.7e3);
            Line("  gradient behind", 100, () => actor.GradientBehindInputs(Rows, pa), Rows * 8.7e3);
            Line("critic forward", 100, () => critic.Forward(0, Rows, pc, 32, pv, 1), Rows * 12.4e3);
            Line("critic backward", 100, () =>
            {
                critic.Backward(0, Rows, pv);
                critic.GradientByInputs(Rows, pc, 32, 0, 32);
                critic.GradientBehindInputs(Rows, pv);
            }, Rows * 20.8e3);
            Line("actor, one row", 1000, () => actor.Forward(0, 1, px, 146, pa, 4), 27.4e3);
        }
        Adam adam = new(actor.Layout);
        Line("Adam of the actor", 100, () => adam.Update(actor.Weights, actor.Gradient));
        Line("Polyak of the actor", 100, () => Polyak.Update(learner.ActorTarget.Weights, actor.Weights));
        Line("turning the second layer", 100, actor.Turn);
        ReplayBatch batch = new(Rows, Rows, 146, 32);
        CriticLayout layout = new(settings);
        RandomStream random = new(2);
        Line("drawing places", 100, () => trainer.Memory.Draw(batch, random));
        Line("gathering a batch", 100, () =>
        {
            trainer.Memory.Draw(batch, random);
            trainer.Memory.GatherForCritics(batch, 0, Rows, 0, layout);
        });
        float[] noise = new float[Rows * 4];
        Line("1,024 normal numbers", 100, () => random.FillGaussian(noise));
        Line("evaluation, 1,000 episodes", 1, () => Evaluator.Run(
            trainer.Snapshot(actor), drone, new HoverTask(), 1000));
        return 0;
    }

    private static void Line(string name, int times, Action work, double operations = 0)
    {
        double[] seconds = new double[times >= 10_000 ? 1 : times == 1 ? 3 : Samples];
        for (int i = 0; i < seconds.Length; i++)
        {
            double start = ThreadClock.Seconds();
            for (int k = 0; k < times; k++)
                work();
            seconds[i] = (ThreadClock.Seconds() - start) / times;
        }
        Timing timing = Timing.Of(seconds);
        string speed = operations > 0 ? $"{operations / timing.Median / 1e9,8:0.0} GFLOP/s" : "";
        Console.WriteLine($"{name,-50}{timing.Median * 1e6,12:0.00} us (least {timing.Low * 1e6:0.00}){speed}");
    }

    private static float[] Drawn(int count)
    {
        float[] values = new float[count];
        new RandomStream(1).FillUniform(values, -1, 1);
        return values;
    }
}
