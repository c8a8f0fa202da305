using Hinge.Scope;
using Hinge.Scope.Lanes;
using Hinge.Scope.Networks;
using static TorchSharp.torch;

namespace Hinge.Benchmarks.Scope;

/// <content>Single rows and passes: P3, P6, P7.</content>
internal sealed partial class ScopeGoals
{
    private IEnumerable<Goal> Windows()
    {
        using DisposeScope disposal = NewDisposeScope();
        using Fsrcnn net = Prepared(new Fsrcnn());
        Tensor small = Picture(256), large = Picture(1024);
        using LinearScope scope = LinearScope.Attach(net);
        void Row(Tensor x, long at)
        {
            foreach (var row in scope.Rows(x, [new OutputIndex(0, at, at)]))
                row.Dispose();
        }
        Timing[] ours = Measure.Rounds(Math.Max(rounds, 15), () => Row(large, 1024), () => Row(small, 256));
        const string work = "one row of a 1024 × 1024 picture, FSRCNN ×2";
        yield return Goal.AtMost("P3", work, "the same at 256 × 256", 1.25, 1.1, ours[0], ours[1]);
        Timing theirs = Measure.Rounds(rounds, () =>
        {
            using AutogradRows whole = new(net, large);
            whole.Compute([1024 * 2048 + 1024]);
        })[0];
        yield return Goal.Faster("P3", work, "autograd on the whole picture", 200, 1000, ours[0], theirs);
    }

    private IEnumerable<Goal> Doubled()
    {
        using DisposeScope disposal = NewDisposeScope();
        using DnCnn net = Prepared(new DnCnn(DnCnnForm.Biased));
        Tensor x = Picture(128), v = Picture(128);
        using LinearScope scope = LinearScope.Attach(net);
        Timing[] times = Measure.Rounds(
            Math.Max(rounds, 7), () => scope.Run(x, Lane.Linear(v)).Dispose(), () => Forward(net, x, 2));
        yield return Goal.AtMost(
            "P6", "doubled batch, k = 2, DnCNN-20 at 128 × 128", "two plain forwards", 1.25, 1.1, times[0], times[1]);
    }

    private IEnumerable<Goal> Recording()
    {
        using DisposeScope disposal = NewDisposeScope();
        using DnCnn net = Prepared(new DnCnn(DnCnnForm.Biased));
        Tensor x = Picture(128);
        using LinearScope scope = LinearScope.Attach(net);
        Timing[] times = Measure.Rounds(
            Math.Max(rounds, 7), () => scope.Freeze(x).Dispose(), () => Forward(net, x, 1));
        yield return Goal.AtMost(
            "P7", "record pass, DnCNN-20 at 128 × 128", "one plain forward", 1.5, 1.2, times[0], times[1]);
    }
}
