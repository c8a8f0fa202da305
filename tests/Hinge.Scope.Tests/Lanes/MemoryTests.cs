using Hinge.Scope.Tests.Networks;
using static TorchSharp.torch;

namespace Hinge.Scope.Tests.Lanes;

/// <summary>Measures the whole process, so nothing else may run beside it.</summary>
[CollectionDefinition(nameof(MemoryTests), DisableParallelization = true)]
[Collection(nameof(MemoryTests))]
[NoLeak]
public class MemoryTests
{
    [Fact]
    public void A_thousand_freezes_and_replays_leave_memory_flat()
    {
        using DisposeScope scope = NewDisposeScope();
        using SmallNet net = new(ScalarType.Float32);
        using Tensor x = SmallNet.NewInput(ScalarType.Float32);
        using LinearScope hooked = LinearScope.Attach(net);
        void Once()
        {
            using Interpreter at = hooked.Freeze(x);
            using Tensor row = at.Row(0);
            using Tensor column = at.Column(0, 3, 3);
        }
        for (int i = 0; i < 200; i++)
            Once();
        long tensors = DisposeScopeManager.Statistics.ThreadTotalLiveCount;
        long before = ResidentBytes();
        for (int i = 0; i < 1000; i++)
            Once();
        Assert.Equal(tensors, DisposeScopeManager.Statistics.ThreadTotalLiveCount);
        Assert.True(ResidentBytes() - before < 8 << 20, $"{ResidentBytes() - before} bytes more");
    }

    private static long ResidentBytes()
    {
        GC.Collect();
        GC.WaitForPendingFinalizers();
        GC.Collect();
        using System.Diagnostics.Process self = System.Diagnostics.Process.GetCurrentProcess();
        return self.WorkingSet64;
    }
}
